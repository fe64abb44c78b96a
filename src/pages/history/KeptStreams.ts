/** What was made of runs' streams, kept and gone on from, until the lines that it was made of are others. */
import pLimit from 'p-limit';
import { keepNewest } from '../../core/keepNewest.ts';
import type { RunId } from '../../core/ids.ts';
import type { RunStream } from '../../core/run.ts';
import type { ServedStore } from '../../store/serverHost.ts';
import type { LineSource, StreamedRun } from './lines.ts';

/** Streams of which anything is kept. */
const KEPT = 200;

/** A store whose streams are followed; one that can say how often a history was rewritten is asked. */
export type FollowedStore = LineSource & Partial<Pick<ServedStore, 'historyRewrites'>>;

export class Kept<T> {
  readonly state: T;
  /** As it was before anything was read. */
  readonly rewrites: number;
  /** Lines that were read, and the last of them. */
  #read = 0;
  #last = '';
  readonly #turns = pLimit(1);

  constructor(state: T, rewrites: number) {
    this.state = state;
    this.rewrites = rewrites;
  }

  get read(): number {
    return this.#read;
  }

  /** Says that these were read. */
  note(first: number, lines: readonly string[]): void {
    const end = first + lines.length;
    if (end <= this.#read) return;
    this.#read = end;
    this.#last = lines.at(-1) ?? '';
  }

  /** Does work when all that was asked for before is done. */
  inTurn<R>(work: () => Promise<R>): Promise<R> {
    return this.#turns(work);
  }

  /** Whether the last line that was read is still the same: where a run was rewound, or deleted and begun anew, it is not. */
  async stands(store: LineSource, run: RunId, stream: RunStream): Promise<boolean> {
    if (this.#read === 0) return true;
    const last = this.#last;
    const [line] = await store.runLines(run, stream, { start: this.#read - 1, end: this.#read });
    return line === last;
  }
}

export class KeptStreams<T> {
  readonly #store: FollowedStore;
  readonly #make: () => T;
  readonly #kept = new Map<string, Kept<T>>();

  /** @param make what is kept of a stream of which nothing was read yet */
  constructor(store: FollowedStore, make: () => T) {
    this.#store = store;
    this.#make = make;
  }

  /** What is kept of a stream, or something new where that no longer holds. */
  async of(run: StreamedRun, stream: RunStream): Promise<Kept<T>> {
    const key = `${stream} ${run.id}`;
    const rewrites = stream === 'history' ? ((await this.#store.historyRewrites?.(run.id)) ?? 0) : 0;
    const before = this.#kept.get(key);
    const holds =
      before?.rewrites === rewrites &&
      (before.read === run.lines[stream] || (await before.stands(this.#store, run.id, stream)));
    const now = this.#kept.get(key);
    // Whoever asked at the same time may have replaced it already.
    const kept = now && (holds || now !== before) ? now : new Kept(this.#make(), rewrites);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    keepNewest(this.#kept, KEPT);
    return kept;
  }

  /** What is kept of a stream, whether it still holds or not. */
  known(run: StreamedRun, stream: RunStream): T | undefined {
    return this.#kept.get(`${stream} ${run.id}`)?.state;
  }

  /** All that is kept, what was asked for longest ago first. */
  all(): readonly T[] {
    return Array.from(this.#kept.values(), ({ state }) => state);
  }
}
