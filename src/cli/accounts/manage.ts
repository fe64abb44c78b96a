import { errorFromJson } from '../../core/errors.ts';
import type { Accounts } from '../../store/postgres/accounts/Accounts.ts';
import type { Context } from '../command.ts';
import { loadServer } from '../serve/loadServer.ts';
import { SHARED_OPTIONS } from '../sharedStore.ts';
import { usageError } from '../usageError.ts';

/** What commands that work on users, teams and keys have in common. */
export const DATABASE_OPTION = { database: SHARED_OPTIONS.database } as const;

/**
 * Works on the database of a team, whether or not its server runs.
 * @throws AmphoraError `usage` where none is named; as `withAccounts`
 */
export async function manage<T>(
  { env }: Pick<Context, 'env'>,
  typed: string | undefined,
  work: (accounts: Accounts) => Promise<T>,
): Promise<T> {
  const database = typed ?? env['AMPHORA_DATABASE'];
  if (!database) throw usageError('--database URL is missing; AMPHORA_DATABASE names one, too');
  const { manageAccounts } = await loadServer();
  const done = await manageAccounts(database, work);
  if ('failure' in done) throw errorFromJson(done.failure);
  return done.value;
}
