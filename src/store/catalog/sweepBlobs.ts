/** Removes blobs that nothing needs. Whoever calls it has seen to it that nothing is being logged. */
import { AmphoraError } from '../../core/errors.ts';
import type { LongCall, MaintenanceProgress } from '../maintenance.ts';
import type { BlobPlace } from './blobPlace.ts';
import { promisedBlobs } from './digests.ts';
import { neededBlobs } from './neededBlobs.ts';
import { countRemoval } from './removals.ts';
import type { Db } from './tables.ts';

const PAUSE_EVERY = 200;

export interface Sweep {
  readonly dryRun: boolean;
  /** Only blobs placed since then, in milliseconds since the epoch. */
  readonly since?: number;
  /** Called before each blob is removed; throws where it may be no more. */
  readonly mayRemove?: () => Promise<void>;
}

/** @throws AmphoraError `manifest-damaged` where what a version needs cannot be known, before anything is removed */
export async function sweepBlobs(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobPlace },
  sweep: Sweep,
  options: LongCall<MaintenanceProgress>,
): Promise<{ readonly blobs: number; readonly bytes: number }> {
  const needed = await neededBlobs(db, blobs);
  const promised = new Set((await promisedBlobs(db, Date.now())).map(({ blob }) => blob));
  const [unreadable] = needed.unreadable;
  if (unreadable !== undefined) throw new AmphoraError('manifest-damaged', { version: unreadable });
  if (!sweep.dryRun) await countRemoval(db);
  let count = 0;
  let bytes = 0;
  let seen = 0;
  for await (const { blob, size, placedAt } of blobs.list()) {
    options.signal?.throwIfAborted();
    if (++seen % PAUSE_EVERY === 0) {
      options.onProgress?.({ files: seen, filesTotal: seen, bytes, bytesTotal: bytes });
      await new Promise(resolve => setImmediate(resolve));
    }
    if (needed.blobs.has(blob) || promised.has(blob) || placedAt < (sweep.since ?? 0)) continue;
    if (!sweep.dryRun) {
      await sweep.mayRemove?.();
      await blobs.remove(blob);
    }
    count++;
    bytes += size;
  }
  return { blobs: count, bytes };
}
