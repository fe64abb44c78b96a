/** What answers to pages are made of. */
import { keepNewest } from '../core/keepNewest.ts';
import type { VersionId } from '../core/ids.ts';
import type { Manifest } from '../core/manifest.ts';
import type { Store } from '../store/contract.ts';
import type { RunHistory } from './history/RunHistory.ts';

/** Manifests kept: they are big, and a page asks for stretches of the same one. */
const KEPT = 4;

/** Lives as long as the store it is of, or a request of one who asks a server. */
export class PageServices {
  /** As far as whoever asks may see and change it. */
  readonly store: Store;
  readonly history: RunHistory;
  readonly #manifests = new Map<VersionId, Promise<Manifest>>();

  /** @param history what was read of runs, for whoever asks */
  constructor(store: Store, history: RunHistory) {
    this.store = store;
    this.history = history;
  }

  /** Which files a version has; remembered, for it never changes. */
  manifest(id: VersionId, signal: AbortSignal): Promise<Manifest> {
    const known = this.#manifests.get(id);
    if (known) return known;
    const read = this.store.manifest(id, { signal });
    this.#manifests.set(id, read);
    keepNewest(this.#manifests, KEPT);
    read.catch(() => {
      if (this.#manifests.get(id) === read) this.#manifests.delete(id);
    });
    return read;
  }
}
