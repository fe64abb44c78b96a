/** Carries what versions and runs consist of, each content once, before any row that names it. */
import type { BlobKey } from '../../core/ids.ts';
import type { EntryDigest, VersionId } from '../../core/ids.ts';
import { inParallel } from '../../core/inParallel.ts';
import { sentBlobParts } from '../../store/blobs.ts';
import { recordBlobs } from '../../store/catalog/digests.ts';
import { isOneOf } from '../../store/catalog/dialect.ts';
import { encodeManifest, sha256 } from '../../store/catalog/manifestBlob.ts';
import type { MigrationEnd } from '../../store/migration.ts';
import type { Route } from './carryBytes.ts';
import { carryBytes } from './carryBytes.ts';
import type { NeededBytes, NeededManifest } from './needs.ts';
import { readNeededManifest } from './needs.ts';

/** Contents looked for, and made durable, at once. */
const BATCH = 1000;
/** Contents under way at once. */
const AT_ONCE = 8;

/** A version's list of files, where it was and where it came to. */
export interface CarriedManifest {
  readonly from: BlobKey;
  readonly to: BlobKey;
}

function* batchesOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += BATCH) yield items.slice(i, i + BATCH);
}

export class Carrier {
  readonly #from: MigrationEnd;
  readonly #to: MigrationEnd;
  /** Addresses there of what has another here, as they become known. */
  readonly #addresses = new Map<BlobKey, BlobKey>();

  constructor(from: MigrationEnd, to: MigrationEnd) {
    this.#from = from;
    this.#to = to;
  }

  /** The address there of bytes that were carried. */
  addressOf(blob: BlobKey): BlobKey {
    return this.#addresses.get(blob) ?? blob;
  }

  /** Those of these bytes that the other store lacks. */
  async missing(needs: readonly NeededBytes[], signal?: AbortSignal): Promise<readonly NeededBytes[]> {
    const absent: NeededBytes[] = [];
    for (const batch of batchesOf(needs)) {
      signal?.throwIfAborted();
      await this.#recall(batch);
      const sought = batch.filter(
        ({ blob }) => sentBlobParts(blob) === undefined || this.#addresses.has(blob),
      );
      const gone = await this.#to.blobs.missing(
        sought.map(({ blob, size }) => ({ blob: this.addressOf(blob), size })),
      );
      const there = new Set(sought.filter(({ blob }) => !gone.has(this.addressOf(blob))));
      for (const need of batch) if (!there.has(need)) absent.push(need);
    }
    return absent;
  }

  /** What bytes that were sent past a server are called there, from a migration before. */
  async #recall(needs: readonly NeededBytes[]): Promise<void> {
    const sent = needs.filter(({ blob }) => sentBlobParts(blob) !== undefined && !this.#addresses.has(blob));
    for (const entity of new Set(sent.map(need => need.entity))) {
      const own = sent.filter(need => need.entity === entity);
      const rows = await this.#to.db
        .selectFrom('digests')
        .select(['digest', 'blob', 'size'])
        .where('entity', '=', entity)
        .where(
          isOneOf(
            this.#to.db,
            'digest',
            own.map(need => need.digest),
          ),
        )
        .execute();
      const known = new Map<EntryDigest, (typeof rows)[number]>(rows.map(row => [row.digest, row]));
      for (const { blob, digest, size } of own) {
        const row = known.get(digest);
        if (row?.size === size && sentBlobParts(row.blob) === undefined) this.#addresses.set(blob, row.blob);
      }
    }
  }

  /** @throws AmphoraError `blob-damaged` naming the file */
  async carry(needs: readonly NeededBytes[], route: Route, onFile: () => void): Promise<void> {
    for (const batch of batchesOf(needs)) {
      await inParallel(batch, AT_ONCE, async need => {
        route.signal?.throwIfAborted();
        const address = await carryBytes(need, route);
        if (address !== need.blob) this.#addresses.set(need.blob, address);
        onFile();
      });
      await this.#to.blobs.makeDurable(batch.map(({ blob }) => this.addressOf(blob)));
      await this.#remember(batch.filter(({ blob }) => this.#addresses.has(blob)));
    }
  }

  /** So that what is broken off here need not be fetched again to know its address. */
  async #remember(needs: readonly NeededBytes[]): Promise<void> {
    if (needs.length === 0) return;
    const { db } = this.#to;
    const owned = needs.map(({ entity, digest, blob, size }) => ({
      entity,
      digest,
      blob: this.addressOf(blob),
      size,
    }));
    await recordBlobs(db, owned, 1);
  }

  /** Lists of files, with the addresses that the bytes have there. @throws AmphoraError `manifest-damaged` */
  async carryManifests(
    manifests: readonly NeededManifest[],
    { staging, signal }: Route,
  ): Promise<ReadonlyMap<VersionId, CarriedManifest>> {
    const carried = new Map<VersionId, CarriedManifest>();
    const { blobs } = this.#to;
    for (const batch of batchesOf(manifests)) {
      const absent = await blobs.missing(batch);
      const placed: BlobKey[] = [];
      await inParallel(batch, AT_ONCE, async manifest => {
        signal?.throwIfAborted();
        const { version, blob: from } = manifest;
        let to = from;
        if (manifest.hasSent || absent.has(from)) {
          const { entries } = await readNeededManifest(this.#from, manifest);
          const moved = entries.map(entry =>
            entry.kind === 'file' ? { ...entry, blob: this.addressOf(entry.blob) } : entry,
          );
          const bytes = manifest.hasSent
            ? encodeManifest({ entries: moved })
            : await this.#from.blobs.read(from);
          to = sha256(bytes);
          await blobs.place(to, bytes, staging);
          placed.push(to);
        }
        carried.set(version, { from, to });
      });
      await blobs.makeDurable(placed);
    }
    return carried;
  }
}
