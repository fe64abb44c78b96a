/** What tests of several stores over one database share: they are opened in a database of their own. */
import { Client } from 'pg';
import { afterAll, afterEach, expect } from 'vitest';
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
  /** Where the blobs are. */
  readonly blobs: string;
  /** A folder, which is that of the blobs unless they have another place. */
  readonly folder: string;
  open(): Promise<PostgresStore>;
  /** Runs a statement beside the stores. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
}

/**
 * Call it once a file; what it gives makes a database for a test. All ends with the test, and the cluster with the file.
 * @param place makes a place for blobs, unless a folder will do
 */
export function sharedDatabases(place?: () => Promise<string>): () => Promise<SharedDatabase> {
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
    const blobs = (await place?.()) ?? folder.path;
    const open = async () => {
      const store = await openPostgresStore({ database: address, blobs });
      ends.unshift(() => store.close());
      return store;
    };
    ends.push(() => folder.remove());
    return {
      cluster: running,
      name,
      address,
      blobs,
      folder: folder.path,
      open,
      query: sql => running.query(sql, name),
    };
  };
}

/** Ends connections of a database that are as told, once there are any; says how many. */
export async function cut({ query, name }: SharedDatabase, which: string): Promise<void> {
  await expect
    .poll(async () => {
      const ended = await query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and ${which}`,
      );
      return ended.length;
    })
    .toBeGreaterThan(0);
}

/** Connections that wait for a lock. */
export const WAITING = "wait_event_type = 'Lock'";

/** Locks the projects, so that a commit stops in its middle. */
export async function holdProjects({ address }: SharedDatabase): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query('begin');
  await client.query('select id from projects for update');
  return () => client.end();
}
