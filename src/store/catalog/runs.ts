import { sql } from 'kysely';
import * as v from 'valibot';
import type { ArtifactType } from '../../core/artifact.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { ProjectId, RunId, VersionId } from '../../core/ids.ts';
import type { GitProvenance, Run, RunDetail, RunLink, RunState } from '../../core/run.ts';
import { STATES_BY_ATTENTION } from '../../core/run.ts';
import type { Page, RunQuery, RunSort } from '../contract.ts';
import { containsPattern } from './artifacts.ts';
import { decodeCursor, pageLimit, toPage } from './cursor.ts';
import { dialectOf, isOneOf } from './dialect.ts';
import { readObject, readStrings } from './parseRow.ts';
import type { Sort } from './sorts.ts';
import { asciiLower } from './sorts.ts';
import type { Db, RunTable } from './tables.ts';
import { aliasesOf } from './versionRows.ts';

/** A running run that has been silent for this long has crashed. Milliseconds. */
export const SILENCE = 5 * 60 * 1000;

/** The state to show: what the row says, unless the run went silent. */
export function stateOf(row: Pick<RunTable, 'state' | 'heartbeat_at'>, now: number): RunState {
  return row.state === 'running' && now - row.heartbeat_at > SILENCE ? 'crashed' : row.state;
}

/** Runs alone lead the way, so that their indexes give the order: nothing is joined. */
function selectRuns(db: Db) {
  return db
    .selectFrom('runs as r')
    .selectAll('r')
    .select(sql<string>`(select p.name from projects p where p.id = r.project_id)`.as('project'))
    .select(sql<string>`(select p.entity from projects p where p.id = r.project_id)`.as('entity'))
    .select(sql<number>`(select count(*) from run_inputs i where i.run_id = r.id)`.as('inputs'))
    .select(sql<number>`(select count(*) from run_outputs o where o.run_id = r.id)`.as('outputs'))
    .where('r.deleted_at', 'is', null);
}

type RunRow = Awaited<ReturnType<ReturnType<typeof selectRuns>['execute']>>[number];

function toRun(row: RunRow, now: number): Run {
  return {
    id: row.id,
    projectId: row.project_id,
    entity: row.entity,
    project: row.project,
    key: row.key,
    name: row.name,
    jobType: row.job_type,
    ...(row.group_name === null ? {} : { group: row.group_name }),
    state: stateOf(row, now),
    createdAt: row.created_at,
    heartbeatAt: row.heartbeat_at,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    ...(row.exit_code === null ? {} : { exitCode: row.exit_code }),
    inputCount: row.inputs,
    outputCount: row.outputs,
  };
}

export async function listJobTypes(db: Db, project: ProjectId): Promise<readonly ArtifactType[]> {
  return db
    .selectFrom('runs')
    .select(['job_type as name', ({ fn }) => fn.countAll<number>().as('count')])
    .where('project_id', '=', project)
    .where('deleted_at', 'is', null)
    .groupBy('job_type')
    .orderBy('job_type')
    .execute();
}

const SORTS: Readonly<Record<Exclude<RunSort, 'state'>, Sort<RunRow>>> = {
  created: {
    order: sql`r.id desc`,
    after: keys => sql<boolean>`r.id < ${keys[1]}`,
    keys: row => [0, row.id],
  },
  oldest: {
    order: sql`r.id`,
    after: keys => sql<boolean>`r.id > ${keys[1]}`,
    keys: row => [0, row.id],
  },
  name: {
    order: sql`lower(r.name), r.id desc`,
    // The first part leads into the index.
    after: ([name, id]) =>
      sql<boolean>`(lower(r.name) >= ${name} and (lower(r.name) > ${name} or r.id < ${id}))`,
    keys: row => [asciiLower(row.name), row.id],
  },
};

function selectListed(db: Db, query: RunQuery) {
  let select = selectRuns(db).where('r.project_id', '=', query.project);
  if (query.jobType !== undefined) select = select.where('r.job_type', '=', query.jobType);
  if (query.filter) select = select.where(dialectOf(db).isLike('r.name', containsPattern(query.filter)));
  return select;
}

/** Whether a run is shown as in this state; in words that an index of states can answer. */
function isShownAs(state: RunState, now: number) {
  const heard = now - SILENCE;
  if (state === 'running') return sql<boolean>`(r.state = 'running' and r.heartbeat_at >= ${heard})`;
  if (state === 'crashed')
    return sql<boolean>`(r.state in ('crashed', 'running') and (r.state = 'crashed' or r.heartbeat_at < ${heard}))`;
  return sql<boolean>`r.state = ${state}`;
}

/** As by id, but not by an index of ids: SQLite would look through all runs to find the few that are silent. */
const LATEST_OF_FEW = sql`lower(r.id) desc`;

