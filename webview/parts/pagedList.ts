import { sentenceOf } from '../ui/sentence.ts';
import { mergeStretch } from './mergeStretch.ts';

/** Rows that follow a cursor. */
export interface Stretch<Row> {
  readonly rows: readonly Row[];
  /** Where the listing goes on; unset at its end. */
  readonly next: string | undefined;
}

interface Loaded<Row> {
  readonly cursor: string | undefined;
  rows: readonly Row[];
  /** Whether something changed since it was read. */
  stale: boolean;
}

/**
 * A listing of any length, of which only what was scrolled to is read. After a change what is in sight is read anew, and the rest when it
 * comes into sight.
 */
export class PagedList<Row> {
  readonly #ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Stretch<Row>>;
  readonly #keyOf: (row: Row) => unknown;
  readonly #changed: () => void;
  readonly #life = new AbortController();
  #stretches: readonly Loaded<Row>[] = [];
  #next: string | undefined;
  #rows: readonly Row[] | undefined;
  #failure: string | undefined;
  #sight: readonly [number, number] = [0, 1];
  #changes = 0;
  #wantsMore = false;
  #works = false;

  /** @param changed is called whenever there is something else to show */
  constructor(
    ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Stretch<Row>>,
    keyOf: (row: Row) => unknown,
    changed: () => void,
  ) {
    this.#ask = ask;
    this.#keyOf = keyOf;
    this.#changed = changed;
  }

  /** What was read of it; unset until the beginning came. */
  get rows(): readonly Row[] | undefined {
    return this.#rows;
  }

  /** Whether there is more than was read. */
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** Why the last reading failed; one sentence. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Reads the beginning, where that did not happen yet. */
  need(): void {
    if (this.#rows === undefined && this.#failure === undefined) this.#work();
  }

  /** Reads on. */
  more(): void {
    this.#wantsMore = true;
    if (this.#failure === undefined) this.#work();
  }

  /** Tells which rows are in sight: numbers of the first and of the one after the last. */
  see(start: number, end: number): void {
    this.#sight = [start, end];
    if (this.#failure === undefined) this.#work();
  }

  /** Something changed. */
  refresh(): void {
    this.#changes++;
    for (const stretch of this.#stretches) stretch.stale = true;
    this.#failure = undefined;
    this.#work();
  }

  /** Tries again after a failure. */
  retry(): void {
    this.refresh();
  }

  dispose(): void {
    this.#life.abort();
  }

  #work(): void {
    if (this.#works || this.#life.signal.aborted) return;
    this.#works = true;
    this.#workOff().then(
      () => {
        this.#works = false;
        // What was asked for since it looked last.
        if (this.#isDue()) this.#work();
      },
      (error: unknown) => {
        this.#works = false;
        if (this.#life.signal.aborted) return;
        this.#failure = sentenceOf(error);
        this.#changed();
      },
    );
  }

  #isDue(): boolean {
    return this.#staleInSight() >= 0 || (this.#wantsMore && this.#next !== undefined);
  }

  async #workOff(): Promise<void> {
    for (;;) {
      const stale = this.#staleInSight();
      if (this.#rows === undefined) await this.#append(undefined);
      else if (stale >= 0) await this.#reread(stale);
      else if (this.#wantsMore && this.#next !== undefined) await this.#append(this.#next);
      else return;
      if (this.#life.signal.aborted) return;
      this.#changed();
    }
  }

  /** Place of a stretch that is to be read anew: the first of all, and those in sight. */
  #staleInSight(): number {
    const [from, to] = this.#sight;
    let start = 0;
    for (const [i, { rows, stale }] of this.#stretches.entries()) {
      const end = start + rows.length;
      if (stale && (i === 0 || (start < to && end > from))) return i;
      start = end;
    }
    return -1;
  }

  async #append(cursor: string | undefined): Promise<void> {
    this.#wantsMore = false;
    const before = this.#changes;
    const { rows, next } = await this.#ask(cursor, this.#life.signal);
    const known = new Set(this.#rows?.map(this.#keyOf));
    const fresh = rows.filter(row => !known.has(this.#keyOf(row)));
    this.#stretches = [...this.#stretches, { cursor, rows: fresh, stale: before !== this.#changes }];
    this.#rows = [...(this.#rows ?? []), ...fresh];
    this.#next = next;
  }

  async #reread(place: number): Promise<void> {
    const stretch = this.#stretches[place];
    if (!stretch) return;
    // What changes while it is read makes it stale again.
    stretch.stale = false;
    const fresh = await this.#ask(stretch.cursor, this.#life.signal).catch((error: unknown) => {
      stretch.stale = true;
      throw error;
    });
    const keyOf = this.#keyOf;
    const after = this.#stretches.slice(place + 1);
    const merged = mergeStretch({
      before: stretch.rows,
      later: after.map(({ rows }) => rows),
      fresh,
      keyOf,
    });
    // What moved here from before is there no more.
    const keys = new Set(fresh.rows.map(keyOf));
    const earlier = this.#stretches
      .slice(0, place)
      .map(each => ({ ...each, rows: each.rows.filter(row => !keys.has(keyOf(row))) }));
    const pushed = { cursor: fresh.next, rows: merged.pushed, stale: true };
    const later = merged.later.map((rows, i) => ({ cursor: undefined, stale: true, ...after[i], rows }));
    const all = [...earlier, { ...stretch, rows: fresh.rows }, pushed, ...later];
    const last = all.findLastIndex(({ rows }) => rows.length > 0);
    if (last <= place) this.#next = fresh.next;
    this.#stretches = all.filter(({ rows }, i) => i === 0 || rows.length > 0);
    this.#rows = this.#stretches.flatMap(({ rows }) => rows);
  }
}
