/** Fewer points that look like all: of each stretch of the x axis its lowest and its highest, so that no spike is lost. */

type Numbers = ArrayLike<number>;

/** Where the axis begins and ends: the first of the points that are farthest left, the last of those farthest right. */
function ends(xs: Numbers): readonly [number, number] {
  let first = 0;
  let last = 0;
  for (let i = 1; i < xs.length; i++) {
    if (xs[i]! < xs[first]!) first = i;
    if (xs[i]! >= xs[last]!) last = i;
  }
  return [first, last];
}

/** Which of `buckets` stretches of one width each x lies in; never an earlier one for a larger x. */
export function bucketsOf(low: number, high: number, buckets: number): (x: number) => number {
  // Halves, because the distance of two finite numbers may not be finite itself.
  const factor = buckets / (high / 2 - low / 2);
  return x => {
    const bucket = Math.floor((x / 2 - low / 2) * factor);
    // No number: all lie at one place, or so near that doubles cannot tell.
    return bucket >= 0 ? Math.min(buckets - 1, bucket) : 0;
  };
}

/** By x, and where that is the same, as they were logged. */
function inOrder(xs: Numbers, picked: number[]): number[] {
  return picked.sort((a, b) => xs[a]! - xs[b]! || a - b);
}

/**
 * Positions of points to draw, in order of x; all where there are no more than `2 * buckets + 2`, and else that many at most. The
 * first and the last are among them, and of each of `buckets` stretches of one width the lowest and the highest (of several, the
 * one logged first).
 * @param xs finite, in any order
 * @param ys finite, one for each x
 */
export function sampleMinMax(xs: Numbers, ys: Numbers, buckets: number): readonly number[] {
  const count = xs.length;
  if (count <= 2 * buckets + 2) return inOrder(xs, [...Array(count).keys()]);
  const [first, last] = ends(xs);
  const bucketOf = bucketsOf(xs[first]!, xs[last]!, buckets);
  const lowest = new Int32Array(buckets).fill(-1);
  const highest = new Int32Array(buckets).fill(-1);
  for (let i = 0; i < count; i++) {
    const bucket = bucketOf(xs[i]!);
    const low = lowest[bucket]!;
    if (low < 0) {
      lowest[bucket] = i;
      highest[bucket] = i;
    } else if (ys[i]! < ys[low]!) lowest[bucket] = i;
    else if (ys[i]! > ys[highest[bucket]!]!) highest[bucket] = i;
  }
  const picked = new Set([first, last, ...lowest, ...highest]);
  picked.delete(-1);
  return inOrder(xs, [...picked]);
}