/** Those that want attention first: one state after the other, each newest first, until there are enough. */
async function listByState(db: Db, query: RunQuery): Promise<Page<Run>> {
  const limit = pageLimit(query);
  const now = Date.now();
  const after = decodeCursor(query, 2);
  const begun = after ? Number(after[0]) : 0;
  const rows: RunRow[] = [];
  for (const [place, state] of STATES_BY_ATTENTION.entries()) {
    if (place < begun || rows.length > limit || (query.state ?? state) !== state) continue;
    let select = selectListed(db, query)
      .where(isShownAs(state, now))
      .orderBy(state === 'crashed' ? LATEST_OF_FEW : sql`r.id desc`)
      .limit(limit + 1 - rows.length);
    if (after && place === begun) select = select.where(sql<boolean>`r.id < ${after[1]}`);
    rows.push(...(await select.execute()));
  }
  const keys = (row: RunRow) => [STATES_BY_ATTENTION.indexOf(stateOf(row, now)), row.id] as const;
  return toPage(rows, limit, keys, row => toRun(row, now));
}

export async function listRuns(db: Db, query: RunQuery): Promise<Page<Run>> {
  const order = query.sort ?? 'created';
  if (order === 'state' || (order === 'created' && query.state !== undefined)) return listByState(db, query);
  const limit = pageLimit(query);
  const now = Date.now();
  const sort = SORTS[order];
  const after = decodeCursor(query, 2);
  let select = selectListed(db, query)
    .orderBy(sort.order)
    .limit(limit + 1);
  if (query.state !== undefined) select = select.where(isShownAs(query.state, now));
  if (after) select = select.where(sort.after(after));
  return toPage(await select.execute(), limit, sort.keys, row => toRun(row, now));
}

/** Runs that are running and not silent, of all projects or those of some entities. */
export async function countRunning(db: Db, entities?: readonly string[]): Promise<number> {
  let runs = db
    .selectFrom('runs as r')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('r.deleted_at', 'is', null)
    .where(isShownAs('running', Date.now()));
  if (entities) {
    runs = runs.innerJoin('projects as p', 'p.id', 'r.project_id').where(isOneOf(db, 'p.entity', entities));
  }
  return (await runs.executeTakeFirstOrThrow()).count;
}

const Git = v.object({
  commit: v.optional(v.string()),
  branch: v.optional(v.string()),
  dirty: v.boolean(),
  remote: v.optional(v.string()),
  root: v.optional(v.string()),
});

function readGit(text: string): GitProvenance {
  const { dirty, ...rest } = v.parse(Git, JSON.parse(text));
  return { dirty, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) };
}

/** What a run used (`run_inputs`) or logged (`run_outputs`), in the order it did. */
async function linksOf(db: Db, table: 'run_inputs' | 'run_outputs', run: RunId): Promise<readonly RunLink[]> {
  const usedAs = table === 'run_inputs' ? sql<string | null>`l.used_as` : sql<string | null>`null`;
  const rows = await db
    .selectFrom(sql<{ version_id: VersionId; run_id: RunId; at: number }>`${sql.table(table)}`.as('l'))
    .innerJoin('versions as v', 'v.id', 'l.version_id')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .select(['v.id', 'v.idx', 'v.size', 'v.deleted_at', 'a.name', 'a.type', usedAs.as('used_as')])
    .where('l.run_id', '=', run)
    .orderBy('l.at')
    .orderBy('v.id')
    .execute();
  const aliases = await aliasesOf(
    db,
    rows.map(row => row.id),
  );
  return rows.map(row => ({
    versionId: row.id,
    artifact: row.name,
    type: row.type,
    version: row.idx,
    aliases: aliases.get(row.id) ?? [],
    size: row.size,
    deleted: row.deleted_at !== null,
    ...(row.used_as === null ? {} : { usedAs: row.used_as }),
  }));
}

/** A run's row without what it streamed. @throws AmphoraError `run-not-found` */
export async function findRun(db: Db, id: RunId): Promise<Omit<RunDetail, 'lines'>> {
  const row = await selectRuns(db).where('r.id', '=', id).executeTakeFirst();
  if (!row) throw new AmphoraError('run-not-found', { run: id });
  return {
    ...toRun(row, Date.now()),
    config: readObject(row.config),
    summary: readObject(row.summary),
    notes: row.notes,
    tags: readStrings(row.tags),
    ...(row.host === null ? {} : { host: row.host }),
    ...(row.command === null ? {} : { command: readStrings(row.command) }),
    ...(row.git === null ? {} : { git: readGit(row.git) }),
    inputs: await linksOf(db, 'run_inputs', id),
    outputs: await linksOf(db, 'run_outputs', id),
  };
}

/** @throws AmphoraError `run-not-found` */
export async function runState(db: Db, id: RunId): Promise<RunState> {
  const row = await db
    .selectFrom('runs')
    .select(['state', 'heartbeat_at'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AmphoraError('run-not-found', { run: id });
  return stateOf(row, Date.now());
}

/** The project of a run, for who needs to know no more than that it is there. @throws AmphoraError `run-not-found` */
export async function projectOfRun(db: Db, id: RunId): Promise<ProjectId> {
  const row = await db
    .selectFrom('runs')
    .select('project_id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AmphoraError('run-not-found', { run: id });
  return row.project_id;
}

/** @throws AmphoraError `run-not-found` */
export async function findRunByKey(db: Db, project: ProjectId, key: string): Promise<RunId> {
  const row = await db
    .selectFrom('runs')
    .select('id')
    .where('project_id', '=', project)
    .where('key', '=', key)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AmphoraError('run-not-found', { run: key });
  return row.id;
}
