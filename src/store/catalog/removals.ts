/** How often blobs were taken away: whoever saw them before must look again. */
import type { Db } from './tables.ts';
import { inTransaction } from './transaction.ts';

const NAME = 'removals';

export async function readRemovals(db: Db): Promise<number> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', NAME).executeTakeFirst();
  return row?.value ?? 0;
}

/** Call it before blobs are taken away. */
export async function countRemoval(db: Db): Promise<void> {
  await inTransaction(db, tx =>
    tx
      .insertInto('counters')
      .values({ name: NAME, value: 1 })
      .onConflict(conflict =>
        conflict.column('name').doUpdateSet(set => ({ value: set('counters.value', '+', 1) })),
      )
      .execute(),
  );
}
