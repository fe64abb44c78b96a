/** The one way to write to the catalog. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isAmphoraError } from '../../core/errors.ts';
import type { Db, Tx } from './tables.ts';

/** How often a write begins anew before its failure is told. */
const TRIES = 10;
/** The first pause at most, and any. Milliseconds. */
const FIRST_PAUSE = 4;
const LONGEST_PAUSE = 250;

/** SQLSTATEs with which a database asks for a transaction once more: serialization failure, deadlock. */
const AGAIN = new Set(['40001', '40P01']);
/**
 * A row that somebody else put there or took away meanwhile (foreign key, unique), or a table that was changed: once more tells
 * whether it was that.
 */
const ONCE_MORE = new Set(['23503', '23505', '0A000']);

function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * Runs `work` in a transaction that writes, again where the database asks for it or went away before the commit was sent:
 * so `work` changes nothing but rows. Where SQLite is the database writers take turns and nothing is tried again.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let atWork = false as boolean;
    try {
      return await db.transaction().execute(async tx => {
        atWork = true;
        const result = await work(tx);
        // From here on it may be committed though we are not told.
        atWork = false;
        return result;
      });
    } catch (error) {
      const state = sqlState(error);
      const lost = atWork && isAmphoraError(error, 'database-unreachable');
      const again = AGAIN.has(state) || ((ONCE_MORE.has(state) || lost) && attempt === 1);
      if (!again || attempt === TRIES) throw error;
      // Those that met do not meet again.
      await sleep(Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt));
    }
  }
}
