import { type Digraph, topologicalOrder } from './graph.ts';
import { shortenEdges } from './networkSimplex.ts';

/**
 * The layer of each node of an acyclic graph: every edge goes to a later layer, and edges are short.
 * Longest path from the sources (Eades and Sugiyama 1990), then nodes with more consumers than inputs go as
 * far right as they can, others as far left, until nothing moves. The network simplex then moves whole groups.
 */
export function ranks(g: Digraph): Int32Array {
  const order = topologicalOrder(g);
  const rank = new Int32Array(g.nodeCount);
  for (const v of order) rank[v] = earliest(g, rank, v);
  for (let round = 0; round < 8; round++) {
    if (!shift(g, rank, order, round % 2 === 0)) break;
  }
  shortenEdges(g, rank);
  return normalise(rank);
}

function earliest(g: Digraph, rank: Int32Array, v: number): number {
  let r = 0;
  for (let k = g.in.start[v]!; k < g.in.start[v + 1]!; k++)
    r = Math.max(r, rank[g.tail[g.in.item[k]!]!]! + 1);
  return r;
}

function latest(g: Digraph, rank: Int32Array, v: number): number {
  let r = rank[v]!;
  const from = g.out.start[v]!;
  const to = g.out.start[v + 1]!;
  if (from < to) r = rank[g.head[g.out.item[from]!]!]! - 1;
  for (let k = from; k < to; k++) r = Math.min(r, rank[g.head[g.out.item[k]!]!]! - 1);
  return r;
}

function pull(g: Digraph, v: number): number {
  let sum = 0;
  for (let k = g.out.start[v]!; k < g.out.start[v + 1]!; k++) sum += g.weight[g.out.item[k]!]!;
  for (let k = g.in.start[v]!; k < g.in.start[v + 1]!; k++) sum -= g.weight[g.in.item[k]!]!;
  return sum;
}

function shift(g: Digraph, rank: Int32Array, order: Int32Array, rightward: boolean): boolean {
  let moved = false;
  for (let i = 0; i < order.length; i++) {
    const v = order[rightward ? order.length - 1 - i : i]!;
    const force = pull(g, v);
    if (rightward ? force <= 0 : force >= 0) continue;
    const to = rightward ? latest(g, rank, v) : earliest(g, rank, v);
    if (to === rank[v]) continue;
    rank[v] = to;
    moved = true;
  }
  return moved;
}

function normalise(rank: Int32Array): Int32Array {
  let least = Infinity;
  for (const r of rank) least = Math.min(least, r);
  if (least !== 0) for (let v = 0; v < rank.length; v++) rank[v]! -= least;
  return rank;
}
