/** Metrics of a run: evenly sampled, or page by page. */
import * as v from 'valibot';
import { AmphoraError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RunDetail, RunStream } from '../../core/run.ts';
import type { LineSource } from '../../pages/history/lines.ts';
import { eachLine, linesAt, parseRow, spread, stepOf, valueAt } from '../../pages/history/lines.ts';

const DEFAULT_SAMPLES = 500;
const MAX_SAMPLES = 100_000;
/** Lines in one answer; who wants more asks for them in pages. */
const MAX_LINES = 500_000;

const Spec = v.object({
  keys: v.optional(v.nullable(v.array(v.string()))),
  samples: v.optional(v.nullable(v.number())),
  minStep: v.optional(v.nullable(v.number())),
  maxStep: v.optional(v.nullable(v.number())),
});

type Source = Pick<RunDetail, 'id' | 'lines'>;

/** Lines of a stream, evenly taken. */
export async function sampleLines(
  store: LineSource,
  run: Source,
  stream: RunStream,
  samples: number | null | undefined,
): Promise<readonly string[]> {
  const count = Math.min(samples ?? DEFAULT_SAMPLES, MAX_SAMPLES);
  const found = await linesAt(store, run.id, stream, spread(run.lines[stream], count));
  return found.map(({ line }) => line);
}

/** The number of the first line whose step is `step` or later. Steps never fall from line to line. */
export async function lineOfStep(store: LineSource, run: Source, step: number): Promise<number> {
  let low = 0;
  let high = run.lines.history;
  while (low < high) {
    const middle = (low + high) >> 1;
    const [line = ''] = await store.runLines(run.id, 'history', { start: middle, end: middle + 1 });
    const row = parseRow(line);
    if (row && stepOf(row) >= step) high = middle;
    else low = middle + 1;
  }
  return low;
}

function project(row: JsonObject, keys: readonly string[]): JsonObject | undefined {
  const picked: Record<string, JsonObject[string]> = {};
  for (const key of keys) {
    const value = valueAt(row, key);
    if (value === undefined) return undefined;
    picked[key] = value;
  }
  return picked;
}

/** What a line with this key has in it as text: `train.loss` may be a name or a path. Clients may escape what is not plain. */
function markOf(key: string): string {
  const last = key.split('.').at(-1) ?? key;
  return /^[\w /-]+$/.test(last) ? `${last}"` : '';
}

/** Numbers of the lines that have all keys. Text that they must have is looked for first, which is many times as fast as JSON. */
async function linesWith(
  store: LineSource,
  run: Source,
  keys: readonly string[],
  from: number,
  to: number,
): Promise<readonly number[]> {
  const marks = keys.map(markOf);
  const found: number[] = [];
  for await (const { number, line } of eachLine(store, run.id, 'history', from, to)) {
    if (!marks.every(mark => line.includes(mark))) continue;
    const row = parseRow(line);
    if (row && project(row, keys)) found.push(number);
  }
  return found;
}

/**
 * The step that a spec goes to, exclusive. Older clients scan in pages `[minStep, maxStep)`; newer ones name the last step
 * itself, and ask for exactly as many samples as there are steps from the first to it.
 */
function endStep({ samples, minStep, maxStep }: v.InferOutput<typeof Spec>): number | undefined {
  if (maxStep == null) return undefined;
  return samples === maxStep - (minStep ?? 0) + 1 ? maxStep + 1 : maxStep;
}

/**
 * Rows that have all keys of a spec, evenly taken.
 * @param text JSON `{keys, samples, minStep, maxStep}`
 * @throws AmphoraError `filter-malformed`
 */
export async function sampleRows(
  store: LineSource,
  run: Source,
  text: string,
): Promise<readonly JsonObject[]> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Spec), text);
  if (!parsed.success) throw new AmphoraError('filter-malformed', { problem: 'a history spec was expected' });
  const { keys, samples, minStep } = parsed.output;
  const end = endStep(parsed.output);
  const from = minStep == null ? 0 : await lineOfStep(store, run, minStep);
  const to = end === undefined ? run.lines.history : await lineOfStep(store, run, end);
  const count = Math.min(samples ?? DEFAULT_SAMPLES, MAX_SAMPLES);
  const wanted = keys ?? [];
  const numbers =
    wanted.length === 0
      ? spread(Math.max(0, to - from), count).map(position => from + position)
      : await linesWith(store, run, wanted, from, to);
  const picked = spread(numbers.length, count).map(position => numbers[position] ?? 0);
  const rows = (await linesAt(store, run.id, 'history', picked))
    .map(({ line }) => parseRow(line))
    .filter(row => row !== undefined);
  if (wanted.length === 0) return rows;
  return rows.map(row => project(row, wanted)).filter(row => row !== undefined);
}

/** The first line: from there on all is to be had page by page. */
export async function firstRow(store: LineSource, run: Source): Promise<JsonObject | undefined> {
  for await (const { line } of eachLine(store, run.id, 'history', 0, run.lines.history)) {
    const row = parseRow(line);
    if (row) return row;
  }
  return undefined;
}

/**
 * Lines of steps from `minStep` to `maxStep`, exclusive.
 * @throws AmphoraError `history-too-long`
 */
export async function linesOfSteps(
  store: LineSource,
  run: Source,
  minStep: number | null | undefined,
  maxStep: number | null | undefined,
): Promise<readonly string[]> {
  const from = minStep == null ? 0 : await lineOfStep(store, run, minStep);
  const to = maxStep == null ? run.lines.history : await lineOfStep(store, run, maxStep);
  if (to - from > MAX_LINES) throw new AmphoraError('history-too-long', { limit: MAX_LINES });
  const lines: string[] = [];
  for await (const { line } of eachLine(store, run.id, 'history', from, to)) lines.push(line);
  return lines;
}
