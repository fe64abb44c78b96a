/** The store that `--database` and `--blobs` name, for the commands that care for it beside its server. */
import type { Maintenance } from '../store/maintenance.ts';
import type { SharedPlaces } from '../store/postgres/openPostgresStore.ts';
import type { PostgresStore } from '../store/postgres/PostgresStore.ts';
import type { Context } from './command.ts';
import { usageError } from './usageError.ts';

export const SHARED_OPTIONS = {
  database: {
    type: 'string',
    value: 'URL',
    help: 'postgres://user@host/name of a team (else AMPHORA_DATABASE: it hides a password)',
  },
  blobs: {
    type: 'string',
    value: 'PLACE',
    help: 'Where its files lie: a folder, or s3://bucket/prefix?endpoint=URL (else AMPHORA_BLOBS)',
  },
} as const;

interface SharedInput {
  readonly database: string | undefined;
  readonly blobs: string | undefined;
}

/**
 * The places that flags or environment name.
 * @throws AmphoraError `usage` where one of them is missing
 */
export function sharedPlaces({ env }: Pick<Context, 'env'>, typed: SharedInput): SharedPlaces {
  const database = typed.database ?? env['AMPHORA_DATABASE'];
  const blobs = typed.blobs ?? env['AMPHORA_BLOBS'];
  if (!database) throw usageError('The database is missing; give --database URL or set AMPHORA_DATABASE');
  if (!blobs) throw usageError('--database needs to know where the files lie; give --blobs PLACE');
  return { database, blobs };
}

/**
 * Works with a shared store, which is closed after.
 * @throws AmphoraError as `openPostgresStore`
 */
export async function withSharedStore<T>(
  places: SharedPlaces,
  work: (store: PostgresStore) => Promise<T>,
): Promise<T> {
  const { openPostgresStore } = await import('../store/postgres/openPostgresStore.ts');
  const store = await openPostgresStore(places);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export interface CaredStore {
  readonly care: Maintenance;
  /** Whether several machines share it. */
  readonly isShared: boolean;
}

/**
 * Cares for the store that a command line means: a shared one where its database is named and no other store was, else the one of
 * `--store`.
 * @throws AmphoraError `usage`, as `openPostgresStore` and as `Context.service`
 */
export async function withCaredStore<T>(
  context: Context,
  typed: SharedInput,
  work: (store: CaredStore) => Promise<T>,
): Promise<T> {
  if (typed.database !== undefined && context.storeWasTyped)
    throw usageError('--store and --database name different stores');
  const database = typed.database ?? (context.storeWasTyped ? undefined : context.env['AMPHORA_DATABASE']);
  if (database) {
    const places = sharedPlaces(context, { ...typed, database });
    return withSharedStore(places, care => work({ care, isShared: true }));
  }
  if (typed.blobs !== undefined) throw usageError('--blobs is for a team’s store; name its --database, too');
  return work({ care: await context.service(), isShared: false });
}
