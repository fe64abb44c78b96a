import { Kysely, PostgresDialect } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import type { Tables } from '../catalog/tables.ts';
import { listBlobFiles } from '../local/blobFiles.ts';
import { prepareFolders } from '../local/layout.ts';
import { ChangeListener } from './ChangeListener.ts';
import { openPool } from './connections.ts';
import { describeDatabase } from './databaseAddress.ts';
import { migrate } from './migrate.ts';
import { PostgresStore } from './PostgresStore.ts';

export interface SharedPlaces {
  /** `postgres://user:password@host/name`; the tables lie in the first schema of the user's search path. */
  readonly database: string;
  /** A folder that every process sees under this path. */
  readonly blobs: string;
  /** Connections to the database at most, beside the one that listens. */
  readonly connections?: number;
}

/**
 * Opens the store whose catalog is in a database, making both where there is nothing.
 * @throws AmphoraError `database-address-invalid`, `database-unreachable`, `database-refused`, `database-not-found`,
 * `database-full`, `store-newer`, `store-not-writable`, `store-damaged`, `disk-full`
 */
export async function openPostgresStore(places: SharedPlaces): Promise<PostgresStore> {
  const { database: address, blobs, ...rest } = places;
  const database = describeDatabase(address);
  const target = { ...rest, address, database };
  const folders = prepareFolders(blobs);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(target) }) });
  try {
    await migrate(db, database, () => {
      // Blobs come after the catalog: an empty one beside them is another, or was lost.
      if (listBlobFiles(folders.blobs).next().done === true) return;
      const problem = `${database} is empty, though the store holds files`;
      throw new AmphoraError('store-damaged', { path: folders.root, problem });
    });
    return new PostgresStore({ db, database, folders, changes: await ChangeListener.open(target) });
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
