/** Reads versions with what surrounds them. */
import { sql } from 'kysely';
import type { VersionId } from '../../core/ids.ts';
import { LATEST } from '../../core/names.ts';
import type { Version } from '../../core/version.ts';
import { isOneOf } from './dialect.ts';
import { readObject, readStrings } from './parseRow.ts';
import type { Db } from './tables.ts';

/** All columns a `Version` is made of. */
export function selectVersions(db: Db) {
  return db
    .selectFrom('versions as v')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .innerJoin('projects as p', 'p.id', 'v.project_id')
    .select([
      'v.id',
      'v.artifact_id',
      'v.project_id',
      'v.idx',
      'v.digest',
      'v.size',
      'v.file_count',
      'v.description',
      'v.metadata',
      'v.tags',
      'v.created_at',
      'v.logged_by',
      'v.deleted_at',
      'v.ttl_seconds',
      'v.history_step',
      'a.name as artifact',
      'a.type',
      'p.name as project',
      'p.entity',
    ]);
}

export type VersionRow = Awaited<ReturnType<ReturnType<typeof selectVersions>['execute']>>[number];

/** Aliases of these versions in their own artifacts: `latest`, then the others in the order people gave them. */
export async function aliasesOf(
  db: Db,
  ids: readonly VersionId[],
): Promise<ReadonlyMap<VersionId, readonly string[]>> {
  const found = new Map<VersionId, string[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom('aliases as l')
    .innerJoin('versions as v', 'v.id', 'l.version_id')
    .select(['l.version_id', 'l.alias'])
    .where(isOneOf(db, 'l.version_id', ids))
    .whereRef('l.artifact_id', '=', 'v.artifact_id')
    .orderBy(sql`l.alias = ${LATEST}`, 'desc')
    .orderBy('l.set_at')
    .orderBy('l.alias')
    .execute();
  for (const row of rows) {
    const list = found.get(row.version_id);
    if (list) list.push(row.alias);
    else found.set(row.version_id, [row.alias]);
  }
  return found;
}

function toVersion(row: VersionRow, aliases: readonly string[]): Version {
  return {
    id: row.id,
    artifactId: row.artifact_id,
    projectId: row.project_id,
    entity: row.entity,
    project: row.project,
    artifact: row.artifact,
    type: row.type,
    index: row.idx,
    aliases,
    digest: row.digest,
    size: row.size,
    fileCount: row.file_count,
    description: row.description,
    metadata: readObject(row.metadata),
    tags: readStrings(row.tags),
    createdAt: row.created_at,
    ...(row.logged_by === null ? {} : { loggedBy: row.logged_by }),
    ...(row.ttl_seconds === null ? {} : { ttlSeconds: row.ttl_seconds }),
    ...(row.history_step === null ? {} : { historyStep: row.history_step }),
    deleted: row.deleted_at !== null,
  };
}

/** Versions of rows, in their order. */
export async function toVersions(db: Db, rows: readonly VersionRow[]): Promise<readonly Version[]> {
  const aliases = await aliasesOf(
    db,
    rows.map(row => row.id),
  );
  return rows.map(row => toVersion(row, aliases.get(row.id) ?? []));
}

/** The version of an id, deleted or not; undefined where there is none. */
export async function versionById(db: Db, id: VersionId): Promise<Version | undefined> {
  const [version] = await toVersions(db, await selectVersions(db).where('v.id', '=', id).execute());
  return version;
}
