/** Filters of a lineage: which nodes fit, and what stays of the picture when the others go. */
import type { LineageEdge, LineageGraph, LineageNode } from '../lineage.ts';
import { nodeLabel } from '../lineage.ts';
import type { RunState } from '../run.ts';

/** Values of one kind are alternatives; kinds are combined. A kind that says nothing of a sort of node leaves that sort alone. */
export interface LineageFilter {
  readonly types?: readonly string[];
  readonly jobTypes?: readonly string[];
  readonly aliases?: readonly string[];
  /** Of versions and of runs. */
  readonly tags?: readonly string[];
  readonly states?: readonly RunState[];
  /** Created from then on. Milliseconds since the epoch. */
  readonly since?: number;
  /** Created until then. */
  readonly until?: number;
  /** Only what is stale, with what it came from and what came of it. */
  readonly stale?: boolean;
}

export function isEmptyFilter(filter: LineageFilter): boolean {
  return Object.values(filter).every(
    value => value === undefined || value === false || (Array.isArray(value) && value.length === 0),
  );
}

const isAmong = <T>(value: T, allowed: readonly T[] | undefined): boolean =>
  allowed === undefined || allowed.length === 0 || allowed.includes(value);
const hasOne = (values: readonly string[], allowed: readonly string[] | undefined): boolean =>
  allowed === undefined || allowed.length === 0 || allowed.some(each => values.includes(each));

/** Whether a node fits all kinds of the filter. `stale` is left to who knows. */
export function fits(node: LineageNode, filter: LineageFilter): boolean {
  if (filter.since !== undefined && node.createdAt < filter.since) return false;
  if (filter.until !== undefined && node.createdAt > filter.until) return false;
  if (!hasOne(node.tags, filter.tags)) return false;
  return node.kind === 'version'
    ? isAmong(node.type, filter.types) && hasOne(node.aliases, filter.aliases)
    : isAmong(node.jobType, filter.jobTypes) && isAmong(node.state, filter.states);
}

/**
 * The nodes that are kept. What was joined through nodes that are not is joined by an edge of its own, so that the picture does
 * not fall apart; such an edge says nothing of how it was used.
 */
export function keepNodes(graph: LineageGraph, isKept: (node: LineageNode) => boolean): LineageGraph {
  const nodes = graph.nodes.filter(isKept);
  const kept = new Set<string>(nodes.map(node => node.id));
  if (kept.size === graph.nodes.length) return graph;
  const outputs = Map.groupBy(graph.edges, edge => edge.from as string);
  const edges = nodes.flatMap(node => joinedFrom(node.id, outputs, kept));
  return {
    nodes,
    edges,
    openEnds: graph.openEnds.filter(id => kept.has(id)),
    ...(graph.aliasMoves ? { aliasMoves: graph.aliasMoves } : {}),
  };
}

function joinedFrom(
  id: LineageEdge['from'],
  outputs: ReadonlyMap<string, readonly LineageEdge[]>,
  kept: ReadonlySet<string>,
): readonly LineageEdge[] {
  const found = new Map<string, LineageEdge>();
  const seen = new Set<string>([id]);
  const queue: LineageEdge[] = [...(outputs.get(id) ?? [])];
  for (const edge of queue) {
    if (kept.has(edge.to)) {
      const known = found.get(edge.to);
      if (edge.from === id) found.set(edge.to, edge);
      else if (!known && edge.to !== id) found.set(edge.to, { from: id, to: edge.to });
    } else if (!seen.has(edge.to)) {
      seen.add(edge.to);
      queue.push(...(outputs.get(edge.to) ?? []));
    }
  }
  return [...found.values()];
}

/** Nodes whose label, alias or tag has all words of a text, in any case, in order of creation. None for an empty text. */
export function searchNodes(graph: LineageGraph, text: string): readonly LineageNode[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  if (words.length === 0) return [];
  return graph.nodes.filter(node => {
    const aliases = node.kind === 'version' ? node.aliases : [node.state];
    const all = [nodeLabel(node), ...aliases, ...node.tags].join(' ').toLowerCase();
    return words.every(word => all.includes(word));
  });
}
