/**
 * Cleans a shared store once a day: versions whose time is over go, and the space of what nothing needs. All of its processes ask, and
 * one of them does it.
 */
import { sql } from 'kysely';
import type { Db } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';
import type { GarbageReport, LongCall, Maintenance, MaintenanceProgress } from '../maintenance.ts';

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;
/** Between questions whether it is time. The first comes no earlier: a server that just started has other things to do. */
const ASK = 10 * 60 * 1000;
/** For logs under way, of which a busy server always has some. Milliseconds. */
const PATIENCE = 10 * 60 * 1000;

/** By the database's clock: those of several machines differ. */
const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Takes the turn of this day. @returns when; undefined where somebody else has it */
export async function takeTurn(db: Db): Promise<number | undefined> {
  const row = await inTransaction(db, tx =>
    tx
      .insertInto('counters')
      .values({ name: 'cleaned', value: NOW })
      .onConflict(conflict =>
        conflict
          .column('name')
          .doUpdateSet({ value: NOW })
          .where('counters.value', '<=', sql<number>`${NOW} - ${sql.lit(DAY)}`),
      )
      .returning('value')
      .executeTakeFirst(),
  );
  return row?.value;
}

/** Gives a turn back that came to nothing: somebody tries again in an hour. */
export async function giveBackTurn(db: Db, taken: number): Promise<void> {
  await inTransaction(db, tx =>
    tx
      .updateTable('counters')
      .set({ value: taken - DAY + HOUR })
      .where('name', '=', 'cleaned')
      .where('value', '=', taken)
      .execute(),
  );
}

/** A store that is cleaned by `PostgresStore.cleanDaily`. */
export interface DailyCleaned {
  cleanDaily(options?: LongCall<MaintenanceProgress>): Promise<GarbageReport | undefined>;
}

/**
 * Cleans if nobody did within a day.
 * @returns undefined where somebody did, or does
 * @throws what `collectGarbage` throws; it is tried again in an hour
 */
export async function cleanDaily(
  db: Db,
  care: Pick<Maintenance, 'collectGarbage'>,
  options: LongCall<MaintenanceProgress> = {},
): Promise<GarbageReport | undefined> {
  const turn = await takeTurn(db);
  if (turn === undefined) return undefined;
  try {
    return await care.collectGarbage({ dryRun: false, patience: PATIENCE }, options);
  } catch (error) {
    await giveBackTurn(db, turn).catch(() => undefined);
    throw error;
  }
}

export interface CleaningCalls {
  readonly onCleaned: (report: GarbageReport) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Asks now and then whether it is time, until it is disposed; resolves when nothing is under way any more. For a server, which
 * does not wait for it.
 */
export function keepClean(
  store: DailyCleaned,
  { onCleaned, onFailure }: CleaningCalls,
): { dispose(): Promise<void> } {
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  const ask = async () => {
    try {
      const report = await store.cleanDaily({ signal: stop.signal });
      if (report) onCleaned(report);
    } catch (error) {
      if (!stop.signal.aborted) onFailure(error);
    } finally {
      running = undefined;
    }
  };
  const askUnlessAsked = () => {
    running ??= ask();
  };
  const timer = setInterval(askUnlessAsked, ASK);
  timer.unref();
  return {
    dispose: async () => {
      clearInterval(timer);
      stop.abort();
      await running;
    },
  };
}
