import type { Digraph } from './graph.ts';

/**
 * A spanning tree, numbered in post-order: the nodes below `v` are `nodeAt[low[v]] … nodeAt[lim[v]]`
 * (Gansner et al. 1993).
 */
export class TightTree {
  readonly edges: Int32Array;
  readonly parentEdge: Int32Array;
  readonly low: Int32Array;
  readonly lim: Int32Array;
  readonly nodeAt: Int32Array;
  readonly #g: Digraph;
  readonly #place: Int32Array;
  readonly #incident: Incidence;
  readonly #stack: Int32Array;
  readonly #cursor: Int32Array;

  constructor(g: Digraph, edges: Int32Array) {
    const n = g.nodeCount;
    this.#g = g;
    this.#place = new Int32Array(g.tail.length);
    this.#incident = new Incidence(g);
    this.edges = edges;
    edges.forEach((e, i) => {
      this.#place[e] = i;
      this.#incident.add(e);
    });
    this.parentEdge = new Int32Array(n).fill(-1);
    this.low = new Int32Array(n);
    this.lim = new Int32Array(n);
    this.nodeAt = new Int32Array(n);
    this.#stack = new Int32Array(n);
    this.#cursor = new Int32Array(n);
    this.#number(0, -1, 0);
  }

  /**
   * Swaps two edges; `top` is the highest node on the way between the ends of the one that enters. Returns the
   * number of nodes that were numbered again.
   */
  exchange(leaving: number, entering: number, top: number): number {
    this.#incident.remove(leaving);
    this.#incident.add(entering);
    this.#place[entering] = this.#place[leaving]!;
    this.edges[this.#place[entering]] = entering;
    const low = this.low[top]!;
    this.#number(top, this.parentEdge[top]!, low);
    return this.lim[top]! - low + 1;
  }

  #number(root: number, rootEdge: number, next: number): void {
    const { tail, head } = this.#g;
    const { first, after } = this.#incident;
    let depth = 0;
    const open = (v: number, edge: number): void => {
      this.parentEdge[v] = edge;
      this.low[v] = next;
      this.#cursor[v] = first[v]!;
      this.#stack[depth++] = v;
    };
    open(root, rootEdge);
    while (depth > 0) {
      const v = this.#stack[depth - 1]!;
      const end = this.#cursor[v]!;
      if (end >= 0) {
        const e = end >> 1;
        this.#cursor[v] = after[end]!;
        if (e !== this.parentEdge[v]) open(tail[e] === v ? head[e]! : tail[e]!, e);
        continue;
      }
      depth--;
      this.nodeAt[next] = v;
      this.lim[v] = next++;
    }
  }
}

/** The tree edges at each node as linked lists: edge `e` is entry 2e at its tail and 2e + 1 at its head. */
class Incidence {
  readonly first: Int32Array;
  readonly after: Int32Array;
  readonly #before: Int32Array;
  readonly #g: Digraph;

  constructor(g: Digraph) {
    this.#g = g;
    this.first = new Int32Array(g.nodeCount).fill(-1);
    this.after = new Int32Array(2 * g.tail.length);
    this.#before = new Int32Array(2 * g.tail.length);
  }

  add(e: number): void {
    this.#link(this.#g.tail[e]!, 2 * e);
    this.#link(this.#g.head[e]!, 2 * e + 1);
  }

  remove(e: number): void {
    this.#unlink(this.#g.tail[e]!, 2 * e);
    this.#unlink(this.#g.head[e]!, 2 * e + 1);
  }

  #link(v: number, entry: number): void {
    const next = this.first[v]!;
    this.after[entry] = next;
    this.#before[entry] = -1;
    if (next >= 0) this.#before[next] = entry;
    this.first[v] = entry;
  }

  #unlink(v: number, entry: number): void {
    const next = this.after[entry]!;
    const previous = this.#before[entry]!;
    if (previous >= 0) this.after[previous] = next;
    else this.first[v] = next;
    if (next >= 0) this.#before[next] = previous;
  }
}

/**
 * Grows a spanning tree of edges of span 1 from node 0, moving what is in the tree toward the nearest node
 * outside whenever it is stuck. Changes the ranks. Undefined if that takes more than `budget` edges.
 */
export function tightTree(g: Digraph, rank: Int32Array, budget: number): TightTree | undefined {
  const { tail, head, out, in: into, nodeCount } = g;
  const edges = new Int32Array(nodeCount - 1);
  let edgeCount = 0;
  const reached = new Uint8Array(nodeCount);
  const members: number[] = [];
  let next = 0;
  let work = 0;
  const reach = (v: number): void => {
    reached[v] = 1;
    members.push(v);
  };
  const slackOf = (e: number): number => rank[head[e]!]! - rank[tail[e]!]! - 1;
  reach(0);
  for (;;) {
    for (; next < members.length; next++) {
      const v = members[next]!;
      for (let k = out.start[v]!; k < out.start[v + 1]!; k++) {
        const e = out.item[k]!;
        if (reached[head[e]!] || slackOf(e) > 0) continue;
        edges[edgeCount++] = e;
        reach(head[e]!);
      }
      for (let k = into.start[v]!; k < into.start[v + 1]!; k++) {
        const e = into.item[k]!;
        if (reached[tail[e]!] || slackOf(e) > 0) continue;
        edges[edgeCount++] = e;
        reach(tail[e]!);
      }
    }
    if (members.length === nodeCount) return new TightTree(g, edges);
    let nearest = -1;
    for (let e = 0; e < tail.length; e++) {
      if (reached[tail[e]!] === reached[head[e]!]) continue;
      if (nearest < 0 || slackOf(e) < slackOf(nearest)) nearest = e;
    }
    work += tail.length + members.length;
    if (work > budget || nearest < 0) return undefined;
    const shift = reached[tail[nearest]!] ? slackOf(nearest) : -slackOf(nearest);
    for (const v of members) rank[v]! += shift;
    // Only the nodes at the ends of edges that became tight matter now, but any member may have one.
    next = 0;
  }
}
