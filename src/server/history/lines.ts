/** Reads what a run streamed without ever holding much of it. */
import type { RunId } from '../../core/ids.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject, isTooDeep } from '../../core/json.ts';
import type { RunStream } from '../../core/run.ts';
import type { Store } from '../../store/contract.ts';
import { parseClientJson } from '../../wandb/clientJson.ts';

const CHUNK = 2000;

export type LineSource = Pick<Store, 'runLines'>;

export interface NumberedLine {
  readonly number: number;
  readonly line: string;
}

/** Lines from `start` to `end`, exclusive, one after another; empty ones were never written and are left out. */
export async function* eachLine(
  store: LineSource,
  run: RunId,
  stream: RunStream,
  start: number,
  end: number,
): AsyncGenerator<NumberedLine> {
  for (let first = start; first < end; first += CHUNK) {
    const lines = await store.runLines(run, stream, { start: first, end: Math.min(end, first + CHUNK) });
    for (const [i, line] of lines.entries()) {
      if (line !== '') yield { number: first + i, line };
    }
    // Others have their turn between two pieces.
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** The lines of these numbers, in order of number; neighbours are read together. */
export async function linesAt(
  store: LineSource,
  run: RunId,
  stream: RunStream,
  numbers: readonly number[],
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let i = 0; i < numbers.length;) {
    const first = numbers[i] ?? 0;
    let last = i;
    while (last + 1 < numbers.length && (numbers[last + 1] ?? 0) - first < 64) last++;
    const piece = await store.runLines(run, stream, { start: first, end: (numbers[last] ?? 0) + 1 });
    for (; i <= last; i++) {
      const line = piece[(numbers[i] ?? 0) - first];
      if (line !== undefined && line !== '') lines.push(line);
    }
  }
  return lines;
}

/** `count` of `total` positions, evenly, the first and the last among them. */
export function spread(total: number, count: number): readonly number[] {
  if (total <= count) return Array.from({ length: total }, (_, i) => i);
  if (count <= 1) return count === 1 ? [0] : [];
  return Array.from({ length: count }, (_, i) => Math.round((i * (total - 1)) / (count - 1)));
}

/** A history line as an object, a number that JSON lacks as a text; undefined where it is none. */
export function parseRow(line: string): JsonObject | undefined {
  if (isTooDeep(line)) return undefined;
  try {
    const value = parseClientJson(line, 'a row');
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `loss`, or `train.loss` of `{"train": {"loss": …}}`. */
export function valueAt(row: JsonObject, key: string): Json | undefined {
  if (Object.hasOwn(row, key)) return row[key];
  let value: Json | undefined = row;
  for (const part of key.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

export function stepOf(row: JsonObject): number {
  const step = row['_step'];
  return typeof step === 'number' ? step : 0;
}
