/**
 * Metrics of runs as columns of numbers: each is read once, several in one pass, gone on from where the last pass ended, and kept
 * while there is room. One for each store; it holds what any run has, so ask the caller's own store for the run first.
 */
import type { RunStream } from '../../core/run.ts';
import type { Column } from './Column.ts';
import type { ColumnKey } from './ColumnReader.ts';
import { ColumnReader } from './ColumnReader.ts';
import type { FollowedStore } from './KeptStreams.ts';
import type { StreamedRun } from './lines.ts';
import type { ReadStreams } from './readStreams.ts';
import { readStreams } from './readStreams.ts';
import { readRows } from './RowReaders.ts';

const ROOM = 256 * 1024 * 1024;

interface Options {
  /** Bytes of columns to keep; those that an answer needs are held beside them. */
  readonly room?: number;
  /** Shared with who else reads the store's streams. */
  readonly streams?: ReadStreams;
}

/** The readers of a stream's columns, made where they are not there, as those asked for last. */
function choose(all: Map<string, ColumnReader>, keys: readonly ColumnKey[]): readonly ColumnReader[] {
  return keys.map(key => {
    const name = nameOf(key);
    const reader = all.get(name) ?? new ColumnReader(key);
    all.delete(name);
    all.set(name, reader);
    return reader;
  });
}

const nameOf = ({ what, metric }: ColumnKey): string => `${what} ${metric}`;

export class HistoryColumns {
  readonly store: FollowedStore;
  readonly #streams: ReadStreams;
  readonly #room: number;

  constructor(store: FollowedStore, { room = ROOM, streams = readStreams(store) }: Options = {}) {
    this.store = store;
    this.#streams = streams;
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
    const readers = choose(kept.state.columns, keys);
    try {
      await readRows(this.store, kept, run, stream, readers, signal);
    } finally {
      this.#makeRoom();
    }
    return readers.map(({ column }) => column);
  }

  /** Lines that all of these columns were read of already. */
  doneOf(run: StreamedRun, stream: RunStream, keys: readonly ColumnKey[]): number {
    const all = this.#streams.known(run, stream)?.columns;
    return Math.min(...keys.map(key => all?.get(nameOf(key))?.done ?? 0));
  }

  #makeRoom(): void {
    const streams = this.#streams.all();
    const entries = streams.flatMap(({ columns }) =>
      [...columns].map(([name, { column }]) => ({ columns, name, column })),
    );
    let bytes = entries.reduce((sum, { column }) => sum + column.bytes, 0);
    for (const { columns, name, column } of entries) {
      if (bytes <= this.#room) return;
      columns.delete(name);
      bytes -= column.bytes;
    }
  }
}
