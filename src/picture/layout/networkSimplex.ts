import type { Digraph } from './graph.ts';
import { type TightTree, tightTree } from './tightTree.ts';

/** Work allowed, in edges looked at. */
const BUDGET = 12_000_000;
/** How many tree edges of negative cut value are compared before one leaves. */
const CANDIDATES = 30;

/**
 * Shortens edges: lowers the sum of weight × span of feasible ranks to its least, in place, by the network
 * simplex of Gansner, Koutsofios, North and Vo (1993). Stops with feasible ranks when the work is used up.
 */
export function shortenEdges(g: Digraph, rank: Int32Array): void {
  const tree = tightTree(g, rank, BUDGET);
  if (!tree) return;
  const simplex = new Simplex(g, rank, tree);
  while (simplex.work < BUDGET && simplex.step());
}

class Simplex {
  work = 0;
  readonly #g: Digraph;
  readonly #rank: Int32Array;
  readonly #tree: TightTree;
  /** By tree edge: weight that goes its way between the two parts it joins, minus what goes against it. */
  readonly #cut: Float64Array;
  #search = 0;

  constructor(g: Digraph, rank: Int32Array, tree: TightTree) {
    this.#g = g;
    this.#rank = rank;
    this.#tree = tree;
    this.#cut = cutValues(g, tree);
  }

  /** Exchanges one tree edge. False if the ranks are the best there are. */
  step(): boolean {
    const leaving = this.#leavingEdge();
    if (leaving < 0) return false;
    const entering = this.#enteringEdge(leaving);
    if (entering < 0) return false;
    const { tail, head } = this.#g;
    const { lim, low, nodeAt } = this.#tree;
    const slack = this.#slack(entering);
    const tailBelow = lim[tail[leaving]!]! < lim[head[leaving]!]!;
    const below = tailBelow ? tail[leaving]! : head[leaving]!;
    if (slack > 0) {
      const shift = tailBelow ? -slack : slack;
      for (let i = low[below]!; i <= lim[below]!; i++) this.#rank[nodeAt[i]!]! += shift;
    }
    this.work += lim[below]! - low[below]! + 1;
    const cut = this.#cut[leaving]!;
    const top = this.#addOnPath(tail[entering]!, head[entering]!, cut, true);
    this.#addOnPath(head[entering]!, tail[entering]!, cut, false);
    this.#cut[entering] = -cut;
    this.#cut[leaving] = 0;
    this.work += this.#tree.exchange(leaving, entering, top);
    return true;
  }

  #slack(e: number): number {
    return this.#rank[this.#g.head[e]!]! - this.#rank[this.#g.tail[e]!]! - 1;
  }

  #leavingEdge(): number {
    const edges = this.#tree.edges;
    let best = -1;
    let found = 0;
    for (let i = 0; i < edges.length; i++) {
      if (this.#search >= edges.length) this.#search = 0;
      const e = edges[this.#search++]!;
      if (this.#cut[e]! >= 0) continue;
      if (best < 0 || this.#cut[e]! < this.#cut[best]!) best = e;
      if (++found >= CANDIDATES) break;
    }
    this.work += edges.length >> 3;
    return best;
  }

  /** The edge of least slack that runs against the leaving one, between the parts it leaves behind. */
  #enteringEdge(leaving: number): number {
    const { tail, head } = this.#g;
    const { lim, low, nodeAt } = this.#tree;
    const tailBelow = lim[tail[leaving]!]! < lim[head[leaving]!]!;
    const below = tailBelow ? tail[leaving]! : head[leaving]!;
    const first = low[below]!;
    const last = lim[below]!;
    const rows = tailBelow ? this.#g.in : this.#g.out;
    const far = tailBelow ? tail : head;
    let best = -1;
    let least = Infinity;
    for (let i = first; i <= last; i++) {
      const v = nodeAt[i]!;
      for (let k = rows.start[v]!; k < rows.start[v + 1]!; k++) {
        this.work++;
        const e = rows.item[k]!;
        const place = lim[far[e]!]!;
        if (place >= first && place <= last) continue;
        const slack = this.#slack(e);
        if (slack >= least) continue;
        [best, least] = [e, slack];
        if (slack === 0) return best;
      }
    }
    return best;
  }

  /** Adds to the cut values from `v` up to where the way to `w` turns down, which it returns. */
  #addOnPath(v: number, w: number, cut: number, outward: boolean): number {
    const { lim, low, parentEdge } = this.#tree;
    const { tail, head } = this.#g;
    while (!(low[v]! <= lim[w]! && lim[w]! <= lim[v]!)) {
      const e = parentEdge[v]!;
      this.#cut[e]! += (v === tail[e]) === outward ? cut : -cut;
      v = lim[tail[e]!]! > lim[head[e]!]! ? tail[e]! : head[e]!;
      this.work++;
    }
    return v;
  }
}

/** What leaves a subtree minus what enters it is the sum over its nodes: edges inside cancel out. */
function cutValues(g: Digraph, tree: TightTree): Float64Array {
  const cut = new Float64Array(g.tail.length);
  const sum = new Float64Array(g.nodeCount);
  for (let e = 0; e < g.tail.length; e++) {
    sum[g.tail[e]!]! += g.weight[e]!;
    sum[g.head[e]!]! -= g.weight[e]!;
  }
  for (const v of tree.nodeAt) {
    const e = tree.parentEdge[v]!;
    if (e < 0) continue;
    const tailBelow = g.tail[e] === v;
    cut[e] = tailBelow ? sum[v]! : -sum[v]!;
    sum[tailBelow ? g.head[e]! : g.tail[e]!]! += sum[v]!;
  }
  return cut;
}
