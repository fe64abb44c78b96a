/** A run whose lines stand in memory, that can be added to and written anew while it is read. */
import type { RunId } from '../../../../src/core/ids.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import type { RunStream } from '../../../../src/core/run.ts';
import type { FollowedStore } from '../../../../src/pages/history/KeptStreams.ts';

const MOST_AT_ONCE = 10_000;

export class FakeRun {
  readonly id: RunId;
  readonly streams: Record<RunStream, string[]> = { history: [], events: [], console: [] };
  summary: JsonObject = {};
  rewrites = 0;
  /** Calls so far. */
  reads = 0;
  /** Lines that were handed out so far. */
  linesRead = 0;
  /** Called before each read. */
  onRead: (start: number) => void = () => {};

  constructor(history: readonly (string | object)[] = [], id = 'r1') {
    this.id = id as RunId;
    this.#add(history);
  }

  log(...rows: readonly (string | object)[]): void {
    this.#add(rows);
  }

  #add(rows: readonly (string | object)[]): void {
    for (const row of rows) this.streams.history.push(typeof row === 'string' ? row : JSON.stringify(row));
  }

  /** The run as a store tells of it now. */
  get detail() {
    const { history, events, console } = this.streams;
    return {
      id: this.id,
      summary: this.summary,
      lines: { history: history.length, events: events.length, console: console.length },
    };
  }

  /** @param canTell whether the store knows how often histories were rewritten */
  store(canTell = true): FollowedStore {
    return {
      ...(canTell && { historyRewrites: () => Promise.resolve(this.rewrites) }),
      runLines: async (_id, stream, { start, end }, options) => {
        await Promise.resolve();
        options?.signal?.throwIfAborted();
        this.reads++;
        this.onRead(start);
        const lines = this.streams[stream].slice(start, Math.min(end, start + MOST_AT_ONCE));
        this.linesRead += lines.length;
        return lines;
      },
    };
  }
}

/** Lines as the SDK sends them. */
export const sdkLines = (count: number, first = 0): readonly object[] =>
  Array.from({ length: count }, (_, i) => ({
    loss: 1 / (first + i + 1),
    acc: (first + i) % 7,
    _runtime: (first + i) / 10,
    _timestamp: 1.7e9 + first + i,
    _step: first + i,
  }));
