import type { IncomingMessage } from 'node:http';
import { readBody } from '../http/HttpTransport.ts';
import type { S3Client } from './S3Client.ts';

const ANSWER_LIMIT = 1 << 20;

/**
 * An object's bytes as they come.
 * @param range bytes of it, `end` exclusive
 * @throws AmphoraError `bucket-failed` and others of `S3Client`
 */
export async function streamObject(
  client: S3Client,
  key: string,
  range?: { readonly start: number; readonly end: number },
  signal?: AbortSignal,
): Promise<AsyncIterable<Buffer> & Pick<IncomingMessage, 'destroy'>> {
  const response = await client.open({
    method: 'GET',
    key,
    headers: range ? { range: `bytes=${String(range.start)}-${String(range.end - 1)}` } : {},
    ...(signal ? { signal } : {}),
  });
  const status = response.statusCode ?? 0;
  if (status === (range ? 206 : 200)) return response;
  const text = (await readBody(response, ANSWER_LIMIT, client.address.text)).toString();
  throw client.failure({ status, text });
}
