/** Nodes of a lineage by their ids. */
import type { ArtifactId, RunId, VersionId } from '../../core/ids.ts';
import type { LineageNode, VersionNode } from '../../core/lineage.ts';
import { isOneOf } from './dialect.ts';
import { readStrings } from './parseRow.ts';
import { stateOf } from './runs.ts';
import type { Db } from './tables.ts';
import { aliasesOf } from './versionRows.ts';

export type NodeId = VersionId | RunId;

export interface VersionNodes {
  readonly nodes: readonly VersionNode[];
  /** Artifacts by the ids of their versions. */
  readonly artifacts: ReadonlyMap<NodeId, ArtifactId>;
}

export async function versionNodes(db: Db, ids: readonly NodeId[]): Promise<VersionNodes> {
  const rows = await db
    .selectFrom('versions as v')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .select([
      'v.id',
      'v.project_id',
      'a.name',
      'a.type',
      'v.idx',
      'v.size',
      'v.file_count',
      'v.created_at',
      'v.deleted_at',
      'v.tags',
      'v.artifact_id',
    ])
    .where(isOneOf(db, 'v.id', ids))
    .execute();
  const aliases = await aliasesOf(
    db,
    rows.map(row => row.id),
  );
  const nodes = rows.map((row): VersionNode => ({
    kind: 'version',
    id: row.id,
    projectId: row.project_id,
    artifact: row.name,
    type: row.type,
    version: row.idx,
    aliases: aliases.get(row.id) ?? [],
    size: row.size,
    fileCount: row.file_count,
    createdAt: row.created_at,
    tags: readStrings(row.tags),
    ...deletion(row.deleted_at),
  }));
  return { nodes, artifacts: new Map(rows.map(row => [row.id, row.artifact_id])) };
}

const deletion = (at: number | null) => (at === null ? { deleted: false } : { deleted: true, deletedAt: at });

export async function runNodes(db: Db, ids: readonly NodeId[]): Promise<readonly LineageNode[]> {
  const now = Date.now();
  const rows = await db
    .selectFrom('runs')
    .select(['id', 'project_id', 'name', 'job_type', 'tags', 'state', 'heartbeat_at'])
    .select(['created_at', 'finished_at', 'deleted_at'])
    .where(isOneOf(db, 'id', ids))
    .execute();
  return rows.map(row => ({
    kind: 'run',
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    jobType: row.job_type,
    state: stateOf(row, now),
    createdAt: row.created_at,
    tags: readStrings(row.tags),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    ...deletion(row.deleted_at),
  }));
}
