import { sql } from 'kysely';
import type { Db } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';
import type { OneTimeValues } from '../oneTime.ts';
import { withOwnTables } from './tables.ts';

/** By the database's clock: those of several machines differ. */
const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Values that all processes have in common: one is kept through one of them and taken through another, by whoever is first. */
export class TableOneTimeValues implements OneTimeValues {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async put(digest: string, value: string, lifetime: number): Promise<void> {
    const row = { digest, value, expires_at: sql<number>`${NOW} + ${sql.lit(lifetime)}` };
    await inTransaction(this.#db, async tx => {
      const values = withOwnTables(tx);
      // Nobody comes for those whose time is over.
      await values.deleteFrom('one_time_values').where('expires_at', '<=', NOW).execute();
      await values.insertInto('one_time_values').values(row).execute();
    });
  }

  async take(digest: string): Promise<string | undefined> {
    // One statement: of two who come at once the second finds no row.
    const row = await inTransaction(this.#db, tx =>
      withOwnTables(tx)
        .deleteFrom('one_time_values')
        .where('digest', '=', digest)
        .where('expires_at', '>', NOW)
        .returning('value')
        .executeTakeFirst(),
    );
    return row?.value;
  }
}
