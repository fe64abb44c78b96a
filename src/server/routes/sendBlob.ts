/** A file's bytes as an answer, whole or a range, checked. */
import { createHash, hash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { BlobKey } from '../../core/ids.ts';
import type { BlobLocation } from '../../store/blobs.ts';
import { refuse } from '../http/answers.ts';
import type { Log as ServerLog } from '../log/Log.ts';
import type { ServerEnv } from '../services.ts';

/** Up to this size a file is read and checked before the first byte is sent. */
const SMALL = 8 << 20;
/** Up to this size the four trips to the thread pool that a read takes cost more than the read. */
const TINY = 64 << 10;

export interface SentBlob {
  readonly location: BlobLocation;
  readonly blob: BlobKey;
  readonly size: number;
  readonly mimeType?: string | undefined;
}

interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** `bytes=a-b`, `bytes=a-` or `bytes=-n` (RFC 9110, section 14); undefined for all, null where it cannot be. */
export function parseRange(header: string | undefined, size: number): Range | undefined | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : null;
}

type Log = Pick<ServerLog, 'error'>;

function tell(log: Log, blob: BlobKey): Error {
  const error = new Error('the bytes are not those of the blob');
  log.error(`Blob ${blob} is damaged; run amphora verify`, error);
  return error;
}

/** A stretch of a file, which is opened when somebody reads and closed whatever becomes of that. */
async function* stretch(path: string, { start, end }: Range): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { start, end: end - 1, highWaterMark: 1 << 20 });
  try {
    for await (const chunk of file as AsyncIterable<Buffer>) yield chunk;
  } finally {
    file.destroy();
  }
}

/** Fails at the end where the bytes are not those of the blob: what arrived is then shorter than was said. */
async function* checked(source: AsyncIterable<Buffer>, blob: BlobKey, log: Log): AsyncGenerator<Buffer> {
  const sha = createHash('sha256');
  let held: Buffer | undefined;
  for await (const chunk of source) {
    sha.update(chunk);
    if (held) yield held;
    held = chunk;
  }
  if (sha.digest('hex') !== blob) throw tell(log, blob);
  if (held) yield held;
}

/** The whole of a file; undefined where it is not there. */
async function readSmall(path: string, size: number): Promise<Buffer | undefined> {
  try {
    return size <= TINY ? readFileSync(path) : await readFile(path);
  } catch {
    return undefined;
  }
}

/**
 * Answers with a file's bytes. They are written to Node's own response: the web's streams and responses would copy them.
 */
export async function sendBlob(c: Context<ServerEnv>, sent: SentBlob, log: Log): Promise<Response> {
  const { location, blob, size } = sent;
  const damaged = (): Response => {
    tell(log, blob);
    return refuse(c, 404, 'The file is damaged in the store; run amphora verify, then log it again.');
  };
  if (location.kind === 'url') return c.redirect(location.url, 302);
  const range = parseRange(c.req.header('range'), size);
  if (range === null) return c.body(null, 416, { 'content-range': `bytes */${size}` });
  const { start, end } = range ?? { start: 0, end: size };
  const { outgoing } = c.env;
  const status = range ? 206 : 200;
  const headers = {
    'content-type': sent.mimeType ?? 'application/octet-stream',
    'content-length': String(end - start),
    'accept-ranges': 'bytes',
    etag: `"${blob}"`,
    ...(range ? { 'content-range': contentRange(range, size) } : {}),
  };
  const isHead = c.req.method === 'HEAD';
  const begin = () => outgoing.writeHead(status, headers);
  if (size <= SMALL) {
    const bytes = await readSmall(location.path, size);
    if (!bytes || hash('sha256', bytes) !== blob) return damaged();
    if (isHead) return c.body(null, status, headers);
    begin().end(bytes.subarray(start, end));
    return RESPONSE_ALREADY_SENT;
  }
  const stats = await stat(location.path).catch(() => undefined);
  if (stats?.size !== size) return damaged();
  if (isHead) return c.body(null, status, headers);
  const bytes = stretch(location.path, { start, end });
  // One that breaks off, here or there, has ended the connection: nothing is left to be answered.
  await pipeline(range ? bytes : checked(bytes, blob, log), begin()).catch(() => undefined);
  return RESPONSE_ALREADY_SENT;
}

function contentRange({ start, end }: Range, size: number): string {
  return `bytes ${start}-${end - 1}/${size}`;
}
