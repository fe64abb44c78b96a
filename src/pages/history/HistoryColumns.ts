/**
 * Metrics of runs as columns of numbers: each is read once, several in one pass, gone on from where the last pass ended, and kept
 * while there is room. One for each store; it holds what any run has, so ask the caller's own store for the run first.
 */
import type { JsonObject } from '../../core/json.ts';
import type { RunStream } from '../../core/run.ts';
import { Column } from './Column.ts';
import type { FollowedStore, Kept } from './KeptStreams.ts';
import { KeptStreams } from './KeptStreams.ts';
import type { StreamedRun } from './lines.ts';
import { chunksOf, numberOf, scanRow, stepOr, valueAt } from './lines.ts';
import { isMedia } from './mediaFiles.ts';

const ROOM = 256 * 1024 * 1024;

/** Numbers of a metric, or the steps at which it had files. */
export interface ColumnKey {
  readonly what: 'numbers' | 'media';
  readonly metric: string;
}

interface Wanted extends ColumnKey {
  readonly column: Column;
}

interface Columns {
  /** The one asked for longest ago first. */
  readonly all: Map<string, Wanted>;
  /** What callers wait for: one pass reads it for all of them. */
  readonly awaited: Set<readonly Wanted[]>;
}

/** Takes from a row what columns want of it. */
export function columnsOfRow(wanted: readonly Wanted[], row: JsonObject, line: number): void {
  for (const each of wanted) take(each, row, line);
}

function take({ what, metric, column }: Wanted, row: JsonObject, line: number): void {
  const value = valueAt(row, metric);
  if (value === undefined) return;
  if (what === 'media') {
    if (isMedia(value)) column.push(line, stepOr(row, line));
    return;
  }
  const number = numberOf(value);
  if (number !== undefined) column.push(line, number);
}

/** The columns of a stream, made where they are not there, as those asked for last. */
function choose({ all }: Columns, keys: readonly ColumnKey[]): readonly Wanted[] {
  return keys.map(({ what, metric }) => {
    const key = `${what} ${metric}`;
    const wanted = all.get(key) ?? { what, metric, column: new Column() };
    all.delete(key);
    all.set(key, wanted);
    return wanted;
  });
}

export class HistoryColumns {
  readonly store: FollowedStore;
  readonly #streams: KeptStreams<Columns>;
  readonly #room: number;

  /** @param room bytes of columns to keep; those that an answer needs are held beside them */
  constructor(store: FollowedStore, room = ROOM) {
    this.store = store;
    this.#streams = new KeptStreams<Columns>(store, () => ({ all: new Map(), awaited: new Set() }));
    this.#room = room;
  }

  /** Columns of a run, in the order asked, as far as the run had streamed. */
  async read(
    run: StreamedRun,
    stream: RunStream,
    keys: readonly ColumnKey[],
    signal?: AbortSignal,
  ): Promise<readonly Column[]> {
    signal?.throwIfAborted();
    const kept = await this.#streams.of(run, stream);
    const wanted = choose(kept.state, keys);
    kept.state.awaited.add(wanted);
    try {
      await kept.inTurn(() => this.#pass(kept, run, stream, signal));
    } finally {
      kept.state.awaited.delete(wanted);
      this.#makeRoom();
    }
    return wanted.map(({ column }) => column);
  }

  /** Lines that all of these columns were read of already. */
  doneOf(run: StreamedRun, stream: RunStream, keys: readonly ColumnKey[]): number {
    const all = this.#streams.known(run, stream)?.all;
    return Math.min(...keys.map(({ what, metric }) => all?.get(`${what} ${metric}`)?.column.done ?? 0));
  }

  async #pass(kept: Kept<Columns>, run: StreamedRun, stream: RunStream, signal?: AbortSignal): Promise<void> {
    const end = run.lines[stream];
    // Those who ask at the same time come along.
    await new Promise(resolve => setImmediate(resolve));
    const wanted = new Set([...kept.state.awaited].flat());
    for (let start = 0; start < end;) {
      // From the column that is least far to where the next one is.
      const behind = [...wanted].filter(({ column }) => column.done < end);
      start = Math.min(end, ...behind.map(({ column }) => column.done));
      const reading = behind.filter(({ column }) => column.done === start);
      const next = behind.map(({ column }) => column.done).filter(done => done > start);
      const range = { start, end: Math.min(end, ...next) };
      let read = start;
      for await (const { first, lines } of chunksOf(this.store, run.id, stream, range, signal)) {
        scan(reading, first, lines);
        kept.note(first, lines);
        read = first + lines.length;
      }
      // The stream ends earlier than was said.
      if (read < range.end) return;
    }
  }

  #makeRoom(): void {
    const streams = this.#streams.all();
    const entries = streams.flatMap(({ all }) => [...all].map(([key, { column }]) => ({ all, key, column })));
    let bytes = entries.reduce((sum, { column }) => sum + column.bytes, 0);
    for (const { all, key, column } of entries) {
      if (bytes <= this.#room) return;
      all.delete(key);
      bytes -= column.bytes;
    }
  }
}

function scan(reading: readonly Wanted[], first: number, lines: readonly string[]): void {
  for (const [i, line] of lines.entries()) {
    const row = scanRow(line);
    if (!row) continue;
    columnsOfRow(reading, row, first + i);
  }
  for (const { column } of reading) column.done = first + lines.length;
}
