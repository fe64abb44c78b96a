import { sql } from 'kysely';
import type { AliasMove, Artifact, ArtifactType } from '../../core/artifact.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { ArtifactId, ProjectId, VersionId } from '../../core/ids.ts';
import { canonicalName } from '../../core/names.ts';
import { nameHints } from '../../core/nearest.ts';
import type { Version } from '../../core/version.ts';
import type { ArtifactQuery, ArtifactSort, Page } from '../contract.ts';
import { decodeCursor, pageLimit, toPage } from './cursor.ts';
import { readStrings } from './parseRow.ts';
import type { Sort } from './sorts.ts';
import { asciiLower } from './sorts.ts';
import type { ArtifactTable, Db } from './tables.ts';
import { dialectOf, isOneOf } from './dialect.ts';
import { selectVersions, toVersions } from './versionRows.ts';

const SORTS: Record<ArtifactSort, Sort<ArtifactTable>> = {
  name: {
    order: sql`lower(name), id`,
    after: keys => sql<boolean>`(lower(name), id) > (${keys[0]}, ${keys[1]})`,
    keys: row => [asciiLower(row.name), row.id],
  },
  updated: {
    order: sql`updated_at desc, id desc`,
    after: keys => sql<boolean>`(updated_at, id) < (${keys[0]}, ${keys[1]})`,
    keys: row => [row.updated_at, row.id],
  },
  created: {
    order: sql`id desc`,
    after: keys => sql<boolean>`id < ${keys[1]}`,
    keys: row => [0, row.id],
  },
};

/** Matches names that contain the text, with its wildcards taken literally. */
export function containsPattern(text: string): string {
  return `%${canonicalName(text).replace(/[\\%_]/g, wild => `\\${wild}`)}%`;
}

async function newestVersions(
  db: Db,
  artifacts: readonly ArtifactId[],
): Promise<ReadonlyMap<ArtifactId, Version>> {
  // One look into an index for each artifact, not one for each of its versions.
  const newest = sql<VersionId>`(
    select n.id from versions n where n.artifact_id = o.id and n.deleted_at is null order by n.idx desc limit 1
  )`;
  const rows = await selectVersions(db)
    .where('v.id', 'in', eb =>
      eb
        .selectFrom('artifacts as o')
        .select(newest.as('id'))
        .where(isOneOf(db, 'o.id', artifacts)),
    )
    .execute();
  const linked = await selectVersions(db)
    .innerJoin('links as l', 'l.version_id', 'v.id')
    .select('l.artifact_id as portfolio')
    .where(isOneOf(db, 'l.artifact_id', artifacts))
    .where('v.deleted_at', 'is', null)
    .orderBy('l.idx')
    .execute();
  const links = await toVersions(db, linked);
  return new Map([
    ...(await toVersions(db, rows)).map(version => [version.artifactId, version] as const),
    ...links.flatMap((version, i) => {
      const { portfolio } = linked[i] ?? {};
      return portfolio === undefined ? [] : [[portfolio, version] as const];
    }),
  ]);
}

export function toArtifact(row: ArtifactTable, newest: Version | undefined): Artifact {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    kind: row.kind,
    type: row.type,
    description: row.description,
    tags: readStrings(row.tags),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    versionCount: row.version_count,
    ...(newest ? { newest } : {}),
  };
}

export async function listArtifactTypes(db: Db, project: ProjectId): Promise<readonly ArtifactType[]> {
  return db
    .selectFrom('artifacts')
    .select(['type as name', ({ fn }) => fn.countAll<number>().as('count')])
    .where('project_id', '=', project)
    .where('version_count', '>', 0)
    .groupBy('type')
    .orderBy('type')
    .execute();
}

export async function listArtifacts(db: Db, query: ArtifactQuery): Promise<Page<Artifact>> {
  const limit = pageLimit(query);
  const sort = SORTS[query.sort ?? 'name'];
  const after = decodeCursor(query, 2);
  let select = db
    .selectFrom('artifacts')
    .selectAll()
    .where('project_id', '=', query.project)
    .where('version_count', '>', 0)
    .orderBy(sort.order)
    .limit(limit + 1);
  if (query.type !== undefined) select = select.where('type', '=', query.type);
  if (query.filter) select = select.where(dialectOf(db).isLike('name', containsPattern(query.filter)));
  if (after) select = select.where(sort.after(after));
  const rows = await select.execute();
  const newest = await newestVersions(
    db,
    rows.map(row => row.id),
  );
  return toPage(rows, limit, sort.keys, row => toArtifact(row, newest.get(row.id)));
}

/** The artifact of a name, also one whose versions were all deleted. @throws AmphoraError `artifact-not-found` */
export async function findNamedArtifact(db: Db, project: ProjectId, named: string): Promise<Artifact> {
  const name = canonicalName(named);
  const row = await db
    .selectFrom('artifacts')
    .selectAll()
    .where('project_id', '=', project)
    .where('name', '=', name)
    .executeTakeFirst();
  if (!row) throw await artifactNotFound(db, project, name);
  return toArtifact(row, (await newestVersions(db, [row.id])).get(row.id));
}

/** @throws AmphoraError `artifact-not-found` */
export async function artifactById(db: Db, id: ArtifactId): Promise<Artifact> {
  const row = await db.selectFrom('artifacts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AmphoraError('artifact-not-found', { artifact: id, project: '' });
  return toArtifact(row, (await newestVersions(db, [id])).get(id));
}

/** @throws AmphoraError `artifact-not-found`; `artifact-deleted` where no version of it remains */
export async function findArtifact(db: Db, project: ProjectId, name: string): Promise<Artifact> {
  const artifact = await findNamedArtifact(db, project, name);
  if (artifact.versionCount > 0) return artifact;
  const owner = await projectName(db, project);
  throw new AmphoraError('artifact-deleted', { artifact: artifact.name, project: owner });
}

async function projectName(db: Db, id: ProjectId): Promise<string> {
  const row = await db.selectFrom('projects').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? '';
}

async function artifactNotFound(db: Db, project: ProjectId, artifact: string): Promise<AmphoraError> {
  const names = await db
    .selectFrom('artifacts')
    .select('name')
    .where('project_id', '=', project)
    .where('version_count', '>', 0)
    .orderBy('updated_at', 'desc')
    .limit(10_000)
    .execute();
  const hints = nameHints(
    artifact,
    names.map(item => item.name),
  );
  const owner = await projectName(db, project);
  return new AmphoraError('artifact-not-found', { artifact, project: owner }, hints);
}

export async function listAliasMoves(db: Db, artifact: ArtifactId): Promise<readonly AliasMove[]> {
  const rows = await db
    .selectFrom('alias_moves as m')
    .innerJoin('versions as v', 'v.id', 'm.version_id')
    .select(['m.alias', 'v.idx', 'm.from_at', 'm.until_at'])
    .where('m.artifact_id', '=', artifact)
    .orderBy('m.seq', 'desc')
    .execute();
  return rows.map(row => ({
    alias: row.alias,
    version: row.idx,
    from: row.from_at,
    ...(row.until_at === null ? {} : { until: row.until_at }),
  }));
}
