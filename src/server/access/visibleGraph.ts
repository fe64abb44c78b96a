/** Lineage as far as one may see: where it goes on into what is hidden, it ends open. */
import type { ProjectId, RunId, VersionId } from '../../core/ids.ts';
import type { LineageGraph } from '../../core/lineage.ts';
import type { CallOptions, LineageQuery, StoreReads } from '../../store/contract.ts';
import type { Guard } from './Guard.ts';

type NodeId = VersionId | RunId;

/** The node to begin at: its id does not say of which kind it is. */
async function readableNode(guard: Guard, id: NodeId): Promise<NodeId> {
  const isRun = (await guard.ownerOf('run', id)) !== undefined;
  return guard.readableOne(isRun ? 'run' : 'version', id);
}

/** What is reached from a node over edges that are seen. */
function reachedFrom(start: NodeId, { edges }: Pick<LineageGraph, 'edges'>): ReadonlySet<NodeId> {
  const beside = new Map<NodeId, NodeId[]>();
  for (const { from, to } of edges) {
    beside.set(from, [...(beside.get(from) ?? []), to]);
    beside.set(to, [...(beside.get(to) ?? []), from]);
  }
  const reached = new Set([start]);
  for (const id of reached) for (const next of beside.get(id) ?? []) reached.add(next);
  return reached;
}

/** What is told of artifacts that some of these nodes are versions of. */
function movesOf(
  { aliasMoves }: LineageGraph,
  nodes: LineageGraph['nodes'],
): Pick<LineageGraph, 'aliasMoves'> {
  if (!aliasMoves) return {};
  const keyOf = (projectId: ProjectId, artifact: string) => `${projectId} ${artifact}`;
  const seen = new Set(
    nodes.flatMap(node => (node.kind === 'version' ? keyOf(node.projectId, node.artifact) : [])),
  );
  return { aliasMoves: aliasMoves.filter(move => seen.has(keyOf(move.projectId, move.artifact))) };
}

async function withoutHidden(graph: LineageGraph, guard: Guard): Promise<LineageGraph> {
  const nodes = await guard.visibleOf('project', graph.nodes, node => node.projectId);
  if (nodes.length === graph.nodes.length) return graph;
  const visible = new Set<NodeId>(nodes.map(node => node.id));
  const cut = graph.edges.flatMap(({ from, to }) =>
    visible.has(from) === visible.has(to) ? [] : [visible.has(from) ? from : to],
  );
  return {
    nodes,
    edges: graph.edges.filter(({ from, to }) => visible.has(from) && visible.has(to)),
    openEnds: [...new Set([...graph.openEnds.filter(id => visible.has(id)), ...cut])],
    ...movesOf(graph, nodes),
  };
}

/** `StoreReads.lineage` for who may see some of it. */
export async function visibleGraph(
  store: Pick<StoreReads, 'lineage'>,
  guard: Guard,
  query: LineageQuery,
  options?: CallOptions,
): Promise<LineageGraph> {
  const { project, around } = query;
  const asked: LineageQuery = {
    ...query,
    ...(project === undefined ? {} : { project: await guard.readableOne<ProjectId>('project', project) }),
    ...(around === undefined ? {} : { around: await readableNode(guard, around) }),
  };
  const graph = await withoutHidden(await store.lineage(asked, options), guard);
  if (around === undefined) return graph;
  // What only hidden ones lead to is not around it, as far as one can see.
  const reached = reachedFrom(around, graph);
  const nodes = graph.nodes.filter(({ id }) => reached.has(id));
  return {
    nodes,
    edges: graph.edges.filter(({ from }) => reached.has(from)),
    openEnds: graph.openEnds.filter(id => reached.has(id)),
    ...movesOf(graph, nodes),
  };
}
