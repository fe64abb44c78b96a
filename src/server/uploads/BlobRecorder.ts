/** Remembers received bytes in the catalog, many in one transaction: each answer waits for the one that has its own. */
import type { Drafts, OwnedBlob } from '../../store/drafts.ts';

export class BlobRecorder {
  readonly #drafts: Pick<Drafts, 'recordBlobs'>;
  #waiting: OwnedBlob[] = [];
  #next: Promise<void> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(drafts: Pick<Drafts, 'recordBlobs'>) {
    this.#drafts = drafts;
  }

  /** Resolves when it is remembered for good. */
  record(blob: OwnedBlob): Promise<void> {
    this.#waiting.push(blob);
    this.#next ??= this.#running.then(() => this.#flush());
    return this.#next;
  }

  #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#next = undefined;
    const done = this.#drafts.recordBlobs(batch);
    // Whoever comes meanwhile waits for this batch, whether or not it succeeds.
    this.#running = done.catch(() => undefined);
    return done;
  }
}
