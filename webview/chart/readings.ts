/** What lines say at a place. */
import { bisectLeft, bisectRight } from 'd3-array';
import type { Axis } from './axis.ts';
import { nearest } from './points.ts';
import type { Series, Span } from './series.ts';
import { keptSmoothed } from './smooth.ts';

export interface Reading {
  readonly series: Series;
  /** Of the nearest point. */
  readonly x: number;
  readonly y: number;
  /** Where lines are smoothed. */
  readonly smooth: number | undefined;
}

/** px beyond its ends that a line still has a value. */
const BEYOND = 8;

/** The value of each line at a place; lines that are not there have none. */
export function readingsAt(
  series: readonly Series[],
  x: number,
  axis: Axis,
  smoothing: number,
): readonly Reading[] {
  return series.flatMap(each => {
    const at = nearest(each.x, x);
    const found = each.x[at];
    if (found === undefined) return [];
    const [first = x, last = x] = [each.x[0], each.x[each.x.length - 1]];
    const isInside = x >= first && x <= last;
    if (!isInside && Math.abs(axis.at(found) - axis.at(x)) > BEYOND) return [];
    const smooth = smoothing === 0 ? undefined : keptSmoothed(each.y, smoothing)[at];
    return [{ series: each, x: found, y: each.y[at] ?? NaN, smooth }];
  });
}

/** The x of the point that is nearest to a place, of all lines. */
export function nearestX(series: readonly Series[], x: number): number | undefined {
  let best: number | undefined;
  for (const each of series) {
    const found = each.x[nearest(each.x, x)];
    if (found !== undefined && (best === undefined || Math.abs(found - x) < Math.abs(best - x))) best = found;
  }
  return best;
}

/** The x of the point that is so many further on the line that has most; from its end where there is no place yet. */
export function steppedX(series: readonly Series[], x: number | undefined, step: number): number | undefined {
  const [line] = [...series].sort((a, b) => b.x.length - a.x.length);
  if (!line || line.x.length === 0) return undefined;
  const last = line.x.length - 1;
  if (x === undefined) return line.x[step > 0 ? 0 : last];
  const at = nearest(line.x, x);
  const here = line.x[at] ?? x;
  // Several points may share an x.
  const from = step > 0 ? bisectRight(line.x, here) - 1 : bisectLeft(line.x, here);
  return line.x[Math.max(0, Math.min(last, from + step))];
}

/** A line's points within a stretch. */
export function pointsIn(line: Series, { from, to }: Span): Series {
  const [start, end] = [bisectLeft(line.x, from), bisectRight(line.x, to)];
  const within = (values: ArrayLike<number>): number[] =>
    Array.from({ length: Math.max(0, end - start) }, (_, i) => values[start + i] ?? NaN);
  return { ...line, x: within(line.x), y: within(line.y) };
}
