/** Reads every blob that a version needs and compares it with its digest. */
import type { DamagedBlob, LongCall, MaintenanceProgress, VerifyReport } from '../maintenance.ts';
import type { BlobPlace } from './blobPlace.ts';
import { neededBlobs } from './neededBlobs.ts';
import { countRemoval } from './removals.ts';
import type { Db } from './tables.ts';

/** Lets others have the thread now and then: small files are read without a pause. */
const PAUSE_EVERY = 100;

/** @param target.readOnly damaged blobs stay where they are */
export async function verifyBlobs(
  target: { readonly db: Db; readonly blobs: BlobPlace; readonly readOnly: boolean },
  options: LongCall<MaintenanceProgress>,
): Promise<VerifyReport> {
  const { versions, blobs, unreadable } = await neededBlobs(target.db, target.blobs);
  const damaged: DamagedBlob[] = [];
  let files = 0;
  let bytes = 0;
  const bytesTotal = [...blobs.values()].reduce((sum, blob) => sum + blob.size, 0);
  for (const [key, blob] of blobs) {
    options.signal?.throwIfAborted();
    const problem = await target.blobs.problemOf(key, options.signal);
    if (problem && !target.readOnly) {
      // Whoever remembers this blob as good must look again.
      await countRemoval(target.db);
      if (problem === 'damaged') await target.blobs.setAside(key);
    }
    // A manifest is told of by its version.
    if (problem && !blob.manifest) damaged.push({ blob: key, problem, neededBy: blob.neededBy });
    files++;
    bytes += blob.size;
    if (files % PAUSE_EVERY === 0) await new Promise(resolve => setImmediate(resolve));
    options.onProgress?.({ files, filesTotal: blobs.size, bytes, bytesTotal });
  }
  return { versions, blobs: blobs.size, bytes, damaged, damagedManifests: unreadable };
}
