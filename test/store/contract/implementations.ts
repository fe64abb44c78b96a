/** Every implementation of the Store contract, each in a store of its own. */
import path from 'node:path';
import type { Ready } from '../../../src/server/serve.ts';
import { serve } from '../../../src/server/serve.ts';
import type { Store } from '../../../src/store/contract.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { RemoteStore } from '../../../src/store/remote/RemoteStore.ts';
import { connectWorker } from '../../../src/worker/connectWorker.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

export interface OpenedStore {
  readonly store: Store;
  /** The same data through another connection, as another window has it. */
  another(): Store;
  /**
   * Whether it is reached over the W&B protocol, which has no words for when an alias stood where, for how a run named what it
   * used, for what became free, nor for what was deleted.
   */
  readonly remote: boolean;
  close(): Promise<void>;
}

const workerFile = path.resolve(import.meta.dirname, '../../../dist/storeWorker.js');

function inFolder(open: (folder: string) => Store): () => OpenedStore {
  return () => {
    const folder = temporaryFolder();
    const opened: Store[] = [];
    const another = () => {
      const store = open(folder.path);
      opened.push(store);
      return store;
    };
    const close = async () => {
      for (const store of opened) await store.close();
      folder.remove();
    };
    return { store: another(), another, remote: false, close };
  };
}

/** Our client against our server, over a store of its own. */
const throughServer = (open: (address: Ready) => Store) => async (): Promise<OpenedStore> => {
  const folder = temporaryFolder();
  const stop = new AbortController();
  const ready = Promise.withResolvers<Ready>();
  const served = serve({
    storeFolder: folder.path,
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
  const address = await ready.promise;
  const opened: Store[] = [];
  const another = () => {
    const store = open(address);
    opened.push(store);
    return store;
  };
  const close = async () => {
    for (const store of opened) await store.close();
    stop.abort();
    await served;
    folder.remove();
  };
  return { store: another(), another, remote: true, close };
};

export const IMPLEMENTATIONS: readonly (readonly [
  name: string,
  open: () => OpenedStore | Promise<OpenedStore>,
])[] = [
  ['a local store in this thread', inFolder(openLocalStore)],
  ['a local store on a thread of its own', inFolder(folder => connectWorker(workerFile, folder).store)],
  ['a remote store', throughServer(address => new RemoteStore(address, { lookInterval: 50 }))],
];
