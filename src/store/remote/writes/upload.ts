/** Bytes to the addresses that a server gives: several at once, each file read as it goes, its MD5 beside it. */
import { createReadStream, readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { AmphoraError } from '../../../core/errors.ts';
import { answeredFailure } from '../failures.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { readBody } from '../../http/HttpTransport.ts';

/** Files or parts under way at once. */
export const SENT_AT_ONCE = 16;
const ANSWER_LIMIT = 1 << 20;
/** Up to this size a file is read in one step. */
const SMALL = 1 << 20;

export type Source =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'file'; readonly path: string; readonly size: number; readonly start?: number };

/** `Content-MD5:…` as the protocol gives headers. */
export function parseHeaders(lines: readonly string[] | null | undefined): OutgoingHttpHeaders {
  return Object.fromEntries(
    (lines ?? []).flatMap(line => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
    }),
  );
}

/**
 * Sends to one address.
 * @returns the server's tag of what it has now
 * @throws AmphoraError `remote-refused`, `remote-failed`, and what a server of ours tells
 */
export async function sendBytes(
  client: RemoteClient,
  url: string,
  headers: OutgoingHttpHeaders,
  source: Source,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const size = source.kind === 'bytes' ? source.bytes.length : source.size;
  const response = await client.exchange({
    method: 'PUT',
    url,
    headers: { ...headers, 'content-length': size },
    body: bodyOf(source),
    ...(signal ? { signal } : {}),
  });
  const status = response.statusCode ?? 0;
  const body = await readBody(response, ANSWER_LIMIT, client.url);
  if (status >= 200 && status < 300) return response.headers.etag;
  throw answeredFailure(client.url, status, errorsOf(body));
}

function bodyOf(source: Source): Buffer | (() => Readable) {
  if (source.kind === 'bytes') return source.bytes;
  const { path, size, start } = source;
  // A stream for each of many small files costs more than the files. One that has grown is cut off; the server sees it.
  if (size <= SMALL && start === undefined) return readFileSync(path).subarray(0, size);
  return () => createReadStream(path, rangeOf(source));
}

function rangeOf({ start = 0, size }: { readonly start?: number; readonly size: number }) {
  // A file of no bytes has no last one.
  return size === 0 ? { start: 0, end: 0 } : { start, end: start + size - 1 };
}

function errorsOf(body: Buffer): unknown {
  try {
    const json: unknown = JSON.parse(body.toString());
    return typeof json === 'object' && json !== null && 'errors' in json ? json.errors : undefined;
  } catch {
    return undefined;
  }
}

/** A file that is no longer where it was. */
export function vanished(path: string): AmphoraError {
  return new AmphoraError('file-vanished', { path });
}
