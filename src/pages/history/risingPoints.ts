/**
 * Points of a metric over one that never falls, such as the step: the same that are picked by looking at each, found in a
 * hundredth of the time.
 */
import type { Column } from './Column.ts';
import { bucketsOf } from './minMax.ts';

/** Points picked of a stretch, in order of x. */
export interface PickedPoints {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Points of the stretch that are finite, and those that are not. */
  readonly total: number;
  readonly notFinite: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

/** The first place of `start` to `end` at which a test holds, which then holds at all after it; else `end`. */
function firstPlace(start: number, end: number, holds: (place: number) => boolean): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Undefined where x falls somewhere, or lines before its last lack it. */
export function risingPoints(x: Column, y: Column, { from, to, buckets }: Stretch): PickedPoints | undefined {
  if (!x.isRising || !x.isDense) return undefined;
  const { rows, values, extremes } = y;
  const { values: xValues } = x;
  const xOf = (place: number): number => xValues[rows[place]!]!;
  // Lines after the last that has x have no place.
  const placed = firstPlace(0, rows.length, place => rows[place]! >= xValues.length);
  const start = firstPlace(0, placed, place => xOf(place) >= from);
  const end = firstPlace(start, placed, place => xOf(place) > to);
  const total = extremes.count(values, start, end);
  const picked =
    total <= 2 * buckets + 2 ? finitePlaces(values, start, end) : extremePlaces(y, xOf, start, end, buckets);
  return {
    x: picked.map(xOf),
    y: picked.map(place => values[place]!),
    total,
    notFinite: end - start - total,
  };
}

function finitePlaces(values: Float64Array, start: number, end: number): readonly number[] {
  const places: number[] = [];
  for (let i = start; i < end; i++) if (Number.isFinite(values[i])) places.push(i);
  return places;
}

function extremePlaces(
  { values, extremes }: Column,
  xOf: (place: number) => number,
  start: number,
  end: number,
  buckets: number,
): readonly number[] {
  let [first, last] = [start, end - 1];
  while (!Number.isFinite(values[first])) first++;
  while (!Number.isFinite(values[last])) last--;
  const bucketOf = bucketsOf(xOf(first), xOf(last), buckets);
  const picked = new Set([first]);
  for (let place = first; place <= last;) {
    const bucket = bucketOf(xOf(place));
    const next = firstPlace(place + 1, last + 1, each => bucketOf(xOf(each)) > bucket);
    const { lowest, highest } = extremes.find(values, place, next);
    if (lowest >= 0) picked.add(Math.min(lowest, highest)).add(Math.max(lowest, highest));
    place = next;
  }
  // Each bucket lies after the one before it.
  return [...picked.add(last)];
}
