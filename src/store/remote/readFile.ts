/** A file's bytes as they come, checked against its MD5 where it is read whole. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { AmphoraError } from '../../core/errors.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { ByteRange } from '../contract.ts';
import { answeredFailure } from './failures.ts';
import type { RemoteClient } from './RemoteClient.ts';

async function* checked(source: Readable, entry: FileEntry, version: string): AsyncGenerator<Uint8Array> {
  const md5 = createHash('md5');
  let size = 0;
  const damaged = () => new AmphoraError('blob-damaged', { path: entry.path, version });
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > entry.size) throw damaged();
    md5.update(chunk);
    yield chunk;
  }
  if (md5.digest('base64') !== entry.digest) throw damaged();
}

/** @throws AmphoraError `remote-failed` and others of `RemoteClient.query` */
export async function streamFile(
  client: RemoteClient,
  url: string,
  entry: FileEntry,
  version: string,
  range?: ByteRange,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const start = range?.start ?? 0;
  const end = Math.min(range?.end ?? entry.size, entry.size);
  if (start >= end) return Readable.toWeb(Readable.from([])) as ReadableStream<Uint8Array>;
  const headers = range ? { range: `bytes=${String(start)}-${String(end - 1)}` } : {};
  const response = await client.exchange({ method: 'GET', url, headers, ...(signal ? { signal } : {}) });
  const { statusCode = 0 } = response;
  if (statusCode !== 200 && statusCode !== 206) {
    response.destroy();
    throw answeredFailure(client.url, statusCode, undefined);
  }
  if (!range)
    return Readable.toWeb(Readable.from(checked(response, entry, version))) as ReadableStream<Uint8Array>;
  // A server that does not know ranges sends all.
  const bytes = statusCode === 206 ? response : skipped(response, start, end);
  return Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>;
}

async function* skipped(source: Readable, start: number, end: number): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const from = Math.max(0, start - position);
    const to = Math.min(chunk.length, end - position);
    position += chunk.length;
    if (to > from) yield chunk.subarray(from, to);
    if (position >= end) return;
  }
}
