/** What the page shows of a snapshot: the graph (or a part of it in focus), arranged. */
import { type Seen, staleInUse } from '../../../src/core/lineage/lens.ts';
import type { Arrangement } from '../../../src/core/lineageGroups.ts';
import { indexLineage, type LineageIndex, onTheWay, reachOf } from '../../../src/core/lineageReach.ts';
import {
  instanceId,
  membersOf,
  viewIdOf,
  viewOf,
  type ViewGraph,
  type ViewId,
  type ViewNode,
} from '../../../src/core/lineageView.ts';
import type { Lit } from '../draw/picture.ts';
import type { Look } from '../../../src/picture/box.ts';
import { edgeId } from '../../../src/picture/scene.ts';

export interface Content {
  readonly seen: Seen;
  readonly index: LineageIndex;
  readonly view: ViewGraph;
  readonly arrangement: Arrangement;
  /** Stale nodes that are marked so. */
  readonly stale: ReadonlySet<string>;
}

export function contentOf(seen: Seen, arrangement: Arrangement): Content {
  const index = indexLineage(seen.graph);
  return { seen, index, view: viewOf(seen.graph, arrangement), arrangement, stale: staleInUse(seen) };
}

export function rearranged(content: Content, arrangement: Arrangement): Content {
  return { ...content, view: viewOf(content.index.graph, arrangement), arrangement };
}

export function lookOf({ seen, stale }: Content, node: ViewNode): Look {
  const members = membersOf(node);
  const sides = new Set(members.map(member => seen.sides?.get(member.id)));
  return {
    stale: members.some(member => stale.has(member.id)),
    side: sides.size === 1 ? [...sides][0] : undefined,
  };
}

/** Nodes of the view that stand for these versions and runs. */
export function shownAs({ index, arrangement }: Content, ids: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    [...ids].flatMap(id => {
      const node = index.node(id);
      return node ? viewIdOf(node, arrangement) : [];
    }),
  );
}

/** The node that now stands for one that was in the view before: itself, or its group. None for an exploded group. */
export function standIn(content: Content, id: string): string | undefined {
  const { index, view, arrangement } = content;
  if (view.nodes.some(node => node.id === id)) return id;
  const node = index.graph.nodes.find(each => instanceId(each.id) === id);
  return node && viewIdOf(node, arrangement);
}

/** A node of the view with all its members' ancestors and descendants, and the edges between them. */
export function litAround(content: Content, id: string, fadeRest: boolean): Lit | undefined {
  const { index, view, arrangement } = content;
  const node = view.nodes.find(each => each.id === id);
  if (!node) return undefined;
  const shownAs = (nodeId: string): ViewId | undefined => {
    const found = index.node(nodeId);
    return found && viewIdOf(found, arrangement);
  };
  const reach = reachOf(
    index,
    membersOf(node).map(member => member.id),
  );
  const nodes = new Set<string>();
  for (const side of [reach.ancestors, reach.descendants]) {
    for (const nodeId of side) {
      const shown = shownAs(nodeId);
      if (shown !== undefined) nodes.add(shown);
    }
  }
  const edges = new Set<string>();
  for (const edge of index.graph.edges) {
    if (!onTheWay(reach, edge)) continue;
    const from = shownAs(edge.from);
    const to = shownAs(edge.to);
    if (from !== undefined && to !== undefined) edges.add(edgeId(from, to));
  }
  return { nodes, edges, fadeRest };
}
