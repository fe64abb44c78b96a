/** Which metrics a run has logged, of what kinds: counted once for each line, and gone on from where the last count ended. */
import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import type { RunStream } from '../../core/run.ts';
import type { FollowedStore, Kept } from './KeptStreams.ts';
import { KeptStreams } from './KeptStreams.ts';
import type { StreamedRun } from './lines.ts';
import { chunksOf, numberOf, scanRow, stepOf } from './lines.ts';

export interface CountedMetric {
  /** How many values of each: `number`, `string`, `boolean`, `nil`, `list`, `map`, or as an object names itself. */
  readonly types: Map<string, number>;
  /** Whether all are numbers, none less than the one before it. */
  monotonic: boolean;
  /** The last number. */
  last: number | undefined;
  /** The last value that is not a list or an object; a number that JSON lacks is a text. */
  latest: string | number | boolean | undefined;
  /** Values that stand for numbers that JSON lacks. */
  notFinite: number;
}

export interface Counts {
  lastStep: number;
  /** By name, nested ones by their path. */
  readonly metrics: Map<string, CountedMetric>;
}

/** Metrics counted of one run; more would be made by a program, not by a person. */
const MAX_METRICS = 20_000;
/** Kinds told apart of one metric. */
const MAX_TYPES = 20;
/** Characters of a text that is shown as a last value. */
const MAX_TEXT = 200;

function typeOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
    return typeof value;
  if (typeof value === 'bigint') return 'number';
  if (value === null) return 'nil';
  if (Array.isArray(value)) return 'list';
  const kind = (value as JsonObject)['_type'];
  return typeof kind === 'string' ? kind : 'map';
}

export function newCounts(): Counts {
  return { lastStep: -1, metrics: new Map() };
}

/** Counts what a row has. */
export function countRow(counts: Counts, row: JsonObject): void {
  countObject(counts.metrics, row, '');
  counts.lastStep = Math.max(counts.lastStep, stepOf(row));
}

function countObject(metrics: Map<string, CountedMetric>, row: JsonObject, prefix: string): void {
  for (const [key, value] of Object.entries(row)) {
    const name = `${prefix}${key}`;
    if (isJsonObject(value) && typeof value['_type'] !== 'string') {
      countObject(metrics, value, `${name}.`);
      continue;
    }
    let metric = metrics.get(name);
    if (!metric) {
      if (metrics.size >= MAX_METRICS) continue;
      metric = { types: new Map(), monotonic: true, last: undefined, latest: undefined, notFinite: 0 };
      metrics.set(name, metric);
    }
    countValue(metric, value);
  }
}

function countValue(metric: CountedMetric, value: Json): void {
  const type = typeOf(value);
  const known = metric.types.get(type);
  if (known !== undefined || metric.types.size < MAX_TYPES) metric.types.set(type, (known ?? 0) + 1);
  const number = numberOf(value);
  if (type === 'number' && number !== undefined) {
    if (metric.last !== undefined && number < metric.last) metric.monotonic = false;
    metric.last = number;
    metric.latest = number;
  } else {
    metric.monotonic = false;
    if (number !== undefined) metric.notFinite++;
    if (typeof value === 'string') metric.latest = value.slice(0, MAX_TEXT);
    else metric.latest = typeof value === 'boolean' ? value : undefined;
  }
}

interface Counted {
  readonly counts: Counts;
  lines: number;
}

export class MetricIndex {
  readonly store: FollowedStore;
  readonly #streams: KeptStreams<Counted>;

  constructor(store: FollowedStore) {
    this.store = store;
    this.#streams = new KeptStreams<Counted>(store, () => ({ counts: newCounts(), lines: 0 }));
  }

  /** What is counted so far, with how many lines that is of. */
  async known(run: StreamedRun, stream: RunStream): Promise<Readonly<Counted>> {
    return (await this.#streams.of(run, stream)).state;
  }

  /** All that the run has logged. */
  async counts(run: StreamedRun, stream: RunStream, signal?: AbortSignal): Promise<Counts> {
    const kept = await this.#streams.of(run, stream);
    // Whoever asks next goes on from where a count that failed came to.
    await kept.inTurn(() => this.#goOn(kept, run, stream, signal));
    return kept.state.counts;
  }

  async #goOn(kept: Kept<Counted>, run: StreamedRun, stream: RunStream, signal?: AbortSignal): Promise<void> {
    const range = { start: kept.state.lines, end: run.lines[stream] };
    for await (const { first, lines } of chunksOf(this.store, run.id, stream, range, signal)) {
      for (const line of lines) {
        const row = scanRow(line);
        if (row) countRow(kept.state.counts, row);
      }
      kept.state.lines = first + lines.length;
      kept.note(first, lines);
    }
  }
}
