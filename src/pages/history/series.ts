/** Lines of a chart: metrics over the step, the time or another metric. */
import type { RunStream } from '../../core/run.ts';
import type { Column } from './Column.ts';
import type { ColumnKey } from './ColumnReader.ts';
import type { HistoryColumns } from './HistoryColumns.ts';
import type { StreamedRun } from './lines.ts';
import { sampleMinMax } from './minMax.ts';
import type { PickedPoints } from './risingPoints.ts';
import { risingPoints } from './risingPoints.ts';
import { isSlow, sketchColumns } from './sketch.ts';

export interface SeriesRequest {
  readonly stream: Exclude<RunStream, 'console'>;
  readonly metrics: readonly string[];
  /** The metric along the axis, such as `_step`, `_timestamp` or `_runtime`. */
  readonly x: string;
  /** Only points whose x is at least this. */
  readonly from?: number | undefined;
  /** Only points whose x is at most this. */
  readonly to?: number | undefined;
  /** Something to draw soon counts for more than that nothing is left out. */
  readonly quick?: boolean | undefined;
  /** Stretches of the axis, such as pixels: up to two points come of each, its lowest and its highest. 1 to 100,000. */
  readonly points: number;
}

/** Points of one metric, in order of x. */
export interface Series {
  readonly metric: string;
  readonly x: readonly number[];
  /** One for each x. */
  readonly y: readonly number[];
  /** How many points there are in the stretch asked for. */
  readonly total: number;
  /** Whether these are all of them, and not the extremes of each stretch. */
  readonly raw: boolean;
  /** How many more there are whose value, or whose x, is not finite. */
  readonly notFinite: number;
}

export interface SeriesAnswer {
  /** How many lines the run had streamed. */
  readonly lines: number;
  /** Whether it was made of some lines only: asked again, not in haste, all is there. */
  readonly sketch: boolean;
  /** In the order asked. */
  readonly series: readonly Series[];
}

const MOST_POINTS = 100_000;

interface Points {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly notFinite: number;
}

/** The points of the lines that have both, as they were logged, where x lies from `from` to `to`. */
function join(x: Column, y: Column, from: number, to: number): Points {
  const { rows: xRows, values: xValues } = x;
  const { rows: yRows, values: yValues } = y;
  const most = Math.min(xRows.length, yRows.length);
  const xs = new Float64Array(most);
  const ys = new Float64Array(most);
  let count = 0;
  let notFinite = 0;
  for (let i = 0, k = 0; i < xRows.length && k < yRows.length;) {
    const difference = xRows[i]! - yRows[k]!;
    if (difference < 0) i++;
    else if (difference > 0) k++;
    else {
      const at = xValues[i++]!;
      const value = yValues[k++]!;
      if (at < from || at > to) continue;
      if (Number.isFinite(at) && Number.isFinite(value)) {
        xs[count] = at;
        ys[count++] = value;
      } else notFinite++;
    }
  }
  return { xs: xs.subarray(0, count), ys: ys.subarray(0, count), notFinite };
}

/** What is drawn of the points of a stretch, which are looked at one by one. */
function pointsOf(x: Column, y: Column, from: number, to: number, buckets: number): PickedPoints {
  const { xs, ys, notFinite } = join(x, y, from, to);
  const picked = sampleMinMax(xs, ys, buckets);
  return { x: picked.map(i => xs[i]!), y: picked.map(i => ys[i]!), total: xs.length, notFinite };
}

function seriesOf(x: Column, y: Column, metric: string, request: SeriesRequest): Series {
  const { from = -Infinity, to = Infinity, points } = request;
  const buckets = Math.max(1, Math.min(MOST_POINTS, Math.floor(points)));
  const picked = risingPoints(x, y, { from, to, buckets }) ?? pointsOf(x, y, from, to, buckets);
  return { metric, ...picked, raw: picked.x.length === picked.total };
}

/** Points to draw; all there are where they are few, and else sampled so that no spike is lost. */
export async function seriesOfRun(
  columns: HistoryColumns,
  run: StreamedRun,
  request: SeriesRequest,
  signal?: AbortSignal,
): Promise<SeriesAnswer> {
  const { stream, metrics, x } = request;
  const keys = [x, ...metrics].map((metric): ColumnKey => ({ what: 'numbers', metric }));
  const sketch = request.quick === true && isSlow(columns, run, stream, keys);
  const [axis, ...values] = sketch
    ? await sketchColumns(columns, run, stream, keys, signal)
    : await columns.read(run, stream, keys, signal);
  const series: Series[] = [];
  for (const [i, metric] of metrics.entries()) {
    const column = values[i];
    if (!axis || !column) continue;
    series.push(seriesOf(axis, column, metric, request));
    // A million points take milliseconds; others have their turn between two metrics.
    await new Promise(resolve => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  return { lines: run.lines[stream], sketch, series };
}
