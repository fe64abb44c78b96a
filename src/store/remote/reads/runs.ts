import * as v from 'valibot';
import type { ArtifactType } from '../../../core/artifact.ts';
import { AmphoraError } from '../../../core/errors.ts';
import type { ProjectId, RunId, VersionId } from '../../../core/ids.ts';
import type { Run, RunDetail, RunLink, RunState } from '../../../core/run.ts';
import { STATES_BY_ATTENTION } from '../../../core/run.ts';
import { fromClientConfig } from '../../../wandb/config.ts';
import type { Page, RunQuery } from '../../contract.ts';
import { JOB_TYPES, RUN_BY_KEY, RUN_STATE, RUNS } from '../documents/runs.ts';
import { pageLimit } from '../../catalog/cursor.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import type { RunPlace } from '../remoteIds.ts';
import { placeOfProject, placeOfRun } from '../remoteIds.ts';
import { readProvenance, withoutOwn } from '../runConfig.ts';
import {
  edges,
  maybe,
  nodes,
  page,
  readObject,
  RunShape,
  aliasesIn,
  Aliases,
  toRun,
  toRunState,
} from '../shapes.ts';
import { chained, collect, toPage } from './paging.ts';

const Runs = v.object({ project: maybe(v.object({ runs: maybe(page(RunShape)) })) });

const ORDERS = { created: '-created_at', oldest: '+created_at', name: '+display_name' } as const;

/** A pattern for names that contain this, whatever their case; not every server takes an option for that. */
function patternOf(text: string): string {
  return Array.from(text, character => {
    const [low, high] = [character.toLowerCase(), character.toUpperCase()];
    if (low !== high) return `[${low}${high}]`;
    return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
  }).join('');
}

function filtersOf({ jobType, filter }: RunQuery, state: RunState | undefined): string {
  const parts = [
    // A run that nobody named a job for has none.
    ...(jobType === undefined ? [] : [{ jobType: jobType === '' ? null : jobType }]),
    ...(filter ? [{ display_name: { $regex: patternOf(filter) } }] : []),
    ...(state === undefined ? [] : [{ state }]),
  ];
  return parts.length === 0 ? '{}' : JSON.stringify({ $and: parts });
}

export async function listRuns(
  client: RemoteClient,
  query: RunQuery,
  signal?: AbortSignal,
): Promise<Page<Run>> {
  const place = placeOfProject(query.project);
  const own = { name: place.project, entityName: place.entity };
  const list = async (order: string, state: RunState | undefined, first: number, after: string | null) => {
    const variables = { ...place, filters: filtersOf(query, state), order, first, after };
    const { project } = await client.query(RUNS, variables, Runs, signal);
    return project?.runs ? toPage(project.runs, answer => toRun(answer, own)) : { items: [] };
  };
  const { sort = 'created' } = query;
  if (sort !== 'state') return list(ORDERS[sort], query.state, pageLimit(query), query.cursor ?? null);
  const states = query.state === undefined ? STATES_BY_ATTENTION : [query.state];
  return chained(states.length, query, (at, { limit = 1, cursor }) =>
    list(ORDERS.created, states[at], limit, cursor ?? null),
  );
}

/** Runs looked through for the job types of a project; of more, the newest stand for all. */
const JOB_TYPE_RUNS = 20_000;

