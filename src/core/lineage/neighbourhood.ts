/** What is near some nodes: so many steps up and so many down. */
import type { LineageGraph } from '../lineage.ts';
import type { LineageIndex } from '../lineageReach.ts';

/** Steps along edges; all there is where they are unset. */
export interface Steps {
  readonly up?: number;
  readonly down?: number;
}

/** Neighbours that were left out. */
export interface Beyond {
  readonly inputs: number;
  readonly outputs: number;
}

export interface Neighbourhood {
  /** Its open ends are those of the whole graph, and nodes of which a neighbour was left out. */
  readonly graph: LineageGraph;
  /** By the ids of nodes of which a neighbour was left out. */
  readonly beyond: ReadonlyMap<string, Beyond>;
}

/** The nodes themselves, what they came from and what came of them, with the edges on the way. Unknown ids are left out. */
export function neighbourhood(index: LineageIndex, ids: Iterable<string>, steps: Steps): Neighbourhood {
  const start = [...ids].filter(id => index.node(id) !== undefined);
  const above = walk(start, index.inputs, steps.up ?? Infinity);
  const below = walk(start, index.outputs, steps.down ?? Infinity);
  const kept = new Set([...above, ...below]);
  const { nodes, edges, openEnds } = index.graph;
  const beyond = new Map<string, Beyond>();
  const countOut = (list: readonly string[]): number => list.filter(id => !kept.has(id)).length;
  for (const id of kept) {
    const [inputs, outputs] = [countOut(index.inputs(id)), countOut(index.outputs(id))];
    if (inputs + outputs > 0) beyond.set(id, { inputs, outputs });
  }
  return {
    graph: {
      nodes: nodes.filter(node => kept.has(node.id)),
      edges: edges.filter(({ from, to }) => [above, below].some(side => side.has(from) && side.has(to))),
      openEnds: nodes
        .map(node => node.id)
        .filter(id => kept.has(id) && (beyond.has(id) || openEnds.includes(id))),
    },
    beyond,
  };
}

function walk(
  start: readonly string[],
  next: (id: string) => readonly string[],
  steps: number,
): ReadonlySet<string> {
  const seen = new Set(start);
  let level = start;
  for (let step = 0; step < steps && level.length > 0; step++) {
    const following: string[] = [];
    for (const id of level.flatMap(next)) {
      if (seen.has(id)) continue;
      seen.add(id);
      following.push(id);
    }
    level = following;
  }
  return seen;
}
