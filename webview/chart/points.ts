/** Points of lines: which lie in a stretch, which is nearest, and no more of them than a screen can show. */
import { bisectLeft, bisectRight } from 'd3-array';
import type { Span } from './series.ts';

type Numbers = ArrayLike<number>;

/** The place of the value that is nearest; -1 of no values. @param x in rising order */
export function nearest(x: Numbers, value: number): number {
  const after = bisectLeft(x, value);
  if (after === 0) return x.length > 0 ? 0 : -1;
  const [left = NaN, right = Infinity] = [x[after - 1], x[after]];
  return value - left <= right - value ? after - 1 : after;
}

/** Places of the points of a stretch, and of one more on either side, to which the line leads. */
export function placesIn(x: Numbers, { from, to }: Span): readonly [number, number] {
  return [Math.max(0, bisectLeft(x, from) - 1), Math.min(x.length, bisectRight(x, to) + 1)];
}

/** The lowest and the highest of the values between two places that satisfy a test; undefined where none does. */
export function extent(
  values: Numbers,
  start: number,
  end: number,
  isShown: (value: number) => boolean = Number.isFinite,
): Span | undefined {
  let from = Infinity;
  let to = -Infinity;
  for (let i = start; i < end; i++) {
    const value = values[i] ?? NaN;
    if (!isShown(value)) continue;
    if (value < from) from = value;
    if (value > to) to = value;
  }
  return from <= to ? { from, to } : undefined;
}

/** The union of stretches. */
export function union(all: readonly (Span | undefined)[]): Span | undefined {
  return all.reduce((sum, each) => {
    if (!sum || !each) return sum ?? each;
    return { from: Math.min(sum.from, each.from), to: Math.max(sum.to, each.to) };
  }, undefined);
}

export interface ScreenLine {
  readonly x: Numbers;
  readonly y: Numbers;
  readonly xOf: (value: number) => number;
  readonly yOf: (value: number) => number;
}

/** Points of a px that are drawn at most: the first, the lowest, the highest and the last. */
const PER_PIXEL = 4;

/**
 * A line between two places as px, x and y in turn; NaN where it breaks. Where many points share a px, its extremes stay, so that no
 * spike is lost, and its first and last, so that the line joins.
 */
export function screenPoints(line: ScreenLine, start: number, end: number, width: number): Float32Array {
  const { x, y, xOf, yOf } = line;
  if (end - start <= width * PER_PIXEL) {
    const points = new Float32Array((end - start) * 2);
    for (let i = start; i < end; i++) {
      points[(i - start) * 2] = xOf(x[i] ?? NaN);
      points[(i - start) * 2 + 1] = yOf(y[i] ?? NaN);
    }
    return points;
  }
  return reduced(line, start, end);
}

function reduced({ x, y, xOf, yOf }: ScreenLine, start: number, end: number): Float32Array {
  const points: number[] = [];
  let column = NaN;
  let [first, lowest, highest, last] = [-1, -1, -1, -1];
  const finish = (): void => {
    if (first < 0) return;
    const places = [first, Math.min(lowest, highest), Math.max(lowest, highest), last];
    for (const [i, place] of places.entries()) {
      if (i > 0 && place === places[i - 1]) continue;
      points.push(xOf(x[place] ?? NaN), yOf(y[place] ?? NaN));
    }
    first = -1;
  };
  for (let i = start; i < end; i++) {
    const value = y[i] ?? NaN;
    if (!Number.isFinite(value)) {
      finish();
      points.push(NaN, NaN);
      column = NaN;
      continue;
    }
    const at = Math.floor(xOf(x[i] ?? NaN));
    if (at !== column) {
      finish();
      column = at;
    }
    if (first < 0) first = lowest = highest = i;
    if (value < (y[lowest] ?? NaN)) lowest = i;
    if (value > (y[highest] ?? NaN)) highest = i;
    last = i;
  }
  finish();
  return Float32Array.from(points);
}
