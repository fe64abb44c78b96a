/** Bytes from a request into the store: hashed as they pass, placed only when they are what they were said to be. */
import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, EntryDigest } from '../../core/ids.ts';
import { syncFile } from '../../store/local/durable.ts';
import type { BlobFile, BlobWriter } from '../../transfer/BlobWriter.ts';

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

/** Up to this size a body is kept in memory and written in one step. */
const SMALL = 1 << 20;

/** Bytes as they come, up to a limit. @throws AmphoraError `upload-too-large` */
export async function* limited(source: AsyncIterable<unknown>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new AmphoraError('upload-too-large', { limit });
    yield chunk;
  }
}

function check(received: ReceivedBlob, { md5, length }: Expectation): ReceivedBlob {
  if (length !== undefined && received.size !== length) throw new AmphoraError('upload-differs', {});
  if (md5 !== undefined && received.digest !== md5) throw new AmphoraError('upload-differs', {});
  return received;
}

async function receiveSmall(
  source: Readable,
  expected: Expectation,
  blobs: BlobWriter,
): Promise<ReceivedBlob> {
  const chunks: Buffer[] = [];
  for await (const chunk of limited(source, expected.limit)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const blob = hash('sha256', bytes) as BlobKey;
  const digest = hash('md5', bytes, 'base64') as EntryDigest;
  const received = check({ blob, digest, size: bytes.length }, expected);
  const file = blobs.begin();
  try {
    file.write(bytes);
    await place(file, received, blobs);
  } finally {
    file.close();
  }
  return received;
}

/** One that stands there whole stays, which others may have made durable; a damaged one is replaced. */
async function place(file: BlobFile, { blob, size }: ReceivedBlob, blobs: BlobWriter): Promise<void> {
  if (blobs.state(blob, size) === 'absent') {
    file.place(blob);
    return;
  }
  const sha = createHash('sha256');
  await pipeline(createReadStream(blobs.path(blob), { highWaterMark: SMALL }), sha);
  if (sha.digest('hex') === blob) return;
  file.place(blob);
  syncFile(blobs.path(blob));
}

async function receiveLarge(
  source: Readable,
  expected: Expectation,
  blobs: BlobWriter,
): Promise<ReceivedBlob> {
  const sha = createHash('sha256');
  const md5 = createHash('md5');
  let size = 0;
  const file = blobs.begin();
  try {
    for await (const chunk of limited(source, expected.limit)) {
      sha.update(chunk);
      md5.update(chunk);
      file.write(chunk);
      size += chunk.length;
    }
    const blob = sha.digest('hex') as BlobKey;
    const digest = md5.digest('base64') as EntryDigest;
    const received = check({ blob, digest, size }, expected);
    await place(file, received, blobs);
    return received;
  } finally {
    file.close();
  }
}

/**
 * Clients seldom send what is here already: that they do may well be because it was damaged.
 * @throws AmphoraError `upload-differs`, `upload-too-large`, `disk-full`, `store-not-writable`, `staging-lost`
 */
export function receiveBlob(
  source: Readable,
  expected: Expectation,
  blobs: BlobWriter,
): Promise<ReceivedBlob> {
  const { length } = expected;
  const small = length !== undefined && length <= SMALL;
  return small
    ? receiveSmall(source, { ...expected, limit: SMALL }, blobs)
    : receiveLarge(source, expected, blobs);
}
