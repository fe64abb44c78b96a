/**
 * Tells listeners what changed, here or in another process. Every write leaves a row in `changes`; a commit of another
 * connection shows in the catalog's data version, which is looked at when the catalog's folder stirs and once in a while.
 */
import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import type { StoreChanges } from '../changes.ts';
import type { Catalog } from './openCatalog.ts';

/** Milliseconds in which changes are gathered into one call. */
const GATHER = 40;
/** Milliseconds between looks where the file system does not tell. */
const POLL = 1000;

type Listener = (changes: StoreChanges) => void;

export class ChangeFeed {
  readonly #catalog: Catalog;
  readonly #folder: string;
  readonly #listeners = new Set<Listener>();
  #last = -1;
  #dataVersion = -1;
  #watcher: FSWatcher | undefined;
  #poll: NodeJS.Timeout | undefined;
  #gather: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;

  /** @param folder where the catalog lies */
  constructor(catalog: Catalog, folder: string) {
    this.#catalog = catalog;
    this.#folder = folder;
  }

  listen(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return {
      dispose: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size === 0) this.#stop();
      },
    };
  }

  /** After a write of our own: the data version tells of other connections only. */
  poke(): void {
    if (this.#listeners.size === 0 || this.#gather) return;
    this.#gather = setTimeout(() => {
      this.#gather = undefined;
      this.#reading = this.#read().catch(() => undefined);
    }, GATHER);
  }

  /** Ends all listening; resolves when nothing touches the catalog any more. */
  async close(): Promise<void> {
    this.#listeners.clear();
    this.#stop();
    await this.#reading;
  }

  #start(): void {
    this.#dataVersion = this.#catalog.dataVersion();
    this.#reading = this.#skipPast();
    const look = () => {
      const version = this.#catalog.dataVersion();
      if (version === this.#dataVersion) return;
      this.#dataVersion = version;
      this.poke();
    };
    try {
      this.#watcher = watch(this.#folder, { persistent: false }, look);
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      this.#watcher = undefined; // No watching on this file system: the poll alone tells.
    }
    this.#poll = setInterval(look, POLL);
    this.#poll.unref();
  }

  #stop(): void {
    this.#watcher?.close();
    clearInterval(this.#poll);
    clearTimeout(this.#gather);
    this.#watcher = this.#poll = this.#gather = undefined;
    this.#last = -1;
  }

  async #newest(): Promise<number> {
    const row = await this.#catalog.db
      .selectFrom('changes')
      .select(({ fn }) => fn.max('seq').as('seq'))
      .executeTakeFirst();
    return row?.seq ?? 0;
  }

  /** What was there when listening began is not news. */
  async #skipPast(): Promise<void> {
    this.#last = await this.#newest();
  }

  async #read(): Promise<void> {
    await this.#reading;
    if (this.#last < 0) return;
    const rows = await this.#catalog.db
      .selectFrom('changes')
      .selectAll()
      .where('seq', '>', this.#last)
      .orderBy('seq')
      .execute();
    const newest = rows.at(-1)?.seq;
    if (newest === undefined) return;
    const everything = (rows[0]?.seq ?? 0) > this.#last + 1;
    this.#last = newest;
    const ids = <T>(values: readonly (T | null)[]) => [...new Set(values.filter(value => value !== null))];
    const changes: StoreChanges = {
      everything,
      projects: ids(rows.map(row => row.project_id)),
      artifacts: ids(rows.map(row => row.artifact_id)),
      runs: ids(rows.map(row => row.run_id)),
    };
    for (const listener of [...this.#listeners]) listener(changes);
  }
}
