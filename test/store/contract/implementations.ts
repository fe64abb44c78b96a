/** Every implementation of the Store contract, each in a store of its own. */
import path from 'node:path';
import type { Store } from '../../../src/store/contract.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { connectWorker } from '../../../src/worker/connectWorker.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

export interface OpenedStore {
  readonly store: Store;
  /** The same data through another connection, as another window has it. */
  another(): Store;
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
    return { store: another(), another, close };
  };
}

export const IMPLEMENTATIONS: readonly (readonly [name: string, open: () => OpenedStore])[] = [
  ['a local store in this thread', inFolder(openLocalStore)],
  ['a local store on a thread of its own', inFolder(folder => connectWorker(workerFile, folder).store)],
];
