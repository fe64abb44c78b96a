import type { Rows } from './graph.ts';
import { createPool, isotonic } from './isotonic.ts';
import type { Layered } from './layers.ts';

/** Pull of a segment: between two nodes, a node and a dummy, two dummies (the 1 : 2 : 8 of Gansner et al. 1993). */
const PULL = [1, 2, 8] as const;

/** Places vertices of one layer near the mean of their neighbours: each time one isotonic regression. */
export class LayerSettler {
  readonly #g: Layered;
  readonly #size: Float64Array;
  readonly #gap: number;
  /** Where each entry of `order` would stand if its layer were packed from 0. */
  readonly #offset: Float64Array;
  readonly #wish: Float64Array;
  readonly #weight: Float64Array;
  readonly #pool: ReturnType<typeof createPool>;

  constructor(g: Layered, size: Float64Array, gap: number) {
    this.#g = g;
    this.#size = size;
    this.#gap = gap;
    this.#offset = new Float64Array(g.count);
    let widest = 1;
    for (let l = 0; l < g.layerCount; l++) {
      widest = Math.max(widest, g.layerStart[l + 1]! - g.layerStart[l]!);
      let at = 0;
      for (let i = g.layerStart[l]!; i < g.layerStart[l + 1]!; i++) {
        const height = size[g.order[i]!]!;
        this.#offset[i] = at + height / 2;
        at += height + gap;
      }
    }
    this.#wish = new Float64Array(widest);
    this.#weight = new Float64Array(widest);
    this.#pool = createPool(widest);
  }

  /** Every layer packed, its middle at 0. */
  packed(): Float64Array {
    const { count, layerCount, layerStart, order } = this.#g;
    const y = new Float64Array(count);
    for (let l = 0; l < layerCount; l++) {
      const last = layerStart[l + 1]! - 1;
      const half = last < layerStart[l]! ? 0 : (this.#offset[last]! + this.#size[order[last]!]! / 2) / 2;
      for (let i = layerStart[l]!; i <= last; i++) y[order[i]!] = this.#offset[i]! - half;
    }
    return y;
  }

  /** All layers toward the one before, then back toward the one after; the last sweeps look both ways. */
  sweep(y: Float64Array, number: number): void {
    const { layerCount, layerStart, up, down } = this.#g;
    const both = number >= 3;
    for (let l = 0; l < layerCount; l++) {
      this.settle(y, layerStart[l]!, layerStart[l + 1]!, false, false, both ? [up, down] : [up]);
    }
    for (let l = layerCount - 1; l >= 0; l--) {
      this.settle(y, layerStart[l]!, layerStart[l + 1]!, false, false, both ? [up, down] : [down]);
    }
  }

  /** Places `order[from … to-1]`, all of one layer, between the vertices beside them where those are fixed. */
  settle(
    y: Float64Array,
    from: number,
    to: number,
    fixedAbove: boolean,
    fixedBelow: boolean,
    sides: readonly Rows[],
  ): void {
    const { order, real } = this.#g;
    const offset = this.#offset;
    for (let i = from; i < to; i++) {
      const v = order[i]!;
      let sum = 0;
      let mass = 0;
      for (const side of sides) {
        for (let k = side.start[v]!; k < side.start[v + 1]!; k++) {
          const w = side.item[k]!;
          const pull = PULL[(v >= real ? 1 : 0) + (w >= real ? 1 : 0)]!;
          sum += pull * y[w]!;
          mass += pull;
        }
      }
      this.#wish[i - from] = (mass > 0 ? sum / mass : y[v]!) - offset[i]!;
      this.#weight[i - from] = Math.max(mass, 0.01);
    }
    isotonic(this.#wish, this.#weight, to - from, this.#pool);
    // Clamping a regression to bounds gives the best one within the bounds.
    const least = fixedAbove ? y[order[from - 1]!]! - offset[from - 1]! : -Infinity;
    const most = fixedBelow ? y[order[to]!]! - offset[to]! : Infinity;
    for (let i = from; i < to; i++) {
      y[order[i]!] = Math.min(most, Math.max(least, this.#wish[i - from]!)) + offset[i]!;
    }
  }
}
