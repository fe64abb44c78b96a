/** Ancestors and descendants in a lineage graph, fast enough to follow the pointer over 50,000 nodes. */
import type { LineageEdge, LineageGraph, LineageNode } from './lineage.ts';

/** A lineage graph with its neighbours at hand. */
export interface LineageIndex {
  readonly graph: LineageGraph;
  node(id: string): LineageNode | undefined;
  /** Nodes this one came from directly, in order of the graph's edges. */
  inputs(id: string): readonly string[];
  /** Nodes that came from this one directly, in order of the graph's edges. */
  outputs(id: string): readonly string[];
}

/** All that some nodes came from and all that came from them. The nodes themselves are in both. */
export interface Reach {
  readonly ancestors: ReadonlySet<string>;
  readonly descendants: ReadonlySet<string>;
}

const NONE: readonly string[] = [];

/** Edges to nodes that are not in the graph are left out. */
export function indexLineage(graph: LineageGraph): LineageIndex {
  const nodes = new Map<string, LineageNode>(graph.nodes.map(node => [node.id, node]));
  const inputs = new Map<string, string[]>();
  const outputs = new Map<string, string[]>();
  for (const { from, to } of graph.edges) {
    if (!nodes.has(from) || !nodes.has(to)) continue;
    push(outputs, from, to);
    push(inputs, to, from);
  }
  return {
    graph,
    node: id => nodes.get(id),
    inputs: id => inputs.get(id) ?? NONE,
    outputs: id => outputs.get(id) ?? NONE,
  };
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

export function reachOf(index: LineageIndex, ids: Iterable<string>): Reach {
  const from = [...ids].filter(id => index.node(id) !== undefined);
  return { ancestors: closure(from, index.inputs), descendants: closure(from, index.outputs) };
}

function closure(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set(from);
  const queue = [...from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const neighbour of next(id)) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      queue.push(neighbour);
    }
  }
  return seen;
}

/** Whether an edge is on a way to or from the nodes that the reach was made for. */
export function onTheWay(reach: Reach, edge: LineageEdge): boolean {
  return reach.ancestors.has(edge.to) || reach.descendants.has(edge.from);
}
