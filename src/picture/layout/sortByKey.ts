/**
 * Sorts `item[0 … count-1]` by `key[0 … count-1]`, both in place, stably: insertion sort of short runs, then
 * merges. Nearly sorted input, which is what later sweeps give, costs one pass.
 */
export function sortByKey(item: Int32Array, key: Float64Array, count: number, spare: Spare): void {
  const run = 16;
  for (let from = 0; from < count; from += run) {
    const to = Math.min(from + run, count);
    for (let i = from + 1; i < to; i++) {
      const k = key[i]!;
      if (key[i - 1]! <= k) continue;
      const v = item[i]!;
      let j = i - 1;
      for (; j >= from && key[j]! > k; j--) {
        key[j + 1] = key[j]!;
        item[j + 1] = item[j]!;
      }
      key[j + 1] = k;
      item[j + 1] = v;
    }
  }
  for (let size = run; size < count; size *= 2) {
    for (let from = 0; from + size < count; from += 2 * size) {
      const middle = from + size;
      if (key[middle - 1]! <= key[middle]!) continue;
      merge(item, key, from, middle, Math.min(from + 2 * size, count), spare);
    }
  }
}

/** Room for merging, at least half as long as what is sorted, rounded up to a power of two. */
export interface Spare {
  readonly item: Int32Array;
  readonly key: Float64Array;
}

function merge(
  item: Int32Array,
  key: Float64Array,
  from: number,
  middle: number,
  to: number,
  spare: Spare,
): void {
  const left = middle - from;
  spare.item.set(item.subarray(from, middle));
  spare.key.set(key.subarray(from, middle));
  let i = 0;
  let j = middle;
  let at = from;
  while (i < left && j < to) {
    if (spare.key[i]! <= key[j]!) {
      key[at] = spare.key[i]!;
      item[at++] = spare.item[i++]!;
    } else {
      key[at] = key[j]!;
      item[at++] = item[j++]!;
    }
  }
  for (; i < left; i++, at++) {
    key[at] = spare.key[i]!;
    item[at] = spare.item[i]!;
  }
}
