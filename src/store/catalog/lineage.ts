/** Lineage of a project, or around one node: one query a level, however many nodes the level has. */
import { sql } from 'kysely';
import type { ProjectId, RunId, VersionId } from '../../core/ids.ts';
import type { LineageEdge, LineageGraph, LineageNode } from '../../core/lineage.ts';
import type { LineageQuery } from '../contract.ts';
import { stateOf } from './runs.ts';
import type { Db } from './tables.ts';
import { isOneOf } from './dialect.ts';
import { aliasesOf } from './versionRows.ts';

const DEFAULT_LIMIT = 100_000;

type NodeId = VersionId | RunId;

async function versionNodes(db: Db, ids: readonly NodeId[]): Promise<readonly LineageNode[]> {
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
    ])
    .where(isOneOf(db, 'v.id', ids))
    .execute();
  const aliases = await aliasesOf(
    db,
    rows.map(row => row.id),
  );
  return rows.map(row => ({
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
    deleted: row.deleted_at !== null,
  }));
}

async function runNodes(db: Db, ids: readonly NodeId[]): Promise<readonly LineageNode[]> {
  const now = Date.now();
  const rows = await db
    .selectFrom('runs')
    .select(['id', 'project_id', 'name', 'job_type', 'state', 'heartbeat_at', 'created_at', 'deleted_at'])
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
    deleted: row.deleted_at !== null,
  }));
}

/** Ids are time-ordered, so sorting by them is sorting by creation. */
async function toGraph(
  db: Db,
  ids: ReadonlySet<NodeId>,
  edges: readonly LineageEdge[],
  openEnds: ReadonlySet<NodeId>,
): Promise<LineageGraph> {
  const list = [...ids];
  const nodes = [...(await versionNodes(db, list)), ...(await runNodes(db, list))];
  nodes.sort((a, b) => (a.id < b.id ? -1 : 1));
  const known = new Set<NodeId>(nodes.map(node => node.id));
  const both = edges.filter(edge => known.has(edge.from) && known.has(edge.to));
  both.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1));
  return { nodes, edges: both, openEnds: [...openEnds].filter(id => known.has(id)) };
}

/** Edges that leave (`down`) or enter (`up`) these nodes. */
async function step(
  db: Db,
  ids: readonly NodeId[],
  direction: 'up' | 'down',
): Promise<readonly LineageEdge[]> {
  const down = direction === 'down';
  const used = await db
    .selectFrom('run_inputs')
    .select(['version_id as from', 'run_id as to'])
    .where(isOneOf(db, down ? 'version_id' : 'run_id', ids))
    .execute();
  const logged = await db
    .selectFrom('run_outputs')
    .select(['run_id as from', 'version_id as to'])
    .where(isOneOf(db, down ? 'run_id' : 'version_id', ids))
    .execute();
  return [...used, ...logged];
}

class Walk {
  readonly nodes = new Set<NodeId>();
  readonly openEnds = new Set<NodeId>();
  readonly #edges = new Map<string, LineageEdge>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get edges(): readonly LineageEdge[] {
    return [...this.#edges.values()];
  }

  add(edge: LineageEdge): void {
    this.#edges.set(`${edge.from}${edge.to}`, edge);
  }

  async follow(db: Db, start: NodeId, direction: 'up' | 'down', depth: number): Promise<void> {
    const seen = new Set<NodeId>([start]);
    this.nodes.add(start);
    let level: NodeId[] = [start];
    for (let distance = 0; level.length > 0; distance++) {
      const next: NodeId[] = [];
      for (const edge of await step(db, level, direction)) {
        const [near, far] = direction === 'down' ? [edge.from, edge.to] : [edge.to, edge.from];
        if (distance >= depth || (!this.nodes.has(far) && this.nodes.size >= this.#limit)) {
          if (!this.nodes.has(far)) this.openEnds.add(near);
          continue;
        }
        this.add(edge);
        this.nodes.add(far);
        if (seen.has(far)) continue;
        seen.add(far);
        next.push(far);
      }
      level = next;
    }
  }
}

/** Newest versions and runs of a project that links are looked up of, as subqueries. */
function newestOf(db: Db, project: ProjectId, limit: number) {
  const versions = db
    .selectFrom('versions')
    .select('id')
    .where('project_id', '=', project)
    .orderBy('id', 'desc')
    .limit(limit);
  const runs = (isDeleted: boolean) =>
    db
      .selectFrom('runs')
      .select('id')
      .where('project_id', '=', project)
      .where('deleted_at', isDeleted ? 'is not' : 'is', null)
      .orderBy('id', 'desc')
      .limit(limit);
  return { versions, runs: runs(false), deletedRuns: runs(true) };
}

/** Links of these versions, and those of runs that used only versions of other projects. */
async function linksOf(db: Db, project: ProjectId, limit: number, table: 'run_inputs' | 'run_outputs') {
  const { versions, runs, deletedRuns } = newestOf(db, project, limit);
  const links = () =>
    db
      .selectFrom(sql<{ version_id: VersionId; run_id: RunId }>`${sql.table(table)}`.as('l'))
      .select(['l.version_id as version', 'l.run_id as run']);
  return links()
    .where('l.version_id', 'in', versions)
    .union(links().where('l.run_id', 'in', runs))
    .union(links().where('l.run_id', 'in', deletedRuns))
    .execute();
}

async function projectGraph(db: Db, project: ProjectId, limit: number): Promise<LineageGraph> {
  const own = await db
    .selectFrom('versions')
    .select('id')
    .where('project_id', '=', project)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const edges = [
    ...(await linksOf(db, project, limit, 'run_inputs')).map(link => ({ from: link.version, to: link.run })),
    ...(await linksOf(db, project, limit, 'run_outputs')).map(link => ({ from: link.run, to: link.version })),
  ];
  const ids = new Set<NodeId>(own.map(row => row.id));
  const openEnds = new Set<NodeId>();
  for (const edge of edges) {
    for (const id of [edge.from, edge.to]) {
      if (ids.size < limit) ids.add(id);
    }
    if (ids.has(edge.from) !== ids.has(edge.to)) openEnds.add(ids.has(edge.from) ? edge.from : edge.to);
  }
  return toGraph(db, ids, edges, openEnds);
}

/** See `StoreReads.lineage`. A query that names nothing gives an empty graph. */
export async function readLineage(db: Db, query: LineageQuery): Promise<LineageGraph> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (query.around === undefined) {
    return query.project === undefined
      ? { nodes: [], edges: [], openEnds: [] }
      : projectGraph(db, query.project, limit);
  }
  const walk = new Walk(limit);
  const depth = query.depth ?? Number.POSITIVE_INFINITY;
  const direction = query.direction ?? 'both';
  if (direction !== 'down') await walk.follow(db, query.around, 'up', depth);
  if (direction !== 'up') await walk.follow(db, query.around, 'down', depth);
  return toGraph(db, walk.nodes, walk.edges, walk.openEnds);
}
