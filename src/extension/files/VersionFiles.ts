import { keepNewest } from '../../core/keepNewest.ts';
import type { Manifest } from '../../core/manifest.ts';
import type { Reference } from '../../core/reference.ts';
import { formatReference } from '../../core/reference.ts';
import type { Version } from '../../core/version.ts';
import type { VersionId } from '../../core/ids.ts';
import type { Store } from '../../store/contract.ts';

/** Manifests kept: they are big, and a tree or an editor asks for the same one again and again. */
const KEPT = 8;

/** Lists of files of versions, remembered: they never change. */
export class VersionFiles {
  readonly #store: () => Store;
  readonly #manifests = new Map<VersionId, Promise<Manifest>>();
  readonly #versions = new Map<string, Promise<Version>>();

  constructor(store: () => Store) {
    this.#store = store;
  }

  manifest(id: VersionId): Promise<Manifest> {
    return remembered(this.#manifests, id, () => this.#store().manifest(id));
  }

  /** The version a fixed reference (`…:v3`) means; its aliases and texts may be old. */
  version(reference: Reference): Promise<Version> {
    return remembered(this.#versions, formatReference(reference), () => this.#store().resolve(reference));
  }

  /** Forgets all, after the store or anything in it changed. */
  clear(): void {
    this.#manifests.clear();
    this.#versions.clear();
  }
}

/** The value of a key; made once, kept while it is among the last used, forgotten when making it failed. */
function remembered<K, V>(kept: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const value = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, value);
  value.catch(() => {
    if (kept.get(key) === value) kept.delete(key);
  });
  keepNewest(kept, KEPT);
  return value;
}
