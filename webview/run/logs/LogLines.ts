/** Lines of a run's output, asked for in stretches as they come into sight. */
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import { LOG_LINES_AT_ONCE, type RunContract, type RunLog } from '../../../src/protocol/pages/run.ts';
import { sentenceOf } from '../../ui/sentence.ts';

export type LogLine = RunLog['lines'][number];

const STRETCH = LOG_LINES_AT_ONCE;
/** Lines that are kept for searching. */
export const MOST_LOADED = 100_000;

export class LogLines {
  readonly #client: Pick<Client<RunContract>, 'request'>;
  readonly #id: RunId;
  readonly #changed: () => void;
  /** By their number; each holds what had come when it was asked for. */
  readonly #stretches = new Map<number, readonly LogLine[]>();
  readonly #asked = new Map<number, AbortController>();
  /** Stretches that grew while they were on their way. */
  readonly #again = new Set<number>();
  #total = 0;
  #failure: string | undefined;
  #version = 0;
  #disposed = false;

  /** @param changed is called when more has come */
  constructor(client: Pick<Client<RunContract>, 'request'>, id: RunId, changed: () => void) {
    this.#client = client;
    this.#id = id;
    this.#changed = changed;
  }

  /** Lines that there are. */
  get total(): number {
    return this.#total;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  /** Another number whenever there are other lines. */
  get version(): number {
    return this.#version;
  }

  /** How many have come. */
  get loaded(): number {
    let sum = 0;
    for (const lines of this.#stretches.values()) sum += lines.length;
    return sum;
  }

  at(index: number): LogLine | undefined {
    return this.#stretches.get(Math.floor(index / STRETCH))?.[index % STRETCH];
  }

  /** Lines that have come, each with its number, in order. */
  *known(): Iterable<readonly [number, LogLine]> {
    for (const key of [...this.#stretches.keys()].sort((a, b) => a - b)) {
      for (const [i, line] of (this.#stretches.get(key) ?? []).entries()) yield [key * STRETCH + i, line];
    }
  }

  /** There are so many lines now. Fewer than before: they were written anew. */
  grow(total: number): void {
    if (total < this.#total) this.#forget();
    if (total === this.#total) return;
    this.#total = total;
    this.#version++;
    this.#failure = undefined;
    // Only the last stretch that has come can lack lines that are there now.
    for (const [key, lines] of this.#stretches) {
      if (lines.length < Math.min(STRETCH, total - key * STRETCH)) void this.#ask(key);
    }
  }

  /** Asks for lines that have not come. */
  need(from: number, to: number): void {
    // What failed is asked again when the person says so, or more has come.
    if (this.#failure !== undefined) return;
    const last = Math.min(to, this.#total) - 1;
    for (let key = Math.floor(Math.max(0, from) / STRETCH); key * STRETCH <= last; key++) {
      if (!this.#stretches.has(key) && !this.#asked.has(key)) void this.#ask(key);
    }
  }

  /** Asks again for what failed. */
  retry(): void {
    this.#failure = undefined;
    this.#changed();
  }

  /** Loads the last lines, up to the most that are kept, a stretch at a time. */
  async loadAll(): Promise<void> {
    const first = Math.floor(Math.max(0, this.#total - MOST_LOADED) / STRETCH);
    for (let key = first; key * STRETCH < this.#total && !this.#disposed; key++) {
      if (this.#stretches.has(key)) continue;
      await this.#ask(key);
      if (this.#failure !== undefined) return;
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#forget();
  }

  #forget(): void {
    for (const asking of this.#asked.values()) asking.abort();
    this.#asked.clear();
    this.#again.clear();
    this.#stretches.clear();
  }

  async #ask(key: number): Promise<void> {
    if (this.#asked.has(key)) {
      this.#again.add(key);
      return;
    }
    const asking = new AbortController();
    this.#asked.set(key, asking);
    try {
      const params = { id: this.#id, from: key * STRETCH, count: STRETCH };
      const { lines, total } = await this.#client.request('getLog', params, asking.signal);
      if (asking.signal.aborted) return;
      this.#stretches.set(key, lines);
      this.#version++;
      this.#total = Math.max(this.#total, total);
      this.#failure = undefined;
    } catch (error) {
      if (asking.signal.aborted) return;
      this.#failure = sentenceOf(error);
    }
    this.#asked.delete(key);
    if (this.#again.delete(key)) void this.#ask(key);
    if (!this.#disposed) this.#changed();
  }
}
