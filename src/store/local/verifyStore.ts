/** Reads every blob that a version needs and compares it with its digest. */
import { createHash, hash } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { AmphoraError, isCancellation } from '../../core/errors.ts';
import type { BlobKey } from '../../core/ids.ts';
import { blobPath } from '../blobs.ts';
import type { DamagedBlob, LongCall, MaintenanceProgress, VerifyReport } from '../maintenance.ts';
import { isSystemError } from '../systemError.ts';
import { neededBlobs } from './blobFiles.ts';
import type { StoreFolders } from './layout.ts';
import type { Catalog } from './openCatalog.ts';
import { countRemoval } from '../catalog/removals.ts';

/** Up to this size a file is read at once. */
const SMALL = 1 << 20;

async function hashFile(file: string, signal: AbortSignal | undefined): Promise<string> {
  if (statSync(file).size <= SMALL) return hash('sha256', readFileSync(file));
  const sha = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: SMALL, ...(signal ? { signal } : {}) })) {
    sha.update(chunk as Buffer);
  }
  return sha.digest('hex');
}

/** A blob that cannot be read is as bad as one with other bytes. */
async function problemOf(
  key: BlobKey,
  file: string,
  signal: AbortSignal | undefined,
): Promise<DamagedBlob['problem'] | undefined> {
  try {
    return (await hashFile(file, signal)) === key ? undefined : 'damaged';
  } catch (error) {
    if (isCancellation(error)) throw error;
    return isSystemError(error, 'ENOENT') ? 'missing' : 'damaged';
  }
}

/** Moves a damaged blob out of the way, so that a good one can take its place. */
function setAside(folders: StoreFolders, key: BlobKey, file: string): void {
  mkdirSync(folders.damaged, { recursive: true });
  const aside = path.join(folders.damaged, key);
  rmSync(aside, { recursive: true, force: true });
  renameSync(file, aside);
}

/** Lets others have the thread now and then: small files are read without a pause. */
const PAUSE_EVERY = 100;

/** @throws AmphoraError `store-damaged` where the catalog itself is */
export async function verifyStore(
  catalog: Catalog,
  folders: StoreFolders,
  options: LongCall<MaintenanceProgress>,
): Promise<VerifyReport> {
  const problem = catalog.integrityProblem();
  if (problem !== undefined) throw new AmphoraError('store-damaged', { path: folders.root, problem });
  const { versions, blobs, unreadable } = await neededBlobs(catalog.db, folders.blobs);
  const damaged: DamagedBlob[] = [];
  let files = 0;
  let bytes = 0;
  const bytesTotal = [...blobs.values()].reduce((sum, blob) => sum + blob.size, 0);
  for (const [key, blob] of blobs) {
    options.signal?.throwIfAborted();
    const file = path.join(folders.blobs, blobPath(key));
    const problem = await problemOf(key, file, options.signal);
    if (problem && !catalog.readOnly) {
      // Whoever remembers this blob as good must look again.
      await countRemoval(catalog.db);
      if (problem === 'damaged') setAside(folders, key, file);
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
