/** Lineage of a project, or around one node: one query a level, however many nodes the level has. */
import type { ProjectId } from '../../core/ids.ts';
import type { LineageEdge, LineageGraph } from '../../core/lineage.ts';
import type { LineageQuery } from '../contract.ts';
import { isOneOf } from './dialect.ts';
import { aliasMoves, withNewer } from './lineageAliases.ts';
import { type NodeId, runNodes, versionNodes } from './lineageNodes.ts';
import type { Db } from './tables.ts';

const DEFAULT_LIMIT = 100_000;

interface Gathered {
  readonly ids: ReadonlySet<NodeId>;
  readonly edges: readonly LineageEdge[];
  readonly openEnds: ReadonlySet<NodeId>;
}

/** Ids are time-ordered, so sorting by them is sorting by creation. */
async function toGraph(db: Db, { ids, edges, openEnds }: Gathered, history: boolean): Promise<LineageGraph> {
  const list = [...ids];
  const { nodes: versions, artifacts } = await versionNodes(db, list);
  const nodes = [...versions, ...(await runNodes(db, list))];
  nodes.sort((a, b) => (a.id < b.id ? -1 : 1));
  const known = new Set<NodeId>(nodes.map(node => node.id));
  const both = edges.filter(edge => known.has(edge.from) && known.has(edge.to));
  both.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1));
  return {
    nodes,
    edges: await withNewer(db, both, { nodes: versions, artifacts }),
    openEnds: [...openEnds].filter(id => known.has(id)),
    ...(history ? { aliasMoves: await aliasMoves(db, [...new Set(artifacts.values())]) } : {}),
  };
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
    .select(['version_id as from', 'run_id as to', 'at', 'used_as'])
    .where(isOneOf(db, down ? 'version_id' : 'run_id', ids))
    .execute();
  const logged = await db
    .selectFrom('run_outputs')
    .select(['run_id as from', 'version_id as to', 'at'])
    .where(isOneOf(db, down ? 'run_id' : 'version_id', ids))
    .execute();
  return [...used.map(({ from, to, at, used_as }) => toInput({ from, to, at }, used_as)), ...logged];
}

function toInput(edge: LineageEdge, usedAs: string | null): LineageEdge {
  return usedAs === null ? edge : { ...edge, usedAs };
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

/** Edges of these versions, and those of runs that used only versions of other projects. */
async function edgesOf(db: Db, project: ProjectId, limit: number): Promise<readonly LineageEdge[]> {
  const { versions, runs, deletedRuns } = newestOf(db, project, limit);
  const inputs = () =>
    db.selectFrom('run_inputs').select(['version_id as from', 'run_id as to', 'at', 'used_as']);
  const outputs = () => db.selectFrom('run_outputs').select(['run_id as from', 'version_id as to', 'at']);
  const used = await inputs()
    .where('version_id', 'in', versions)
    .union(inputs().where('run_id', 'in', runs))
    .union(inputs().where('run_id', 'in', deletedRuns))
    .execute();
  const logged = await outputs()
    .where('version_id', 'in', versions)
    .union(outputs().where('run_id', 'in', runs))
    .union(outputs().where('run_id', 'in', deletedRuns))
    .execute();
  return [...used.map(({ from, to, at, used_as }) => toInput({ from, to, at }, used_as)), ...logged];
}

async function projectGraph(db: Db, project: ProjectId, limit: number): Promise<Gathered> {
  const own = await db
    .selectFrom('versions')
    .select('id')
    .where('project_id', '=', project)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const edges = await edgesOf(db, project, limit);
  const ids = new Set<NodeId>(own.map(row => row.id));
  const openEnds = new Set<NodeId>();
  for (const edge of edges) {
    for (const id of [edge.from, edge.to]) {
      if (ids.size < limit) ids.add(id);
    }
    if (ids.has(edge.from) !== ids.has(edge.to)) openEnds.add(ids.has(edge.from) ? edge.from : edge.to);
  }
  return { ids, edges, openEnds };
}

/** See `StoreReads.lineage`. A query that names nothing gives an empty graph. */
export async function readLineage(db: Db, query: LineageQuery): Promise<LineageGraph> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const { project, around, direction = 'both', history = false } = query;
  if (around === undefined) {
    if (project === undefined) return { nodes: [], edges: [], openEnds: [] };
    return toGraph(db, await projectGraph(db, project, limit), history);
  }
  const walk = new Walk(limit);
  const depth = query.depth ?? Number.POSITIVE_INFINITY;
  if (direction !== 'down') await walk.follow(db, around, 'up', depth);
  if (direction !== 'up') await walk.follow(db, around, 'down', depth);
  return toGraph(db, { ids: walk.nodes, edges: walk.edges, openEnds: walk.openEnds }, history);
}
