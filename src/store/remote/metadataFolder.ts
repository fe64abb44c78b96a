import { createHash } from 'node:crypto';
import path from 'node:path';
import type { RemoteAddress } from './RemoteClient.ts';

/** The folder of answers to one account of one server; the key itself is not to be had from its name. */
export function metadataFolder(cacheFolder: string, { url, apiKey }: RemoteAddress): string {
  const name = createHash('sha256').update(`${url}\n${apiKey}`).digest('hex').slice(0, 32);
  return path.join(cacheFolder, 'metadata', name);
}
