/** How one node came of another. */
import type { LineageGraph } from '../lineage.ts';
import type { LineageIndex } from '../lineageReach.ts';
import { reachOf } from '../lineageReach.ts';

export interface Paths {
  /** All that lies on a way from the one to the other, both of them included. */
  readonly graph: LineageGraph;
  /** Ids on a shortest way, from the older end to the younger. */
  readonly shortest: readonly string[];
}

/** The ways between two nodes, whichever of them came of the other; undefined where neither did. */
export function pathsBetween(index: LineageIndex, a: string, b: string): Paths | undefined {
  return pathsFrom(index, a, b) ?? pathsFrom(index, b, a);
}

function pathsFrom(index: LineageIndex, from: string, to: string): Paths | undefined {
  const shortest = shortestPath(index, from, to);
  if (!shortest) return undefined;
  const after = reachOf(index, [from]).descendants;
  const before = reachOf(index, [to]).ancestors;
  const isOnTheWay = (id: string): boolean => after.has(id) && before.has(id);
  const { nodes, edges } = index.graph;
  return {
    graph: {
      nodes: nodes.filter(node => isOnTheWay(node.id)),
      edges: edges.filter(edge => isOnTheWay(edge.from) && isOnTheWay(edge.to)),
      openEnds: [],
    },
    shortest,
  };
}

function shortestPath(index: LineageIndex, from: string, to: string): readonly string[] | undefined {
  if (!index.node(from) || !index.node(to)) return undefined;
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  const queue = [from];
  for (const id of queue) {
    if (id === to) break;
    for (const next of index.outputs(id)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      queue.push(next);
    }
  }
  if (!cameFrom.has(to)) return undefined;
  const path: string[] = [];
  for (let id: string | undefined = to; id !== undefined; id = cameFrom.get(id)) path.push(id);
  return path.reverse();
}
