import type { RunId } from '../../core/ids.ts';
import type { Db } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';
import type { RunStops } from '../serverHost.ts';
import { withOwnTables } from './tables.ts';

/** Stops that every process sees: a run may be stopped through one and stream to another. */
export class TableStops implements RunStops {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async ask(run: RunId): Promise<void> {
    const row = { run_id: run, asked_at: Date.now() };
    await inTransaction(this.#db, tx =>
      withOwnTables(tx)
        .insertInto('run_stops')
        .values(row)
        .onConflict(conflict => conflict.doNothing())
        .execute(),
    );
  }

  async isAsked(run: RunId): Promise<boolean> {
    const rows = withOwnTables(this.#db).selectFrom('run_stops').select('run_id').where('run_id', '=', run);
    return (await rows.executeTakeFirst()) !== undefined;
  }

  async forget(run: RunId): Promise<void> {
    await inTransaction(this.#db, tx =>
      withOwnTables(tx).deleteFrom('run_stops').where('run_id', '=', run).execute(),
    );
  }
}
