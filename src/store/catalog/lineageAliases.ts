/** What aliases say of a lineage: where they lead by now, and where they led before. */
import type { ArtifactId } from '../../core/ids.ts';
import type { AliasMove, LineageEdge } from '../../core/lineage.ts';
import { isOneOf } from './dialect.ts';
import type { NodeId, VersionNodes } from './lineageNodes.ts';
import type { Db } from './tables.ts';

/** Says of each link by an alias that has moved on since, to which version. */
export async function withNewer(
  db: Db,
  edges: readonly LineageEdge[],
  { nodes, artifacts }: VersionNodes,
): Promise<readonly LineageEdge[]> {
  const numbers = new Map<NodeId, number>(nodes.map(node => [node.id, node.version]));
  const used = new Set(
    edges.flatMap(({ from, usedAs }) => (usedAs === undefined ? [] : (artifacts.get(from) ?? []))),
  );
  const now = await aliasesNow(db, [...used]);
  return edges.map(edge => {
    const { from, usedAs } = edge;
    const [artifact, number] = [artifacts.get(from), numbers.get(from)];
    if (usedAs === undefined || artifact === undefined || number === undefined) return edge;
    const newer = now.get(`${artifact} ${usedAs}`);
    return newer !== undefined && newer > number ? { ...edge, newer } : edge;
  });
}

/** Numbers of versions, by the id of the artifact and the alias. */
async function aliasesNow(db: Db, artifacts: readonly ArtifactId[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('aliases as a')
    .innerJoin('versions as v', 'v.id', 'a.version_id')
    .select(['a.artifact_id', 'a.alias', 'v.idx'])
    .where(isOneOf(db, 'a.artifact_id', artifacts))
    .execute();
  return new Map(rows.map(row => [`${row.artifact_id} ${row.alias}`, row.idx]));
}

/** Where aliases of artifacts ever were. */
export async function aliasMoves(db: Db, artifacts: readonly ArtifactId[]): Promise<readonly AliasMove[]> {
  const rows = await db
    .selectFrom('alias_moves as m')
    .innerJoin('versions as v', 'v.id', 'm.version_id')
    .innerJoin('artifacts as a', 'a.id', 'm.artifact_id')
    .select(['v.id', 'a.project_id', 'a.name', 'v.idx', 'm.alias', 'm.from_at', 'm.until_at'])
    .where(isOneOf(db, 'm.artifact_id', artifacts))
    .orderBy('m.seq')
    .execute();
  return rows.map(row => ({
    id: row.id,
    projectId: row.project_id,
    artifact: row.name,
    version: row.idx,
    alias: row.alias,
    from: row.from_at,
    ...(row.until_at === null ? {} : { until: row.until_at }),
  }));
}
