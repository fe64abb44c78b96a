/** Stores to move between, each in a place of its own, that end with the test. */
import { afterAll, afterEach } from 'vitest';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import type { Cluster } from '../../support/postgres.ts';
import { startPostgres } from '../../support/postgres.ts';
import type { S3Server } from '../../support/s3.ts';
import { startS3 } from '../../support/s3.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

export interface SharedPlace {
  readonly database: string;
  readonly blobs: string;
  open(): Promise<PostgresStore>;
  /** Runs a statement beside the stores. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
}

/** Call it once a file. */
export function migrationPlaces() {
  let cluster: Promise<Cluster> | undefined;
  let objects: Promise<S3Server> | undefined;
  let made = 0;
  const bucketFolders = new Map<string, string>();
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  afterAll(async () => {
    await (await cluster)?.stop();
    await (await objects)?.stop();
  });
  const folder = () => {
    const { path, remove } = temporaryFolder();
    ends.push(remove);
    return path;
  };
  const openLocal = (path: string): LocalStore => {
    const store = openLocalStore(path);
    ends.push(() => store.close());
    return store;
  };
  const shared = async (blobs: string): Promise<SharedPlace> => {
    cluster ??= startPostgres();
    const running = await cluster;
    const name = `moved_${String(made++)}`;
    const database = await running.create(name);
    const open = async () => {
      const store = await openPostgresStore({ database, blobs });
      ends.push(() => store.close());
      return store;
    };
    return { database, blobs, open, query: sql => running.query(sql, name) };
  };
  return {
    folder,
    openLocal,
    local: () => openLocal(folder()),
    sharedFolder: () => shared(folder()),
    sharedBucket: async () => {
      objects ??= startS3();
      const { address, folder: files } = (await objects).create(`moved-${String(made)}`, 'team/store');
      bucketFolders.set(address, files);
      return shared(address);
    },
    /** Where the objects of a store lie as files. */
    bucketFolder: ({ blobs }: SharedPlace) => bucketFolders.get(blobs) ?? '',
  };
}
