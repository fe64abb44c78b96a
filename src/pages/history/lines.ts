/** Reads what a run streamed without ever holding much of it. */
import type { RunId } from '../../core/ids.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject, isTooDeep } from '../../core/json.ts';
import type { RunDetail, RunStream } from '../../core/run.ts';
import type { Store } from '../../store/contract.ts';
import type { ScatteredLines } from '../../store/runLines.ts';
import { parseClientJson } from '../../wandb/clientJson.ts';

/** Read at once: as quick as ten thousand, and others wait for milliseconds only. */
const CHUNK = 2000;
/** Lines nearer to each other than this are read together. */
const NEAR = 64;

export type LineSource = Pick<Store, 'runLines'> & Partial<ScatteredLines>;

/** What must be known of a run to read what it streamed. */
export type StreamedRun = Pick<RunDetail, 'id' | 'lines'>;

export interface NumberedLine {
  readonly number: number;
  readonly line: string;
}

interface Chunk {
  /** Number of the first line. */
  readonly first: number;
  readonly lines: readonly string[];
}

/**
 * Lines from `start` to `end`, exclusive, in pieces; ends early where the stream does. One that was never written is empty.
 * Others have their turn between two pieces.
 */
export async function* chunksOf(
  store: LineSource,
  run: RunId,
  stream: RunStream,
  { start, end }: { readonly start: number; readonly end: number },
  signal?: AbortSignal,
): AsyncGenerator<Chunk> {
  for (let first = start; first < end;) {
    signal?.throwIfAborted();
    const range = { start: first, end: Math.min(end, first + CHUNK) };
    const lines = await store.runLines(run, stream, range, signal && { signal });
    if (lines.length === 0) return;
    yield { first, lines };
    first += lines.length;
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Lines from `start` to `end`, exclusive, one after another; empty ones were never written and are left out. */
export async function* eachLine(
  store: LineSource,
  run: RunId,
  stream: RunStream,
  start: number,
  end: number,
): AsyncGenerator<NumberedLine> {
  for await (const { first, lines } of chunksOf(store, run, stream, { start, end })) {
    for (const [i, line] of lines.entries()) {
      if (line !== '') yield { number: first + i, line };
    }
  }
}

/** The lines of these numbers, in order of number; neighbours are read together, and empty ones left out. */
export async function linesAt(
  store: LineSource,
  run: RunId,
  stream: RunStream,
  numbers: readonly number[],
  signal?: AbortSignal,
): Promise<readonly NumberedLine[]> {
  const found: NumberedLine[] = [];
  const areFarApart = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) >= NEAR * numbers.length;
  for (let i = 0; i < numbers.length;) {
    signal?.throwIfAborted();
    const scattered = areFarApart ? store.runLinesAt?.bind(store) : undefined;
    const some = scattered ? numbers.slice(i, i + CHUNK) : neighbours(numbers, i);
    const lines = await (scattered?.(run, stream, some) ?? readNeighbours(store, run, stream, some, signal));
    for (const [k, number] of some.entries()) {
      const line = lines[k];
      if (line !== undefined && line !== '') found.push({ number, line });
    }
    i += some.length;
  }
  return found;
}

/** Numbers from a place on that are near enough to each other to be read together. */
function neighbours(numbers: readonly number[], place: number): readonly number[] {
  const first = numbers[place] ?? 0;
  let end = place + 1;
  for (let before = first; end < numbers.length; end++) {
    const number = numbers[end] ?? 0;
    if (number - before >= NEAR || number - first >= CHUNK) break;
    before = number;
  }
  return numbers.slice(place, end);
}

async function readNeighbours(
  store: LineSource,
  run: RunId,
  stream: RunStream,
  numbers: readonly number[],
  signal: AbortSignal | undefined,
): Promise<readonly (string | undefined)[]> {
  const [start = 0] = numbers;
  const range = { start, end: (numbers.at(-1) ?? 0) + 1 };
  const lines = await store.runLines(run, stream, range, signal && { signal });
  return numbers.map(number => lines[number - start]);
}

/** `count` of `total` positions, evenly, the first and the last among them. */
export function spread(total: number, count: number): readonly number[] {
  if (total <= count) return Array.from({ length: total }, (_, i) => i);
  if (count <= 1) return count === 1 ? [0] : [];
  return Array.from({ length: count }, (_, i) => Math.round((i * (total - 1)) / (count - 1)));
}

/** A history line as an object, a number that JSON lacks as a text; undefined where it is none. */
export function parseRow(line: string): JsonObject | undefined {
  try {
    const value = parseClientJson(line, 'a row');
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The same for whoever looks at very many lines for numbers to draw: one too long for a double may come rounded. */
export function scanRow(line: string): JsonObject | undefined {
  if (line === '' || isTooDeep(line)) return undefined;
  try {
    // What is drawn is a double anyway, and looking for long integers takes a quarter of the time again.
    // eslint-disable-next-line amphora/exact-json
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return parseRow(line);
  }
}

/** `loss`, or `train.loss` of `{"train": {"loss": …}}`; a key with dots of its own counts before a path. */
export function valueAt(row: JsonObject, key: string): Json | undefined {
  if (Object.hasOwn(row, key)) return row[key];
  for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) {
    const head = key.slice(0, dot);
    const inner = Object.hasOwn(row, head) ? row[head] : undefined;
    const value = isJsonObject(inner) ? valueAt(inner, key.slice(dot + 1)) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

export function stepOf(row: JsonObject): number {
  const step = row['_step'];
  return typeof step === 'number' ? step : 0;
}

/** The step of a row; where it says none, the number of its line. */
export function stepOr(row: JsonObject, line: number): number {
  const step = numberOf(row['_step']);
  return step !== undefined && Number.isFinite(step) ? step : line;
}

/** How clients write numbers that JSON lacks, once they were made texts. */
const NON_FINITE = new Set<unknown>(['NaN', 'Infinity', '-Infinity']);

/** The number that a value is, be it finite or not; undefined where it is none. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || NON_FINITE.has(value)) return Number(value);
  return undefined;
}
