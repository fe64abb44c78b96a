/** Every implementation of the Store contract, each in a store of its own. */
import path from 'node:path';
import { afterAll, test } from 'vitest';
import type { Store } from '../../../src/store/contract.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import { connectWorker } from '../../../src/worker/connectWorker.ts';
import type { Cluster } from '../../support/postgres.ts';
import { hasPostgres, needsPostgres, startPostgres } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

export interface OpenedStore {
  readonly store: Store;
  /** The same data through another connection, as another window has it. */
  another(): Promise<Store>;
  close(): Promise<void>;
}

type Open = () => Promise<OpenedStore>;

const workerFile = path.resolve(import.meta.dirname, '../../../dist/storeWorker.js');

/** A store in a folder of its own, and with whatever else `prepare` makes for it. */
function inFolder<T>(
  prepare: () => Promise<T>,
  open: (folder: string, more: T) => Store | Promise<Store>,
): Open {
  return async () => {
    const more = await prepare();
    const folder = temporaryFolder();
    const opened: Store[] = [];
    const another = async () => {
      const store = await open(folder.path, more);
      opened.push(store);
      return store;
    };
    const close = async () => {
      for (const store of opened) await store.close();
      folder.remove();
    };
    return { store: await another(), another, close };
  };
}

const nothing = () => Promise.resolve(undefined);

let cluster: Promise<Cluster> | undefined;
let databases = 0;
async function newDatabase(): Promise<string> {
  cluster ??= startPostgres();
  return (await cluster).create(`store_${String(databases++)}`);
}
afterAll(async () => (await cluster)?.stop());

const inPostgres = inFolder(newDatabase, (blobs, database) => openPostgresStore({ database, blobs }));
if (!hasPostgres) test.skip(`the contract in PostgreSQL${needsPostgres}`);

export const IMPLEMENTATIONS: readonly (readonly [name: string, open: Open])[] = [
  ['a local store in this thread', inFolder(nothing, folder => openLocalStore(folder))],
  [
    'a local store on a thread of its own',
    inFolder(nothing, folder => connectWorker(workerFile, folder).store),
  ],
  ...(hasPostgres ? ([['a store in PostgreSQL', inPostgres]] as const) : []),
];
