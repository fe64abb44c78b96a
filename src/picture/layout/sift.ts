import { type Layered, renumber, type Segments } from './layers.ts';

/** Neighbour places of the vertices of one layer, sorted, in the rows of the segments they come from. */
interface Side {
  readonly segments: Segments;
  readonly place: Int32Array;
  readonly weight: Int32Array;
  readonly next: Int32Array;
}

/**
 * Sifting (Matuszewski, Schönfeld and Molitor 1999): every vertex is tried at all places of its layer, or at
 * those nearby in a wide one, and stays at the best. What moving past one neighbour changes comes from a merge
 * of their sorted neighbour lists, on both sides at once, so the total never rises.
 */
export class Sifter {
  /** Steps done so far. */
  work = 0;
  readonly #g: Layered;
  readonly #up: Side;
  readonly #down: Side;
  readonly #window: number;

  constructor(g: Layered, window: number) {
    const side = (segments: Segments): Side => ({
      segments,
      place: new Int32Array(segments.item.length),
      weight: new Int32Array(segments.item.length),
      next: new Int32Array(g.count),
    });
    this.#g = g;
    this.#up = side(g.up);
    this.#down = side(g.down);
    this.#window = window;
  }

  /** One pass over all layers; returns by how much the crossings went down. Vertices marked in `fixed` stay. */
  pass(forward: boolean, budget: number, fixed?: Uint8Array): number {
    const { layerCount } = this.#g;
    let gain = 0;
    for (let i = 0; i < layerCount && this.work < budget; i++) {
      gain += this.#layer(forward ? i : layerCount - 1 - i, budget, fixed);
    }
    renumber(this.#g);
    return gain;
  }

  #layer(l: number, budget: number, fixed: Uint8Array | undefined): number {
    const { layerStart, order, position, layerCount } = this.#g;
    const start = layerStart[l]!;
    const count = layerStart[l + 1]! - start;
    if (count < 2) return 0;
    if (l > 0) this.#collect(this.#up, this.#g.down, l - 1, l);
    if (l + 1 < layerCount) this.#collect(this.#down, this.#g.up, l + 1, l);
    const vertices = order.slice(start, start + count);
    let gain = 0;
    for (const v of vertices) {
      if (this.work > budget) break;
      if (fixed?.[v]) continue;
      const at = position[v]!;
      let best = at;
      let bestChange = 0;
      const first = Math.max(0, at - this.#window);
      for (let i = at - 1, change = 0; i >= first; i--) {
        change += this.#difference(order[start + i]!, v);
        if (change < bestChange) [best, bestChange] = [i, change];
      }
      const last = Math.min(count - 1, at + this.#window);
      for (let i = at + 1, change = 0; i <= last; i++) {
        change -= this.#difference(order[start + i]!, v);
        if (change < bestChange) [best, bestChange] = [i, change];
      }
      if (best === at) continue;
      gain -= bestChange;
      if (best < at) order.copyWithin(start + best + 1, start + best, start + at);
      else order.copyWithin(start + at, start + at + 1, start + best + 1);
      order[start + best] = v;
      for (let i = Math.min(at, best); i <= Math.max(at, best); i++) position[order[start + i]!] = i;
    }
    return gain;
  }

  /** Fills the neighbour lists of layer `l` toward layer `other`, whose vertices are met in order. */
  #collect(side: Side, back: Segments, other: number, l: number): void {
    const { layerStart, order } = this.#g;
    for (let i = layerStart[l]!; i < layerStart[l + 1]!; i++) {
      side.next[order[i]!] = side.segments.start[order[i]!]!;
    }
    for (let i = layerStart[other]!, p = 0; i < layerStart[other + 1]!; i++, p++) {
      const w = order[i]!;
      for (let k = back.start[w]!; k < back.start[w + 1]!; k++) {
        const at = side.next[back.item[k]!]!++;
        side.place[at] = p;
        side.weight[at] = back.weight[k]!;
      }
    }
  }

  /** Crossings of the segments of `u` and `v` if `v` comes first, minus those if `u` does. */
  #difference(u: number, v: number): number {
    return this.#oneSide(this.#up, u, v) + this.#oneSide(this.#down, u, v);
  }

  #oneSide(side: Side, u: number, v: number): number {
    const { place, weight } = side;
    const { start } = side.segments;
    let i = start[u]!;
    let j = start[v]!;
    const iEnd = start[u + 1]!;
    const jEnd = start[v + 1]!;
    if (i === iEnd || j === jEnd) {
      this.work++;
      return 0;
    }
    this.work += iEnd - i + jEnd - j;
    let rest = 0;
    for (let k = j; k < jEnd; k++) rest += weight[k]!;
    // Weight of the neighbours of v that lie before, and after, the neighbour of u in hand.
    let before = 0;
    let sum = 0;
    for (; i < iEnd; i++) {
      const p = place[i]!;
      for (; j < jEnd && place[j]! < p; j++) before += weight[j]!;
      const equal = j < jEnd && place[j] === p ? weight[j]! : 0;
      sum += weight[i]! * (rest - before - equal - before);
    }
    return sum;
  }
}
