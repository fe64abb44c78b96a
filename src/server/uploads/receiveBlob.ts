/** Bytes from a request into the store: hashed as they pass, placed only when they are what they were said to be. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, EntryDigest } from '../../core/ids.ts';
import type { Staging } from '../../store/blobs.ts';
import { blobPath } from '../../store/blobs.ts';

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

/** @throws AmphoraError `upload-differs`, `upload-too-large`, `disk-full` */
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
    await place(temporary, path.join(staging.blobs, blobPath(blob)), size);
    return { blob, digest, size };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** One that stands there in its size stays: others may be reading it. */
async function place(temporary: string, target: string, size: number): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (there?.size === size) return;
  await mkdir(path.dirname(target), { recursive: true });
  await rename(temporary, target);
}
