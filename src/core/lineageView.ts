/** From the lineage graph and its arrangement to what is drawn: groups and instances, edges merged and counted. */
import type { LineageGraph, LineageNode } from './lineage.ts';
import { type Arrangement, type GroupId, groupName, groupOf, isExploded } from './lineageGroups.ts';

/** Unique over the nodes of a view: a `GroupId`, or `node:` and the id of a version or run. */
export type ViewId = GroupId | `node:${string}`;

/** All versions of an artifact type, or all runs of a job type, as one node. */
export interface GroupNode {
  readonly shape: 'group';
  readonly id: ViewId;
  readonly group: GroupId;
  readonly of: LineageNode['kind'];
  /** The type or job type. */
  readonly name: string;
  /** In order of creation; at least one. */
  readonly members: readonly LineageNode[];
}

/** One version or run. */
export interface InstanceNode {
  readonly shape: 'instance';
  readonly id: ViewId;
  readonly group: GroupId;
  readonly node: LineageNode;
}

export type ViewNode = GroupNode | InstanceNode;

/** All lineage edges between two nodes of the view. */
export interface ViewEdge {
  readonly from: ViewId;
  readonly to: ViewId;
  /** How many edges of the graph this one stands for. */
  readonly count: number;
  /** What the inputs were asked for as, where all of these edges say the same. */
  readonly usedAs?: string;
}

export interface ViewGraph {
  /** In order of the first member's creation. */
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
}

export function instanceId(id: string): ViewId {
  return `node:${id}`;
}

/** The node of the view that stands for a version or run. */
export function viewIdOf(node: LineageNode, arrangement: Arrangement): ViewId {
  const group = groupOf(node);
  return isExploded(arrangement, group) ? instanceId(node.id) : group;
}

/** Members of a node of the view. */
export function membersOf(node: ViewNode): readonly LineageNode[] {
  return node.shape === 'group' ? node.members : [node.node];
}

export function viewOf(graph: LineageGraph, arrangement: Arrangement): ViewGraph {
  const nodes = new Map<ViewId, ViewNode>();
  const groups = new Map<ViewId, LineageNode[]>();
  const shownAs = new Map<string, ViewId>();
  for (const node of graph.nodes) {
    const id = viewIdOf(node, arrangement);
    shownAs.set(node.id, id);
    const members = groups.get(id);
    if (members) members.push(node);
    else nodes.set(id, newNode(node, id, groups));
  }
  return { nodes: [...nodes.values()], edges: mergedEdges(graph, shownAs) };
}

function newNode(node: LineageNode, id: ViewId, groups: Map<ViewId, LineageNode[]>): ViewNode {
  const group = groupOf(node);
  if (id !== group) return { shape: 'instance', id, group, node };
  const members = [node];
  groups.set(id, members);
  return { shape: 'group', id, group, of: node.kind, name: groupName(group), members };
}

/** Edges to nodes that are not in the graph are left out. */
function mergedEdges(graph: LineageGraph, shownAs: ReadonlyMap<string, ViewId>): ViewEdge[] {
  const merged = new Map<ViewId, Map<ViewId, ViewEdge>>();
  for (const edge of graph.edges) {
    const from = shownAs.get(edge.from);
    const to = shownAs.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const targets = merged.get(from) ?? new Map<ViewId, ViewEdge>();
    merged.set(from, targets);
    const known = targets.get(to);
    const usedAs = !known || known.usedAs === edge.usedAs ? edge.usedAs : undefined;
    const count = (known?.count ?? 0) + 1;
    targets.set(to, { from, to, count, ...(usedAs === undefined ? {} : { usedAs }) });
  }
  return [...merged.values()].flatMap(targets => [...targets.values()]);
}
