/**
 * One staging that all requests share while any of them places bytes: to begin one for each would cost a transaction, and
 * to hold one for ever would keep the collector waiting.
 */
import { isAmphoraError } from '../../core/errors.ts';
import type { Staging } from '../../store/blobs.ts';
import type { Store } from '../../store/contract.ts';
import { BlobWriter } from '../../transfer/BlobWriter.ts';

/** For how long it is kept for the next request. Milliseconds. */
const LINGER = 500;

/** What a request works with: bytes are placed through `blobs`. */
export interface OpenStaging {
  readonly staging: Staging;
  readonly blobs: BlobWriter;
}

type StagingStore = Pick<Store, 'info' | 'stage' | 'abandon'>;

export class StagingPool {
  readonly #store: StagingStore;
  #current: Promise<OpenStaging> | undefined;
  #users = 0;
  #release: NodeJS.Timeout | undefined;

  constructor(store: StagingStore) {
    this.#store = store;
  }

  async use<T>(work: (open: OpenStaging) => Promise<T>): Promise<T> {
    clearTimeout(this.#release);
    this.#users++;
    const current = this.#stage();
    try {
      return await work(await current);
    } catch (error) {
      // It was given up meanwhile, by the name or by its folder: whoever comes next has another.
      if (isAmphoraError(error, 'staging-lost', 'store-not-writable') && this.#current === current)
        this.#current = undefined;
      throw error;
    } finally {
      if (--this.#users === 0) this.#release = setTimeout(() => void this.close(), LINGER);
    }
  }

  /** Ends the staging if nobody uses it. */
  async close(): Promise<void> {
    clearTimeout(this.#release);
    const current = this.#users === 0 ? this.#current : undefined;
    if (!current) return;
    this.#current = undefined;
    // One that could not be begun or ended is swept by whoever comes next.
    await current.then(({ staging }) => this.#store.abandon(staging)).catch(() => undefined);
  }

  #stage(): Promise<OpenStaging> {
    if (!this.#current) {
      const begun = this.#open();
      this.#current = begun;
      begun.catch(() => {
        if (this.#current === begun) this.#current = undefined;
      });
    }
    return this.#current;
  }

  async #open(): Promise<OpenStaging> {
    const { location: store } = await this.#store.info();
    const staging = await this.#store.stage();
    const { blobs, temporary } = staging;
    return { staging, blobs: new BlobWriter({ store, blobs, temporary }, 'server') };
  }
}
