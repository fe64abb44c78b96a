/** What the page shows of a snapshot: the graph (or a part of it in focus), arranged. */
import type { LineageGraph } from '../../../src/core/lineage.ts';
import type { Arrangement } from '../../../src/core/lineageGroups.ts';
import {
  focusOn,
  indexLineage,
  type LineageIndex,
  onTheWay,
  reachOf,
} from '../../../src/core/lineageReach.ts';
import {
  instanceId,
  membersOf,
  viewIdOf,
  viewOf,
  type ViewGraph,
  type ViewId,
} from '../../../src/core/lineageView.ts';
import type { Lit } from '../draw/picture.ts';
import { edgeId } from './scene.ts';

export interface Content {
  readonly index: LineageIndex;
  readonly view: ViewGraph;
  readonly arrangement: Arrangement;
}

export function contentOf(graph: LineageGraph, focus: string | undefined, arrangement: Arrangement): Content {
  const whole = indexLineage(graph);
  const index = focus === undefined ? whole : indexLineage(focusOn(whole, focus));
  return { index, view: viewOf(index.graph, arrangement), arrangement };
}

export function rearranged(content: Content, arrangement: Arrangement): Content {
  return { index: content.index, view: viewOf(content.index.graph, arrangement), arrangement };
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
