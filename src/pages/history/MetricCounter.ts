/** Counts what the metrics of a run are: how often each was logged, of what kinds. */
import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import { numberOf, stepOf } from './lines.ts';
import type { RowReader } from './RowReaders.ts';

interface TypeCount {
  count: number;
}

export interface CountedMetric {
  /** How many values of each: `number`, `string`, `boolean`, `nil`, `list`, `map`, or as an object names itself. */
  readonly types: Map<string, TypeCount>;
  /** Of these, what nearly all values are. */
  numbers: TypeCount | undefined;
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

function typeOf(value: Json): string {
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value;
  if (value === null) return 'nil';
  if (Array.isArray(value)) return 'list';
  const kind = isJsonObject(value) ? value['_type'] : undefined;
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
  for (const key of Object.keys(row)) {
    const value = row[key] ?? null;
    // Joining an empty text with another makes one that is found more slowly.
    const name = prefix === '' ? key : prefix + key;
    if (isJsonObject(value) && typeof value['_type'] !== 'string') {
      countObject(metrics, value, `${name}.`);
      continue;
    }
    const metric = metrics.get(name) ?? addMetric(metrics, name);
    if (!metric) continue;
    if (typeof value === 'number') countNumber(metric, value);
    else countOther(metric, value);
  }
}

/** Undefined where there are too many. */
function addMetric(metrics: Map<string, CountedMetric>, name: string): CountedMetric | undefined {
  if (metrics.size >= MAX_METRICS) return undefined;
  const metric: CountedMetric = {
    types: new Map(),
    numbers: undefined,
    monotonic: true,
    last: undefined,
    latest: undefined,
    notFinite: 0,
  };
  metrics.set(name, metric);
  return metric;
}

function countType({ types }: CountedMetric, type: string): TypeCount | undefined {
  const known = types.get(type);
  if (known) {
    known.count++;
    return known;
  }
  if (types.size >= MAX_TYPES) return undefined;
  const first = { count: 1 };
  types.set(type, first);
  return first;
}

function countNumber(metric: CountedMetric, number: number): void {
  if (metric.numbers) metric.numbers.count++;
  else metric.numbers = countType(metric, 'number');
  if (metric.last !== undefined && number < metric.last) metric.monotonic = false;
  metric.last = number;
  metric.latest = number;
}

function countOther(metric: CountedMetric, value: Json): void {
  if (typeof value === 'bigint') {
    countNumber(metric, Number(value));
    return;
  }
  countType(metric, typeOf(value));
  metric.monotonic = false;
  if (numberOf(value) !== undefined) metric.notFinite++;
  if (typeof value === 'string') metric.latest = value.slice(0, MAX_TEXT);
  else metric.latest = typeof value === 'boolean' ? value : undefined;
}

export class MetricCounter implements RowReader {
  readonly counts = newCounts();
  done = 0;

  take(row: JsonObject): void {
    countRow(this.counts, row);
  }
}
