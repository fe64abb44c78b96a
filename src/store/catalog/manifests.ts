import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, VersionId } from '../../core/ids.ts';
import type { Manifest } from '../../core/manifest.ts';
import { versionLabel } from '../../core/version.ts';
import type { BlobPlace } from './blobPlace.ts';
import { decodeManifest, sha256 } from './manifestBlob.ts';
import type { Db } from './tables.ts';
import { findVersion } from './versions.ts';

/** Entries of manifests kept in memory; about 200 bytes each. */
const MAX_CACHED_ENTRIES = 200_000;

/** Reads a manifest's blob and checks it. @throws what is wrong with it, unnamed */
export async function readManifestBlob(blobs: BlobPlace, key: BlobKey): Promise<Manifest> {
  const bytes = await blobs.read(key);
  if (sha256(bytes) !== key) throw new Error('digest differs');
  return decodeManifest(bytes);
}

/** Manifests by version, the latest read kept. A version's manifest never changes. */
export class ManifestReader {
  readonly #db: Db;
  readonly #blobs: BlobPlace;
  readonly #cache = new Map<VersionId, Manifest>();
  #cachedEntries = 0;

  constructor(db: Db, blobs: BlobPlace) {
    this.#db = db;
    this.#blobs = blobs;
  }

  /** @throws AmphoraError `version-not-found`, `version-deleted`, `manifest-damaged` */
  async read(id: VersionId): Promise<Manifest> {
    const version = await findVersion(this.#db, id);
    const label = versionLabel(version);
    if (version.deleted) throw new AmphoraError('version-deleted', { version: label });
    const cached = this.#cache.get(id);
    if (cached) return cached;
    const row = await this.#db
      .selectFrom('versions')
      .select('manifest')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    let manifest: Manifest;
    try {
      manifest = await readManifestBlob(this.#blobs, row.manifest);
    } catch (cause) {
      throw new AmphoraError('manifest-damaged', { version: label }, { cause });
    }
    this.#keep(id, manifest);
    return manifest;
  }

  #keep(id: VersionId, manifest: Manifest): void {
    this.#cachedEntries += manifest.entries.length;
    this.#cache.set(id, manifest);
    for (const [old, kept] of this.#cache) {
      if (this.#cachedEntries <= MAX_CACHED_ENTRIES || old === id) break;
      this.#cache.delete(old);
      this.#cachedEntries -= kept.entries.length;
    }
  }
}
