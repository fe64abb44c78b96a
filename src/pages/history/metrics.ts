/** What a run has logged, for the list beside its charts. */
import type { JsonObject } from '../../core/json.ts';
import type { RunDetail, RunStream } from '../../core/run.ts';
import { chunksOf, scanRow } from './lines.ts';
import { isMediaType } from './mediaFiles.ts';
import type { CountedMetric, Counts } from './MetricCounter.ts';
import { countRow, newCounts } from './MetricCounter.ts';
import type { MetricIndex } from './MetricIndex.ts';

export interface MetricsRequest {
  readonly stream: Exclude<RunStream, 'console'>;
  /** Whether to wait until every line was looked at; else what is known at once comes. */
  readonly complete: boolean;
}

export interface Metric {
  /** Nested ones by their path, such as `train.loss`. */
  readonly name: string;
  readonly kind: 'number' | 'media' | 'other';
  /** Of what is no number: as the client names it, such as `image-file` or `histogram`, or `string`, `boolean`, `list`, `nil`. */
  readonly type?: string;
  /** How often it was logged; undefined where that is not known yet. */
  readonly count?: number;
  /** The last value; a number that JSON lacks, and a long text's beginning, as text. */
  readonly last?: string | number | boolean;
  /** Whether it never fell, so that it can be an axis; undefined where that is not known yet. */
  readonly rising?: boolean;
}

export interface MetricsAnswer {
  /** Whether every line was looked at. */
  readonly complete: boolean;
  /** By name. */
  readonly metrics: readonly Metric[];
}

/** Lines at the end of a stream that show what there is before all were looked at. */
const TAIL = 100;

type Kind = Pick<Metric, 'kind' | 'type'>;

/** Numbers before files, files before all else, and of these what there is most of. */
function kindOf({ types, notFinite }: CountedMetric): Kind {
  if (types.has('number') || notFinite > 0) return { kind: 'number' };
  const byCount = [...types].sort(([, a], [, b]) => b.count - a.count).map(([type]) => type);
  const media = byCount.find(isMediaType);
  if (media !== undefined) return { kind: 'media', type: media };
  const [type] = byCount;
  return { kind: 'other', ...(type !== undefined && { type }) };
}

function metricOf(name: string, counted: CountedMetric, isWhole: boolean): Metric {
  const { types, latest, monotonic } = counted;
  const count = [...types.values()].reduce((sum, each) => sum + each.count, 0);
  return {
    name,
    ...kindOf(counted),
    ...(latest !== undefined && { last: latest }),
    ...(isWhole && { count, rising: monotonic }),
  };
}

const listOf = (counts: Counts, isWhole: boolean): readonly Metric[] =>
  [...counts.metrics].map(([name, counted]) => metricOf(name, counted, isWhole));

/** What the run's summary has, beside what the client keeps there for itself. */
function countSummary({ _wandb, ...summary }: JsonObject): Counts {
  const counts = newCounts();
  countRow(counts, summary);
  return counts;
}

type Run = Pick<RunDetail, 'id' | 'lines' | 'summary'>;

/** What can be said without looking at every line: what the summary and the last lines have, and what was counted before. */
async function glance(index: MetricIndex, run: Run, stream: MetricsRequest['stream'], signal?: AbortSignal) {
  const before = await index.known(run, stream);
  const end = run.lines[stream];
  if (before.done >= end) return undefined;
  const tail = newCounts();
  const range = { start: Math.max(0, end - TAIL), end };
  for await (const { lines } of chunksOf(index.store, run.id, stream, range, signal)) {
    for (const line of lines) {
      const row = scanRow(line);
      if (row) countRow(tail, row);
    }
  }
  const summary = stream === 'history' ? countSummary(run.summary) : newCounts();
  // What comes later stands for what comes before, but for kinds: those of what was counted are the surest.
  const found = new Map<string, Metric>();
  for (const counts of [summary, before.counts, tail]) {
    for (const metric of listOf(counts, false)) {
      found.set(metric.name, { ...metric, ...(counts === tail && keepKind(found.get(metric.name))) });
    }
  }
  return [...found.values()];
}

function keepKind(known: Metric | undefined): Kind | undefined {
  return known && { kind: known.kind, ...(known.type !== undefined && { type: known.type }) };
}

const byName = (metrics: readonly Metric[]): readonly Metric[] =>
  metrics.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));

/** The metrics of a run: those of the machine in its `events`. */
export async function metricsOf(
  index: MetricIndex,
  run: Run,
  { stream, complete }: MetricsRequest,
  signal?: AbortSignal,
): Promise<MetricsAnswer> {
  const few = complete ? undefined : await glance(index, run, stream, signal);
  if (few) return { complete: false, metrics: byName(few) };
  return { complete: true, metrics: byName(listOf(await index.counts(run, stream, signal), true)) };
}
