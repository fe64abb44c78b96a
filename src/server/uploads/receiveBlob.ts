/** Bytes from a request into the store: hashed as they pass, placed only when they are what they were said to be. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, EntryDigest } from '../../core/ids.ts';
import type { Staging } from '../../store/blobs.ts';
import { blobPath } from '../../store/blobs.ts';
import { storeFailure } from '../../store/local/storeFailure.ts';
import { isSystemError } from '../../store/systemError.ts';

export interface ReceivedBlob {
  readonly blob: BlobKey;
  readonly digest: EntryDigest;
  readonly size: number;
}

export interface Expectation {
  /** Base64 MD5 that the bytes must have. */
  readonly md5?: string;
  /** Bytes that the request says it has. */
  readonly length?: number;
  /** Bytes at most. */
  readonly limit: number;
}

/** @throws AmphoraError `upload-differs`, `upload-too-large`, `disk-full`, `store-not-writable`, `staging-lost` */
export async function receiveBlob(
  source: Readable,
  expected: Expectation,
  staging: Staging,
): Promise<ReceivedBlob> {
  const temporary = path.join(staging.temporary, randomUUID());
  const sha = createHash('sha256');
  const md5 = createHash('md5');
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > expected.limit) {
        done(new AmphoraError('upload-too-large', { limit: expected.limit }));
        return;
      }
      sha.update(chunk);
      md5.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(source, meter, createWriteStream(temporary, { flags: 'wx', highWaterMark: 1 << 20 }));
    const digest = md5.digest('base64') as EntryDigest;
    if (expected.length !== undefined && size !== expected.length)
      throw new AmphoraError('upload-differs', {});
    if (expected.md5 !== undefined && digest !== expected.md5) throw new AmphoraError('upload-differs', {});
    const blob = sha.digest('hex') as BlobKey;
    await place(temporary, path.join(staging.blobs, blobPath(blob)), { blob, size });
    return { blob, digest, size };
  } catch (error) {
    throw writeFailure(error, path.dirname(path.dirname(staging.blobs)));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What a client is told where bytes could not be written into a store. */
export function writeFailure(error: unknown, store: string): unknown {
  // Somebody took the folder away into which they were written.
  return isSystemError(error, 'ENOENT')
    ? new AmphoraError('staging-lost', {}, { cause: error })
    : storeFailure(error, store);
}

/** One that stands there whole stays: others may be reading it, and it may be on the disk already. */
async function place(
  temporary: string,
  target: string,
  { blob, size }: { readonly blob: BlobKey; readonly size: number },
): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (there?.size === size && (await isWhole(target, blob))) return;
  await mkdir(path.dirname(target), { recursive: true });
  await rename(temporary, target);
}

/** Clients seldom send what is here already: that they do may well be because it was damaged. */
async function isWhole(file: string, blob: BlobKey): Promise<boolean> {
  const sha = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), sha);
  return sha.digest('hex') === blob;
}
