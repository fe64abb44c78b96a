import type { Layered } from './layers.ts';

/**
 * Counts crossings (of edges, not of segments: weights multiply) between neighbouring layers with an accumulator tree, in O(segments × log layer size)
 * (Barth, Mutzel and Jünger 2004).
 */
export class CrossingCounter {
  readonly #tree: Int32Array;
  readonly #sorted: Int32Array;
  readonly #weight: Int32Array;
  readonly #next: Int32Array;

  constructor(g: Layered) {
    let widest = 1;
    let densest = 0;
    for (let l = 0; l < g.layerCount; l++) {
      widest = Math.max(widest, g.layerStart[l + 1]! - g.layerStart[l]!);
      let segments = 0;
      for (let i = g.layerStart[l]!; i < g.layerStart[l + 1]!; i++) {
        const v = g.order[i]!;
        segments += g.down.start[v + 1]! - g.down.start[v]!;
      }
      densest = Math.max(densest, segments);
    }
    let size = 1;
    while (size < widest) size *= 2;
    this.#tree = new Int32Array(2 * size);
    this.#sorted = new Int32Array(densest);
    this.#weight = new Int32Array(densest);
    this.#next = new Int32Array(widest + 1);
  }

  total(g: Layered): number {
    let sum = 0;
    for (let l = 0; l + 1 < g.layerCount; l++) sum += this.between(g, l);
    return sum;
  }

  /** Crossings between layer `l` and the next. */
  between(g: Layered, l: number): number {
    const segments = this.#sortedEnds(g, l);
    const width = g.layerStart[l + 2]! - g.layerStart[l + 1]!;
    let base = 1;
    while (base < width) base *= 2;
    const tree = this.#tree;
    tree.fill(0, 0, 2 * base);
    let crossings = 0;
    for (let s = 0; s < segments; s++) {
      const weight = this.#weight[s]!;
      let at = base + this.#sorted[s]!;
      let above = 0;
      tree[at]! += weight;
      // Ends already seen further down belong to segments that start further up: each crosses this one.
      for (; at > 1; at >>= 1) {
        if ((at & 1) === 0) above += tree[at + 1]!;
        tree[at >> 1]! += weight;
      }
      crossings += above * weight;
    }
    return crossings;
  }

  /** Ends of the segments from layer `l`, by start and then by end: a counting sort over both layers. */
  #sortedEnds(g: Layered, l: number): number {
    const { order, position, down, up } = g;
    const next = this.#next;
    let segments = 0;
    for (let i = g.layerStart[l]!, p = 0; i < g.layerStart[l + 1]!; i++, p++) {
      const v = order[i]!;
      next[p] = segments;
      segments += down.start[v + 1]! - down.start[v]!;
    }
    for (let i = g.layerStart[l + 1]!, p = 0; i < g.layerStart[l + 2]!; i++, p++) {
      const w = order[i]!;
      for (let k = up.start[w]!; k < up.start[w + 1]!; k++) {
        const at = next[position[up.item[k]!]!]!++;
        this.#sorted[at] = p;
        this.#weight[at] = up.weight[k]!;
      }
    }
    return segments;
  }
}
