/** Every implementation of the Store contract, each in a store of its own. */
import path from 'node:path';
import { afterAll, test } from 'vitest';
import type { Store } from '../../../src/store/contract.ts';
import { TeamAccess } from '../../../src/server/access/TeamAccess.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import { RemoteStore } from '../../../src/store/remote/RemoteStore.ts';
import { connectWorker } from '../../../src/worker/connectWorker.ts';
import type { Cluster } from '../../support/postgres.ts';
import { hasPostgres, needsPostgres, startPostgres } from '../../support/postgres.ts';
import type { S3Server } from '../../support/s3.ts';
import { hasS3, needsS3, startS3 } from '../../support/s3.ts';
import { serveHere } from '../../support/serveHere.ts';
import { makeOnlyUser, ONLY_USER } from '../../support/onlyUser.ts';
import { serveTeamHere } from '../../support/serveTeamHere.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

export interface OpenedStore {
  readonly store: Store;
  /** The same data through another connection, as another window has it. */
  another(): Promise<Store>;
  /**
   * Whether it is reached over the W&B protocol, which has no words for when an alias stood where, for how a run named what it
   * used, for what became free, nor for what was deleted.
   */
  readonly remote: boolean;
  close(): Promise<void>;
}

type Open = () => Promise<OpenedStore>;

/** What stores are opened with, and how all of it ends. */
interface Place {
  readonly remote: boolean;
  open(): Store | Promise<Store>;
  end(): unknown;
}

/** A store in a place of its own, and others in the same. */
function inPlace(prepare: () => Promise<Place>): Open {
  return async () => {
    const place = await prepare();
    const opened: Store[] = [];
    const another = async () => {
      const store = await place.open();
      opened.push(store);
      return store;
    };
    const close = async () => {
      for (const store of opened) await store.close();
      await place.end();
    };
    return { store: await another(), another, remote: place.remote, close };
  };
}

function inFolder(open: (folder: string) => Store): Open {
  return inPlace(() => {
    const { path: folder, remove } = temporaryFolder();
    return Promise.resolve({
      remote: false,
      open: () => open(folder),
      end: remove,
    });
  });
}

/** Our client against our server, over a store of its own. */
async function server(): Promise<Place> {
  const folder = temporaryFolder();
  const { stop, ...address } = await serveHere(folder.path);
  return {
    remote: true,
    open: () => new RemoteStore(address, { lookInterval: 50 }),
    end: async () => {
      await stop();
      folder.remove();
    },
  };
}

let cluster: Promise<Cluster> | undefined;
let databases = 0;
afterAll(async () => (await cluster)?.stop());

/** A database of its own, in a PostgreSQL that the tests of a file share. */
async function inPostgres(): Promise<
  Place & { readonly database: string; readonly openStore: () => Promise<PostgresStore> }
> {
  cluster ??= startPostgres();
  const database = await (await cluster).create(`store_${String(databases++)}`);
  const { path: blobs, remove } = temporaryFolder();
  const openStore = () => openPostgresStore({ database, blobs });
  return {
    remote: false,
    database,
    open: openStore,
    openStore,
    end: remove,
  };
}

let objects: Promise<S3Server> | undefined;
afterAll(async () => (await objects)?.stop());

/** The same, with its blobs in a bucket. */
async function inPostgresAndS3(): Promise<Place & { readonly database: string; readonly blobs: string }> {
  const shared = await inPostgres();
  shared.end();
  objects ??= startS3();
  const { address: blobs } = (await objects).create(`store-${String(databases)}`, 'team/store');
  const database = shared.database;
  return {
    remote: false,
    database,
    blobs,
    open: () => openPostgresStore({ database, blobs }),
    end: () => undefined,
  };
}

/** The entity beside one's own that the suite works with. */
const TEAM = 'team';

/** The same store as one of a team's users sees it. */
async function asUser(): Promise<Place> {
  const shared = await inPostgres();
  return {
    ...shared,
    async open() {
      const store = await shared.openStore();
      await makeOnlyUser(store.team.accounts, TEAM);
      const caller = await new TeamAccess(store, { error: () => {} }).admit(ONLY_USER.key, '127.0.0.1');
      if (!caller) throw new Error('The user is not known');
      return { ...caller.store, close: () => store.close() };
    },
  };
}

/** Our client against a team's server, whose bytes go past it. */
async function bucketServer(): Promise<Place> {
  const { database, blobs } = await inPostgresAndS3();
  const { stop, ...address } = await serveTeamHere({ database, blobs }, {}, TEAM);
  return {
    remote: true,
    open: () => new RemoteStore(address, { lookInterval: 50 }),
    end: stop,
  };
}
if (!hasPostgres) test.skip(`the contract in PostgreSQL${needsPostgres}`);
if (!hasS3) test.skip(`the contract in PostgreSQL and S3${needsS3}`);

const workerFile = path.resolve(import.meta.dirname, '../../../dist/storeWorker.js');

export const IMPLEMENTATIONS: readonly (readonly [name: string, open: Open])[] = [
  ['a local store in this thread', inFolder(openLocalStore)],
  ['a local store on a thread of its own', inFolder(folder => connectWorker(workerFile, folder).store)],
  ['a remote store', inPlace(server)],
  ...(hasPostgres
    ? ([
        ['a store in PostgreSQL', inPlace(inPostgres)],
        ['a team’s store as a user sees it', inPlace(asUser)],
      ] as const)
    : []),
  ...(hasPostgres && hasS3
    ? ([
        ['a store in PostgreSQL and S3', inPlace(inPostgresAndS3)],
        ['a remote store whose bytes lie in S3', inPlace(bucketServer)],
      ] as const)
    : []),
];
