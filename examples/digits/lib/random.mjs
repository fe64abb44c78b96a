/**
 * Random numbers from 0 up to (not including) 1 that are the same for the same seed on every machine.
 * The generator is Tommy Ettinger's Mulberry32, plenty for shuffling and for first weights.
 * @param {number} seed
 * @returns {() => number}
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Puts a list into random order, in place (Fisher and Yates).
 * @template {{ length: number, [index: number]: any }} T
 * @param {T} list
 * @param {() => number} random
 * @returns {T}
 */
export function shuffle(list, random) {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other], list[last]];
  }
  return list;
}
