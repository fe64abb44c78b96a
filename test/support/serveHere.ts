import type { Ready } from '../../src/server/serveLocal.ts';
import { serveLocal } from '../../src/server/serveLocal.ts';

export interface ServedHere extends Ready {
  /** Stops it; resolves when it has. */
  stop(): Promise<void>;
}

/** A server in this process, over the store in a folder. */
export async function serveHere(storeFolder: string): Promise<ServedHere> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<Ready>();
  const served = serveLocal({
    storeFolder,
    host: '127.0.0.1',
    port: undefined,
    idle: undefined,
    version: '0.0.0',
    debug: false,
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
