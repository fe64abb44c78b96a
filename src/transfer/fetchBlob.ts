/** One file from an address: written as it comes, resumed where it broke off, its checksum made on the way. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AmphoraError, isAmphoraError } from '../core/errors.ts';
import type { FileEntry } from '../core/manifest.ts';
import type { FetchBytes } from '../store/blobs.ts';
import { checksumOf } from '../store/blobs.ts';
import { writeAll } from '../store/writeAll.ts';

export interface FetchContext {
  readonly fetch: FetchBytes;
  /** The file's address; asked for a new one where the last was refused. */
  readonly url: (refused?: string) => Promise<string>;
  /** Counts bytes as they are written. */
  readonly onBytes: (count: number) => void;
  /** Is given all bytes in order. */
  readonly onChunk?: (chunk: Buffer) => void;
  /** `name:v3`, for messages. */
  readonly version: string;
  readonly signal: AbortSignal | undefined;
}

/** Files from this size on come in ranges, several at once. */
const LARGE = 64 << 20;
const RANGE = 16 << 20;
const RANGES_AT_ONCE = 4;
const TRIES = 5;
const DELAY = 300;
const READ = 1 << 20;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Fetches a stretch of a file to its place in a local one.
 * @param onChunk is given the bytes in order
 */
async function fetchStretch(
  entry: FileEntry,
  descriptor: number,
  { start, end }: Stretch,
  context: FetchContext,
  onChunk?: (chunk: Buffer) => void,
): Promise<void> {
  const { fetch, onBytes, signal } = context;
  let position = start;
  let refused: string | undefined;
  for (let attempt = 1; position < end; attempt++) {
    const url = await context.url(refused);
    const isWhole = position === 0 && end === entry.size;
    try {
      const { status, body } = await fetch(url, isWhole ? undefined : { start: position, end }, signal);
      if (status === 401 || status === 403) {
        body.resume();
        if (attempt >= TRIES) throw new AmphoraError('remote-forbidden', { url: new URL(url).origin });
        refused = url;
        continue;
      }
      if (status !== 206 && !(status === 200 && position === 0)) {
        body.destroy();
        throw missing(entry, context, status);
      }
      for await (const chunk of body as AsyncIterable<Buffer>) {
        // Read to its own end, an answer leaves its connection to the next.
        if (chunk.length > end - position) throw missing(entry, context, status);
        writeAll(descriptor, chunk, position);
        onChunk?.(chunk);
        position += chunk.length;
        onBytes(chunk.length);
      }
      if (position < end)
        throw new AmphoraError('remote-unreachable', {
          url: new URL(url).origin,
          problem: 'the connection was cut',
        });
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt >= TRIES || !isCut(error)) throw error;
      await sleep(DELAY * 2 ** (attempt - 1), undefined, signal && { signal });
    }
  }
}

function missing(entry: FileEntry, { version }: FetchContext, status: number): AmphoraError {
  // What a server says of bytes that are not there, or that it found damaged itself.
  return new AmphoraError(
    'blob-damaged',
    { path: entry.path, version },
    { cause: new Error(`status ${String(status)}`) },
  );
}

/** A connection that ended in the middle of a body, which Node tells in several ways. */
function isCut(error: unknown): boolean {
  if (isAmphoraError(error, 'remote-unreachable')) return true;
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'EPIPE';
}

/** Ranges one after the other where the file is small, several at once where it is not; hashed in order either way. */
async function fetchLarge(
  entry: FileEntry,
  descriptor: number,
  context: FetchContext,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  const count = Math.ceil(entry.size / RANGE);
  const stretches = Array.from({ length: count }, (_, i) => ({
    start: i * RANGE,
    end: Math.min(entry.size, (i + 1) * RANGE),
    done: Promise.withResolvers<true>(),
  }));
  let next = 0;
  const worker = async () => {
    for (;;) {
      const stretch = stretches[next++];
      if (!stretch) return;
      await fetchStretch(entry, descriptor, stretch, context);
      stretch.done.resolve(true);
    }
  };
  const buffer = Buffer.allocUnsafe(READ);
  const hashing = async () => {
    for (const { start, end, done } of stretches) {
      await done.promise;
      for (let position = start; position < end;) {
        const length = fs.readSync(descriptor, buffer, 0, Math.min(READ, end - position), position);
        if (length === 0) return;
        onChunk(buffer.subarray(0, length));
        position += length;
        // Others have their turn: bytes that wait hold up their sender.
        await new Promise(resolve => setImmediate(resolve));
      }
    }
  };
  const fetched = Promise.all(Array.from({ length: RANGES_AT_ONCE }, worker));
  await Promise.all([
    fetched,
    Promise.race([hashing(), fetched.then(() => new Promise<never>(() => undefined))]),
  ]);
}

/**
 * Fetches a file into an open, empty one.
 * @throws AmphoraError `blob-damaged` where the bytes are not those of the entry
 */
export async function fetchBlob(entry: FileEntry, descriptor: number, context: FetchContext): Promise<void> {
  const { algorithm, value } = checksumOf(entry.blob);
  const checksum = createHash(algorithm);
  const onChunk = (chunk: Buffer): void => {
    checksum.update(chunk);
    context.onChunk?.(chunk);
  };
  if (entry.size >= LARGE) await fetchLarge(entry, descriptor, context, onChunk);
  else await fetchStretch(entry, descriptor, { start: 0, end: entry.size }, context, onChunk);
  if (checksum.digest('hex') === value) return;
  throw new AmphoraError('blob-damaged', { path: entry.path, version: context.version });
}
