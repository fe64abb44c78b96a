import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import type { ServerEnv } from '../services.ts';

/** Bytes from which it is worth while. */
const LEAST = 4096;

/** Points of charts are nearly all digits: higher levels take thrice as long for a fiftieth less of them. */
const LEVEL = 3;

const pack = promisify(gzip);

/** Whether a client takes gzip. */
export function takesGzip(c: Context<ServerEnv>): boolean {
  return /(^|,)\s*gzip\s*(;\s*q=(1|0?\.[1-9])[\d.]*\s*)?(,|$)/i.test(c.req.header('accept-encoding') ?? '');
}

/** Answers with a text, packed where it is long and the client takes it so. */
export async function packedText(
  c: Context<ServerEnv>,
  text: string,
  status: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 429 | 500 | 503,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const bytes = Buffer.from(text);
  const varied = { ...headers, vary: 'accept-encoding' };
  if (bytes.length <= LEAST || !takesGzip(c)) return c.body(bytes, status, varied);
  return c.body(await pack(bytes, { level: LEVEL }), status, { ...varied, 'content-encoding': 'gzip' });
}
