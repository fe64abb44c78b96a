/** What a team's server keeps in the database beside the catalog. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';
import { Accounts } from './accounts/Accounts.ts';
import type { PoolUse } from './connections.ts';
import type { OneTimeValues } from '../oneTime.ts';
import { EntityIndex } from './EntityIndex.ts';
import { TableOneTimeValues } from './TableOneTimeValues.ts';
import { withOwnTables } from './tables.ts';

export class TeamDatabase {
  readonly #db: Db;
  readonly accounts: Accounts;
  readonly entities: EntityIndex;
  readonly oneTime: OneTimeValues;
  /** How the connections of this process are used. */
  readonly use: () => PoolUse;

  constructor(db: Db, use: () => PoolUse) {
    this.#db = db;
    this.use = use;
    this.accounts = new Accounts(db);
    this.entities = new EntityIndex(db);
    this.oneTime = new TableOneTimeValues(db);
  }

  /** 32 random bytes in hexadecimal that all processes have in common; the first that asks makes them. */
  async secret(): Promise<string> {
    const row = { name: 'secret' as const, value: randomBytes(32).toString('hex') };
    return inTransaction(this.#db, async tx => {
      const settings = withOwnTables(tx);
      await settings
        .insertInto('settings')
        .values(row)
        .onConflict(conflict => conflict.doNothing())
        .execute();
      // Another statement: it sees what somebody else, for whom the one before has waited, has put there.
      const { value } = await settings
        .selectFrom('settings')
        .select('value')
        .where('name', '=', 'secret')
        .executeTakeFirstOrThrow();
      return value;
    });
  }

  /** Resolves when the database answers. @throws AmphoraError of databaseFailure.ts */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.#db);
  }
}
