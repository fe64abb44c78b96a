/** The lineage as it was at a moment: what was there then, under the aliases of then. */
import type { AliasMove, LineageEdge, LineageGraph, LineageNode } from '../lineage.ts';

const keyOf = (of: Pick<AliasMove, 'projectId' | 'artifact'>, alias: string): string =>
  JSON.stringify([of.projectId, of.artifact, alias]);

/** Aliases at a moment: of each version, and the number that each alias led to. */
interface Aliases {
  readonly ofVersion: ReadonlyMap<string, readonly string[]>;
  readonly leadsTo: ReadonlyMap<string, number>;
}

function aliasesAt(moves: readonly AliasMove[], time: number): Aliases {
  const ofVersion = new Map<string, string[]>();
  const leadsTo = new Map<string, number>();
  for (const move of moves) {
    if (move.from > time || (move.until !== undefined && move.until <= time)) continue;
    ofVersion.set(move.id, [...(ofVersion.get(move.id) ?? []), move.alias]);
    leadsTo.set(keyOf(move, move.alias), move.version);
  }
  return { ofVersion, leadsTo };
}

function nodeAt(node: LineageNode, time: number): LineageNode {
  if (node.kind === 'version') return undeleted(node, time);
  const run = undeleted(node, time);
  if (run.finishedAt === undefined || run.finishedAt <= time) return run;
  const { finishedAt: _, ...unfinished } = run;
  return { ...unfinished, state: 'running' };
}

/** Without a deletion that came later. */
function undeleted<N extends LineageNode>(node: N, time: number): N {
  if (node.deletedAt === undefined || node.deletedAt <= time) return node;
  const { deletedAt: _, ...there } = { ...node, deleted: false };
  return there as N;
}

/**
 * A lineage as it was. Where the store does not know when something happened, it counts as having happened with the younger
 * of its ends; where it does not know earlier aliases, versions have those of now.
 * @param graph with `aliasMoves`, if aliases are to be those of then
 * @param time milliseconds since the epoch
 */
export function lineageAsOf(graph: LineageGraph, time: number): LineageGraph {
  const nodes = graph.nodes.filter(node => node.createdAt <= time).map(node => nodeAt(node, time));
  const there = new Map<string, LineageNode>(nodes.map(node => [node.id, node]));
  const edges = graph.edges.filter(
    ({ from, to, at }) => there.has(from) && there.has(to) && (at === undefined || at <= time),
  );
  const openEnds = graph.openEnds.filter(id => there.has(id));
  if (!graph.aliasMoves) return { nodes, edges: edges.map(withoutNewer), openEnds };
  const { ofVersion, leadsTo } = aliasesAt(graph.aliasMoves, time);
  const aliased = nodes.map(node =>
    node.kind === 'run' ? node : { ...node, aliases: node.deleted ? [] : (ofVersion.get(node.id) ?? []) },
  );
  const dated = edges.map(edge => withNewer(edge, there.get(edge.from), leadsTo));
  return { nodes: aliased, edges: dated, openEnds, aliasMoves: graph.aliasMoves };
}

function withoutNewer({ newer: _, ...edge }: LineageEdge): LineageEdge {
  return edge;
}

function withNewer(
  edge: LineageEdge,
  used: LineageNode | undefined,
  leadsTo: ReadonlyMap<string, number>,
): LineageEdge {
  const then = withoutNewer(edge);
  if (used?.kind !== 'version' || edge.usedAs === undefined) return then;
  const newer = leadsTo.get(keyOf(used, edge.usedAs));
  return newer !== undefined && newer > used.version ? { ...then, newer } : then;
}

/** The moments from the first thing that happened in a lineage to the last; undefined of an empty one. */
export function timeSpan({
  nodes,
  edges,
  aliasMoves = [],
}: LineageGraph): readonly [number, number] | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const see = (time: number | undefined): void => {
    if (time === undefined) return;
    first = Math.min(first, time);
    last = Math.max(last, time);
  };
  for (const node of nodes) {
    see(node.createdAt);
    see(node.deletedAt);
    if (node.kind === 'run') see(node.finishedAt);
  }
  for (const { at } of edges) see(at);
  for (const move of aliasMoves) {
    see(move.from);
    see(move.until);
  }
  return first <= last ? [first, last] : undefined;
}
