import { Kysely, PostgresDialect } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import type { Tables } from '../catalog/tables.ts';
import { Accounts } from './accounts/Accounts.ts';
import { openPool } from './connections.ts';
import { describeDatabase } from './databaseAddress.ts';
import { isNewest } from './migrate.ts';

/**
 * Works on the users, teams and keys of a team's server, whether or not it runs.
 * @throws AmphoraError `database-empty` where a server has to make its tables first, `store-newer`; as `openPostgresStore`
 */
export async function withAccounts<T>(address: string, work: (accounts: Accounts) => Promise<T>): Promise<T> {
  const database = describeDatabase(address);
  const pool = openPool({ address, database, connections: 2 });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    if (!(await isNewest(db, database))) throw new AmphoraError('database-empty', { database });
    return await work(new Accounts(db));
  } finally {
    await db.destroy();
  }
}
