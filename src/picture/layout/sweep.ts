import { type Layered, renumber, type Segments } from './layers.ts';
import { sortByKey } from './sortByKey.ts';

export type Key = 'barycenter' | 'median';

/** Re-orders layer after layer by where the neighbours in the layer before stand. Owns its scratch memory. */
export class Sweeper {
  readonly #g: Layered;
  readonly #item: Int32Array;
  readonly #key: Float64Array;
  readonly #spare: { readonly item: Int32Array; readonly key: Float64Array };
  readonly #places: Int32Array;

  constructor(g: Layered) {
    let widest = 1;
    for (let l = 0; l < g.layerCount; l++) widest = Math.max(widest, g.layerStart[l + 1]! - g.layerStart[l]!);
    this.#g = g;
    this.#item = new Int32Array(widest);
    this.#key = new Float64Array(widest);
    this.#spare = { item: new Int32Array(widest), key: new Float64Array(widest) };
    this.#places = new Int32Array(widest);
  }

  /**
   * One sweep from the first layer to the last, or back. Key: the mean of the neighbours' places (Sugiyama,
   * Tagawa and Toda 1981) or their weighted median (Gansner, Koutsofios, North and Vo 1993). With `turnTies`
   * vertices of equal key swap their order, which gets a sweep out of a place it is stuck in.
   */
  sweep(downward: boolean, key: Key, turnTies: boolean): void {
    const last = this.#g.layerCount - 1;
    if (downward) for (let l = 1; l <= last; l++) this.#layer(l, this.#g.up, key, turnTies);
    else for (let l = last - 1; l >= 0; l--) this.#layer(l, this.#g.down, key, turnTies);
    renumber(this.#g);
  }

  #layer(l: number, fixed: Segments, kind: Key, turnTies: boolean): void {
    const { order, position, layerStart } = this.#g;
    const start = layerStart[l]!;
    const end = layerStart[l + 1]!;
    let count = 0;
    for (let i = start; i < end; i++) {
      const v = order[i]!;
      const key = kind === 'median' ? this.#median(v, fixed) : barycenter(v, fixed, position);
      // What has no neighbour there keeps its place.
      if (key < 0) continue;
      this.#places[count] = i;
      this.#item[count] = v;
      this.#key[count++] = key;
    }
    if (turnTies) {
      this.#item.subarray(0, count).reverse();
      this.#key.subarray(0, count).reverse();
    }
    sortByKey(this.#item, this.#key, count, this.#spare);
    for (let i = 0; i < count; i++) order[this.#places[i]!] = this.#item[i]!;
    for (let i = start; i < end; i++) position[order[i]!] = i - start;
  }

  #median(v: number, fixed: Segments): number {
    const from = fixed.start[v]!;
    const degree = fixed.start[v + 1]! - from;
    const { position } = this.#g;
    if (degree === 0) return -1;
    if (degree === 1) return position[fixed.item[from]!]!;
    if (degree === 2) return (position[fixed.item[from]!]! + position[fixed.item[from + 1]!]!) / 2;
    const places = new Int32Array(degree);
    for (let k = 0; k < degree; k++) places[k] = position[fixed.item[from + k]!]!;
    places.sort();
    const m = degree >> 1;
    if (degree % 2 === 1) return places[m]!;
    const left = places[m - 1]! - places[0]!;
    const right = places[degree - 1]! - places[m]!;
    if (left + right === 0) return (places[m - 1]! + places[m]!) / 2;
    return (places[m - 1]! * right + places[m]! * left) / (left + right);
  }
}

function barycenter(v: number, fixed: Segments, position: Int32Array): number {
  const from = fixed.start[v]!;
  const to = fixed.start[v + 1]!;
  if (from === to) return -1;
  let sum = 0;
  let mass = 0;
  for (let k = from; k < to; k++) {
    const weight = fixed.weight[k]!;
    sum += weight * position[fixed.item[k]!]!;
    mass += weight;
  }
  return sum / mass;
}