export async function listJobTypes(
  client: RemoteClient,
  id: ProjectId,
  signal?: AbortSignal,
): Promise<readonly ArtifactType[]> {
  const place = placeOfProject(id);
  const shape = v.object({
    project: maybe(v.object({ runs: maybe(page(v.object({ jobType: maybe(v.string()) }))) })),
  });
  const jobs = await collect(async cursor => {
    const { project } = await client.query(JOB_TYPES, { ...place, after: cursor ?? null }, shape, signal);
    return project?.runs ? toPage(project.runs, ({ jobType }) => jobType ?? '') : { items: [] };
  }, JOB_TYPE_RUNS);
  const counts = new Map<string, number>();
  for (const job of jobs) counts.set(job, (counts.get(job) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const Link = v.object({
  id: v.string(),
  state: v.string(),
  versionIndex: maybe(v.number()),
  size: v.number(),
  aliases: Aliases,
  artifactType: v.object({ name: v.string() }),
  artifactSequence: v.object({ name: v.string() }),
});

function toLink(answer: v.InferOutput<typeof Link>): RunLink {
  const { name } = answer.artifactSequence;
  return {
    versionId: answer.id as VersionId,
    artifact: name,
    type: answer.artifactType.name,
    version: answer.versionIndex ?? 0,
    aliases: aliasesIn(name, answer.aliases),
    size: answer.size,
    deleted: answer.state !== 'COMMITTED',
  };
}

const Detail = v.object({
  ...RunShape.entries,
  config: maybe(v.string()),
  summaryMetrics: maybe(v.string()),
  notes: maybe(v.string()),
  tags: maybe(v.array(v.string())),
  commit: maybe(v.string()),
  historyLineCount: maybe(v.number()),
  eventsLineCount: maybe(v.number()),
  logLineCount: maybe(v.number()),
  inputArtifacts: maybe(edges(Link)),
  outputArtifacts: maybe(edges(Link)),
});

/** A run, and what a change of it needs to know. */
export interface RemoteRun {
  /** The server's own id of it. */
  readonly id: string;
  readonly detail: RunDetail;
  /** As clients have it. */
  readonly clientConfig: ReturnType<typeof readObject>;
}

/** @throws AmphoraError `run-not-found` */
export async function readRun(client: RemoteClient, id: RunId, signal?: AbortSignal): Promise<RemoteRun> {
  return readRunAt(client, placeOfRun(id), signal);
}

/** @throws AmphoraError `run-not-found` */
export async function readRunAt(
  client: RemoteClient,
  place: RunPlace,
  signal?: AbortSignal,
): Promise<RemoteRun> {
  const shape = v.object({ project: maybe(v.object({ run: maybe(Detail) })) });
  const variables = { entity: place.entity, project: place.project, run: place.key };
  const { project } = await client.query(RUN_BY_KEY, variables, shape, signal);
  const answer = project?.run;
  if (!answer) throw new AmphoraError('run-not-found', { run: place.key });
  const clientConfig = readObject(answer.config);
  const inputs = answer.inputArtifacts ? nodes(answer.inputArtifacts).map(toLink) : [];
  const outputs = answer.outputArtifacts ? nodes(answer.outputArtifacts).map(toLink) : [];
  const detail: RunDetail = {
    ...toRun(answer, { name: place.project, entityName: place.entity }),
    inputCount: inputs.length,
    outputCount: outputs.length,
    config: withoutOwn(fromClientConfig(clientConfig)),
    summary: readObject(answer.summaryMetrics),
    notes: answer.notes ?? '',
    tags: answer.tags ?? [],
    ...readProvenance(fromClientConfig(clientConfig), answer.commit ?? undefined),
    lines: {
      history: answer.historyLineCount ?? 0,
      events: answer.eventsLineCount ?? 0,
      console: answer.logLineCount ?? 0,
    },
    inputs,
    outputs,
  };
  return { id: answer.id, detail, clientConfig };
}

/** @throws AmphoraError `run-not-found` */
export async function readRunState(client: RemoteClient, id: RunId, signal?: AbortSignal): Promise<RunState> {
  const { key, ...place } = placeOfRun(id);
  const shape = v.object({
    project: maybe(v.object({ run: maybe(v.object({ state: maybe(v.string()) })) })),
  });
  const { project } = await client.query(RUN_STATE, { ...place, run: key }, shape, signal);
  if (!project?.run) throw new AmphoraError('run-not-found', { run: key });
  return toRunState(project.run.state);
}
