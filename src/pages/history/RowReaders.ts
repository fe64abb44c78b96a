/**
 * Reads a stream's rows once for all who want something of them: who asks while others are being read to comes along, catching up
 * first, unless it is less to read all for them afterwards.
 */
import type { JsonObject } from '../../core/json.ts';
import type { RunStream } from '../../core/run.ts';
import type { Kept } from './KeptStreams.ts';
import type { LineSource, StreamedRun } from './lines.ts';
import { chunksOf, scanRow } from './lines.ts';

/** Lines between which others have their turn: an answer to them takes a dozen of these. */
const AT_ONCE = 400;

export interface RowReader {
  /** Lines that were looked at, from the first on. */
  done: number;
  /** Takes from a row what it wants of it. */
  take(row: JsonObject, line: number): void;
}

interface Awaited {
  readonly readers: readonly RowReader[];
  readonly signal: AbortSignal | undefined;
}

/** What is awaited of a stream. */
export type AwaitedReaders = Set<Awaited>;

export interface ReadState {
  readonly awaited: AwaitedReaders;
}

/** Has readers read a stream to where it was said to end. @throws the signal's reason */
export async function readRows(
  store: LineSource,
  kept: Kept<ReadState>,
  run: StreamedRun,
  stream: RunStream,
  readers: readonly RowReader[],
  signal?: AbortSignal,
): Promise<void> {
  const { awaited } = kept.state;
  const asked = { readers, signal };
  awaited.add(asked);
  try {
    await kept.inTurn(() => pass(store, kept, run, stream, signal));
  } finally {
    awaited.delete(asked);
  }
}

/** Those who are still waited for. */
function readersOf(awaited: AwaitedReaders): Set<RowReader> {
  return new Set([...awaited].flatMap(({ readers, signal }) => (signal?.aborted === true ? [] : readers)));
}

async function pass(
  store: LineSource,
  kept: Kept<ReadState>,
  run: StreamedRun,
  stream: RunStream,
  signal: AbortSignal | undefined,
): Promise<void> {
  const end = run.lines[stream];
  // Those who ask at the same time come along.
  await new Promise(resolve => setImmediate(resolve));
  const { awaited } = kept.state;
  const readers = readersOf(awaited);
  signal?.throwIfAborted();
  for (let range = nextRange(readers, end); range; range = nextRange(readers, end)) {
    const { start } = range;
    const reading = [...readers].filter(({ done }) => done === start);
    let read = start;
    let grew = false;
    for await (const { first, lines } of chunksOf(store, run.id, stream, range, signal)) {
      await scan(reading, first, lines);
      kept.note(first, lines);
      read = first + lines.length;
      grew = range.end === end && comeAlong(readers, awaited, read, end);
      if (grew) break;
    }
    // The stream ends earlier than was said.
    if (read < range.end && !grew) return;
  }
}

/** From the reader that is least far to where the next one is. */
function nextRange(readers: Iterable<RowReader>, end: number) {
  const places = Array.from(readers, ({ done }) => done).filter(done => done < end);
  if (places.length === 0) return undefined;
  const start = Math.min(...places);
  return { start, end: Math.min(end, ...places.filter(done => done > start)) };
}

/** Takes in who asked meanwhile and has less to catch up on than is still to be read. */
function comeAlong(readers: Set<RowReader>, awaited: AwaitedReaders, read: number, end: number): boolean {
  const before = readers.size;
  for (const reader of readersOf(awaited)) if (read - reader.done < end - read) readers.add(reader);
  return readers.size > before;
}

async function scan(reading: readonly RowReader[], first: number, lines: readonly string[]): Promise<void> {
  for (let start = 0; start < lines.length; start += AT_ONCE) {
    if (start > 0) await new Promise(resolve => setImmediate(resolve));
    const end = Math.min(lines.length, start + AT_ONCE);
    for (let i = start; i < end; i++) {
      const row = scanRow(lines[i] ?? '');
      if (!row) continue;
      for (const reader of reading) reader.take(row, first + i);
    }
    for (const reader of reading) reader.done = first + end;
  }
}
