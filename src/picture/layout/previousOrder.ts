import { type Layered, renumber } from './layers.ts';
import type { Rows } from './graph.ts';
import { sortByKey } from './sortByKey.ts';

/**
 * Orders every layer by where its nodes stood before. `before` holds the former y of each node, NaN for new
 * ones; these, and the dummies, go to the mean of the neighbours whose place is known.
 */
export function previousOrder(g: Layered, before: Float64Array): void {
  const key = new Float64Array(g.count).fill(NaN);
  key.set(before);
  for (let i = 0; i < g.count; i++) estimate(key, g.order[i]!, g.up, g.down);
  for (let i = g.count - 1; i >= 0; i--) estimate(key, g.order[i]!, g.down, g.up);
  let widest = 1;
  for (let l = 0; l < g.layerCount; l++) widest = Math.max(widest, g.layerStart[l + 1]! - g.layerStart[l]!);
  const spare = { item: new Int32Array(widest), key: new Float64Array(widest) };
  for (let l = 0; l < g.layerCount; l++) {
    const layer = g.order.subarray(g.layerStart[l], g.layerStart[l + 1]);
    // What no known node is connected to goes last.
    const keys = Float64Array.from(layer, v => (Number.isNaN(key[v]) ? Infinity : key[v]!));
    sortByKey(layer, keys, layer.length, spare);
  }
  renumber(g);
}

function estimate(key: Float64Array, v: number, first: Rows, second: Rows): void {
  if (!Number.isNaN(key[v])) return;
  let sum = 0;
  let count = 0;
  for (const side of [first, second]) {
    for (let k = side.start[v]!; k < side.start[v + 1]!; k++) {
      const y = key[side.item[k]!]!;
      if (Number.isNaN(y)) continue;
      sum += y;
      count++;
    }
  }
  if (count > 0) key[v] = sum / count;
}
