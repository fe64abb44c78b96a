import { Kysely, PostgresDialect } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import type { Tables } from '../catalog/tables.ts';
import { isS3Address } from '../s3/s3Address.ts';
import { S3Place } from '../s3/S3Place.ts';
import { ChangeListener } from './ChangeListener.ts';
import { openPool } from './connections.ts';
import { describeDatabase } from './databaseAddress.ts';
import { migrate } from './migrate.ts';
import { PostgresStore } from './PostgresStore.ts';
import { SharedFolder } from './SharedFolder.ts';
import { TeamDatabase } from './TeamDatabase.ts';

export interface SharedPlaces {
  /** `postgres://user:password@host/name`; the tables lie in the first schema of the user's search path. */
  readonly database: string;
  /** A folder that every process sees under this path, or `s3://bucket/prefix?endpoint=…`. */
  readonly blobs: string;
  /** Connections to the database at most, beside the one that listens. */
  readonly connections?: number;
}

/**
 * Opens the store whose catalog is in a database, making both where there is nothing.
 * @throws AmphoraError `database-address-invalid`, `database-unreachable`, `database-refused`, `database-not-found`,
 * `database-full`, `store-newer`, `store-not-writable`, `store-damaged`, `disk-full`; as `S3Place.open`
 */
export async function openPostgresStore(places: SharedPlaces): Promise<PostgresStore> {
  const { database: address, blobs, ...rest } = places;
  const database = describeDatabase(address);
  const target = { ...rest, address, database };
  const place = isS3Address(blobs) ? await S3Place.open(blobs) : new SharedFolder(blobs);
  const pool = openPool(target);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, database, async () => {
      // Blobs come after the catalog: an empty one beside them is another, or was lost.
      if (await place.isEmpty()) return;
      const problem = `${database} is empty, though the store holds files`;
      throw new AmphoraError('store-damaged', { path: place.blobs.location, problem });
    });
    const team = new TeamDatabase(db, pool.use);
    return new PostgresStore({ db, database, place, team, changes: await ChangeListener.open(target) });
  } catch (error) {
    await db.destroy();
    place.close();
    throw error;
  }
}
