import type { Digraph } from './graph.ts';

/** Longest spans that get dummies, the first that keeps them few; spans up to the last always do. */
const ROUTED = [Infinity, 1024, 256, 64] as const;
/** Dummies allowed, for each node and edge or in all, before the longest edges are drawn straight. */
const DUMMIES_EACH = 2;
const FEW_DUMMIES = 120_000;

/** A row of dummies, one a layer from `layer` on, for the long edges at one node. */
export interface Bus {
  readonly first: number;
  readonly layer: number;
  readonly length: number;
  /** The node all its edges share: their tail, or their head. */
  readonly end: number;
}

export interface Buses {
  readonly list: readonly Bus[];
  /** The bus of each edge, or -1: the edge is short, or too long to be routed. */
  readonly busOf: Int32Array;
  readonly dummies: number;
}

/**
 * Gives every edge that spans several layers a bus. Long edges share one with the others at the same tail or
 * at the same head, whichever are more: merged at fan-out and fan-in they are fewer lines to follow, fewer
 * dummies and fewer crossings (after edge concentration, Newbery 1989, and the `concentrate` of dot).
 */
export function buses(g: Digraph, rank: Int32Array, turned: Uint8Array): Buses {
  const most = Math.max(DUMMIES_EACH * (g.nodeCount + g.tail.length), FEW_DUMMIES);
  let found = collect(g, rank, turned, ROUTED[0]);
  for (const longest of ROUTED.slice(1)) {
    if (found.dummies <= most) break;
    found = collect(g, rank, turned, longest);
  }
  return found;
}

function collect(g: Digraph, rank: Int32Array, turned: Uint8Array, longest: number): Buses {
  const m = g.tail.length;
  const span = (e: number): number => rank[g.head[e]!]! - rank[g.tail[e]!]!;
  const long = (e: number): boolean => span(e) > 1 && span(e) <= longest;
  const outs = new Int32Array(g.nodeCount);
  const ins = new Int32Array(g.nodeCount);
  for (let e = 0; e < m; e++) {
    if (turned[e] || !long(e)) continue;
    outs[g.tail[e]!]!++;
    ins[g.head[e]!]!++;
  }
  // By tail, by head, and by edge for those that stay alone: the layers each bus covers.
  const keys = 2 * g.nodeCount + m;
  const key = new Int32Array(m).fill(-1);
  const from = new Int32Array(keys);
  const to = new Int32Array(keys);
  for (let e = 0; e < m; e++) {
    if (!long(e)) continue;
    const [a, b] = [g.tail[e]!, g.head[e]!];
    const alone = turned[e] === 1 || (outs[a]! < 2 && ins[b]! < 2);
    const k = alone ? 2 * g.nodeCount + e : outs[a]! >= ins[b]! ? a : g.nodeCount + b;
    key[e] = k;
    from[k] = to[k] === 0 ? rank[a]! + 1 : Math.min(from[k]!, rank[a]! + 1);
    to[k] = Math.max(to[k]!, rank[b]!);
  }
  const list: Bus[] = [];
  const numberOf = new Int32Array(keys).fill(-1);
  const busOf = new Int32Array(m).fill(-1);
  let dummies = 0;
  for (let e = 0; e < m; e++) {
    const k = key[e]!;
    if (k < 0) continue;
    if (numberOf[k]! < 0) {
      numberOf[k] = list.length;
      const length = to[k]! - from[k]!;
      const end = k >= g.nodeCount && k < 2 * g.nodeCount ? g.head[e]! : g.tail[e]!;
      list.push({ first: g.nodeCount + dummies, layer: from[k]!, length, end });
      dummies += length;
    }
    busOf[e] = numberOf[k]!;
  }
  return { list, busOf, dummies };
}
