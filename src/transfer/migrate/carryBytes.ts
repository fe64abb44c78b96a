/** One content from store to store, compared with its checksum on the way. */
import { createHash, hash } from 'node:crypto';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { BlobKey } from '../../core/ids.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { Staging } from '../../store/blobs.ts';
import { checksumOf, sentBlobParts } from '../../store/blobs.ts';
import type { BlobPlace } from '../../store/catalog/blobPlace.ts';
import type { BlobWriter } from '../BlobWriter.ts';
import { removeQuietly } from '../removeQuietly.ts';
import type { NeededBytes } from './needs.ts';

/** Up to this size bytes are held in memory. */
const SMALL = 1 << 20;

export interface Route {
  readonly from: BlobPlace;
  readonly to: BlobPlace;
  readonly staging: Staging;
  readonly writer: BlobWriter;
  readonly signal: AbortSignal | undefined;
  readonly onBytes: (count: number) => void;
}

function damaged({ path, owner }: NeededBytes, cause?: unknown): AmphoraError {
  return new AmphoraError('blob-damaged', { path, version: owner }, { cause });
}

async function carrySmall(need: NeededBytes, { from, to, staging, onBytes }: Route): Promise<BlobKey> {
  const { algorithm, value } = checksumOf(need.blob);
  let bytes: Buffer;
  try {
    bytes = await from.read(need.blob);
  } catch (error) {
    // A network that failed says nothing about the bytes.
    if (isAmphoraError(error) && !isAmphoraError(error, 'bucket-failed')) throw error;
    throw damaged(need, error);
  }
  if (hash(algorithm, bytes) !== value) throw damaged(need);
  const blob = hash('sha256', bytes) as BlobKey;
  await to.place(blob, bytes, staging);
  onBytes(bytes.length);
  return blob;
}

/** A file of this machine that goes to a bucket is sent from where it lies; the bucket compares. */
async function sendFile(need: NeededBytes, file: string, { to, staging, onBytes }: Route): Promise<BlobKey> {
  try {
    await to.bring([need.blob], staging, new Map([[need.blob, file]]));
  } catch (error) {
    throw isAmphoraError(error, 'file-changed', 'file-vanished') ? damaged(need, error) : error;
  }
  onBytes(need.size);
  return need.blob;
}

async function carryLarge(need: NeededBytes, route: Route): Promise<BlobKey> {
  const { from, to, staging, writer, signal, onBytes } = route;
  const sha = createHash('sha256');
  const entry: FileEntry = { kind: 'file', ...need };
  const file = writer.begin();
  let blob: BlobKey;
  try {
    for await (const chunk of from.stream(entry, need.owner)) {
      signal?.throwIfAborted();
      sha.update(chunk);
      file.write(chunk);
      onBytes(chunk.length);
    }
    blob = sha.digest('hex') as BlobKey;
    file.place(blob);
  } catch (error) {
    throw isAmphoraError(error, 'bucket-failed') ? damaged(need, error) : error;
  } finally {
    file.close();
  }
  await to.bring([blob], staging);
  // A staging that is not the place itself would hold all of the store in the end.
  if (staging.inPlace) removeQuietly(writer.path(blob));
  return blob;
}

/**
 * Carries bytes to the other store. Those that were sent past a server get their SHA-256 for an address.
 * @returns their address there
 * @throws AmphoraError `blob-damaged` naming the file, and as the places
 */
export async function carryBytes(need: NeededBytes, route: Route): Promise<BlobKey> {
  if (need.size <= SMALL) return carrySmall(need, route);
  const location = await route.from.locate(need.blob);
  if (location.kind === 'file' && route.staging.inPlace && sentBlobParts(need.blob) === undefined)
    return sendFile(need, location.path, route);
  return carryLarge(need, route);
}
