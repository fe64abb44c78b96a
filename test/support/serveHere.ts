import path from 'node:path';
import type { Ready, ServeOptions } from '../../src/server/serveLocal.ts';
import { serveLocal } from '../../src/server/serveLocal.ts';

/** The bundles of the pages, as they are built. */
export const PAGES = path.resolve(import.meta.dirname, '../../dist/webview');

export interface ServedHere extends Ready {
  /** Stops it; resolves when it has. */
  stop(): Promise<void>;
}

/** A server in this process, over the store in a folder. */
export async function serveHere(
  storeFolder: string,
  options: Partial<ServeOptions> = {},
): Promise<ServedHere> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<Ready>();
  const served = serveLocal({
    storeFolder,
    host: '127.0.0.1',
    port: undefined,
    idle: undefined,
    version: '0.0.0',
    debug: false,
    pagesFolder: PAGES,
    ...options,
    signal: stop.signal,
    onReady(address) {
      ready.resolve(address);
      return Promise.resolve();
    },
  });
  served.catch(ready.reject);
  return {
    ...(await ready.promise),
    stop() {
      stop.abort();
      return served;
    },
  };
}
