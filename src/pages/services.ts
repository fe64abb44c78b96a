/** What answers to pages are made of. */
import { keepNewest } from '../core/keepNewest.ts';
import type { VersionId } from '../core/ids.ts';
import type { Manifest } from '../core/manifest.ts';
import type { Store } from '../store/contract.ts';

/** Manifests kept: they are big, and a page asks for stretches of the same one. */
const KEPT = 4;

/** Lives as long as the store it is of. */
export class PageServices {
  readonly store: Store;
  readonly #manifests = new Map<VersionId, Promise<Manifest>>();

  constructor(store: Store) {
    this.store = store;
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
