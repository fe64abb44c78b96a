/** Which blobs nothing needs. */
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, VersionId } from '../../core/ids.ts';
import type { Manifest } from '../../core/manifest.ts';
import { versionLabel } from '../../core/version.ts';
import type { LongCall, MaintenanceProgress } from '../maintenance.ts';
import type { BlobPlace, PlacedBlob } from './blobPlace.ts';
import { isOneOf } from './dialect.ts';
import { promisedBlobs } from './digests.ts';
import { readManifestBlob } from './manifests.ts';
import { neededBlobs } from './neededBlobs.ts';
import type { Db } from './tables.ts';
import { findVersion } from './versions.ts';

const PAUSE_EVERY = 200;

export interface Place {
  readonly db: Db;
  readonly blobs: BlobPlace;
}

export interface Garbage {
  readonly blobs: readonly PlacedBlob[];
  /** What was needed when it was looked for. */
  readonly needed: Set<BlobKey>;
}

/**
 * Looks through everything while others go on to write: what is found may be needed since, and is looked at again before it goes.
 * @param query.except versions that are about to go
 * @param query.since only blobs placed since then, in milliseconds since the epoch
 * @throws AmphoraError `manifest-damaged` where what a version needs cannot be known
 */
export async function findGarbage(
  { db, blobs }: Place,
  query: { readonly except?: ReadonlySet<VersionId>; readonly since?: number },
  { signal, onProgress }: LongCall<MaintenanceProgress>,
): Promise<Garbage> {
  const marked = await neededBlobs(db, blobs, query.except);
  const [unreadable] = marked.unreadable;
  if (unreadable !== undefined) throw new AmphoraError('manifest-damaged', { version: unreadable });
  const promised = new Set((await promisedBlobs(db, Date.now())).map(({ blob }) => blob));
  const found: PlacedBlob[] = [];
  let [seen, bytes] = [0, 0];
  for await (const placed of blobs.list()) {
    signal?.throwIfAborted();
    if (++seen % PAUSE_EVERY === 0) {
      onProgress?.({ files: seen, filesTotal: seen, bytes, bytesTotal: bytes });
      await new Promise(resolve => setImmediate(resolve));
    }
    const { blob, size, placedAt } = placed;
    if (marked.blobs.has(blob) || promised.has(blob) || placedAt < (query.since ?? 0)) continue;
    found.push(placed);
    bytes += size;
  }
  return { blobs: found, needed: new Set(marked.blobs.keys()) };
}

/** What versions need that came since; those that are there are not read again. */
async function markNew({ db, blobs }: Place, needed: Set<BlobKey>): Promise<void> {
  const rows = await db
    .selectFrom('versions')
    .select(['id', 'manifest'])
    .where('deleted_at', 'is', null)
    .execute();
  for (const { id, manifest } of rows) {
    if (needed.has(manifest)) continue;
    const { entries } = await readManifest(db, blobs, id, manifest);
    for (const entry of entries) if (entry.kind === 'file') needed.add(entry.blob);
    needed.add(manifest);
  }
}

async function readManifest(db: Db, blobs: BlobPlace, id: VersionId, manifest: BlobKey): Promise<Manifest> {
  try {
    return await readManifestBlob(blobs, manifest);
  } catch (cause) {
    throw new AmphoraError(
      'manifest-damaged',
      { version: versionLabel(await findVersion(db, id)) },
      { cause },
    );
  }
}

/**
 * Those of some garbage that nothing needs to this moment, while nothing is being logged.
 * @param needed what was needed before; what came since is added
 * @throws AmphoraError `manifest-damaged`
 */
export async function stillGarbage(
  place: Place,
  garbage: readonly PlacedBlob[],
  needed: Set<BlobKey>,
): Promise<readonly PlacedBlob[]> {
  await markNew(place, needed);
  const { db } = place;
  const keys = garbage.map(({ blob }) => blob);
  const files = await db
    .selectFrom('run_files')
    .select('blob')
    .where(isOneOf(db, 'blob', keys))
    .execute();
  const promised = await promisedBlobs(db, Date.now(), keys);
  const taken = new Set([...files, ...promised].map(({ blob }) => blob));
  return garbage.filter(({ blob }) => !needed.has(blob) && !taken.has(blob));
}
