/** What tests of several stores over one database share: they are opened in a database of their own. */
import { afterAll, afterEach } from 'vitest';
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import type { Cluster } from '../../support/postgres.ts';
import { startPostgres } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

export interface SharedDatabase {
  readonly cluster: Cluster;
  /** Its name in the cluster. */
  readonly name: string;
  readonly address: string;
  /** The folder of the blobs. */
  readonly blobs: string;
  open(): Promise<PostgresStore>;
  /** Runs a statement beside the stores. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
}

/** Call it once a file; what it gives makes a database for a test. All ends with the test, and the cluster with the file. */
export function sharedDatabases(): () => Promise<SharedDatabase> {
  let cluster: Promise<Cluster> | undefined;
  let made = 0;
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  afterAll(async () => (await cluster)?.stop());
  return async () => {
    cluster ??= startPostgres();
    const running = await cluster;
    const name = `test_${String(made++)}`;
    const address = await running.create(name);
    const folder = temporaryFolder();
    const open = async () => {
      const store = await openPostgresStore({ database: address, blobs: folder.path });
      ends.unshift(() => store.close());
      return store;
    };
    ends.push(() => folder.remove());
    return {
      cluster: running,
      name,
      address,
      blobs: folder.path,
      open,
      query: sql => running.query(sql, name),
    };
  };
}
