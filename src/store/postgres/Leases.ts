/**
 * Logs under way and the garbage collector keep out of each other's way through rows that say until when they count. Whoever made
 * one renews it while it lives; one that ran out is taken away by the next collector. Only the database's clock is asked, because
 * those of several machines differ.
 */
import { hostname } from 'node:os';
import { sql } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import { newId } from '../catalog/newId.ts';
import type { Door, QuietOptions } from '../catalog/quiet.ts';
import { behind } from '../catalog/quiet.ts';
import { readRemovals } from '../catalog/removals.ts';
import type { Stagings } from '../catalog/stagings.ts';
import type { Db, Tx } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';
import type { LeaseTable } from './tables.ts';
import { withOwnTables } from './tables.ts';

/** Milliseconds that a lease counts. A collector that stalls may remove what a later log counts on, so it gets more. */
const LIFETIME = { staging: 60_000, collect: 600_000 };
/** Milliseconds between renewals. */
const BEAT = 15_000;

const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
const LONG_AGO = Number.NEGATIVE_INFINITY;

function until(kind: LeaseTable['kind']) {
  return sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint + ${LIFETIME[kind]}`;
}

export class Leases implements Stagings {
  readonly #db: Db;
  readonly #database: string;
  readonly #holder = `${hostname()}, process ${String(process.pid)}`;
  /** Those of this process, with when they were last renewed, by its own monotonic clock. */
  readonly #held = new Map<string, { readonly kind: LeaseTable['kind']; renewed: number }>();
  readonly #door: Door = {
    close: () => this.#closeDoor(),
    inside: closed => this.#whoIsInside(closed),
    open: closed => this.release(closed),
  };
  #beat: NodeJS.Timeout | undefined;

  /** @param database as sentences name it */
  constructor(db: Db, database: string) {
    this.#db = db;
    this.#database = database;
  }

  /** Begins a log. @throws AmphoraError `store-busy` while blobs are being collected */
  async beginStaging(): Promise<{ readonly id: string; readonly removals: number }> {
    const id = newId();
    const removals = await inTransaction(this.#db, async tx => {
      await this.holdOff(tx);
      await this.#insert(tx, id, 'staging');
      return readRemovals(tx);
    });
    this.#hold(id, 'staging');
    return { id, removals };
  }

  /** Does work while nothing is logged. @throws AmphoraError `store-busy` */
  quietly<T>(work: (stillQuiet: () => Promise<void>) => Promise<T>, options: QuietOptions = {}): Promise<T> {
    return behind(this.#door, id => work(() => this.#requireLease(id)), options);
  }

  async #closeDoor(): Promise<string | AmphoraError> {
    const id = newId();
    const collector = await inTransaction(this.#db, async tx => {
      await sql`lock table leases in share row exclusive mode`.execute(tx);
      const [other] = await this.#others(tx, id, 'collect');
      if (!other) await this.#insert(tx, id, 'collect');
      return other;
    });
    if (collector) return this.#busy('a clean-up', collector);
    this.#hold(id, 'collect');
    return id;
  }

  async #whoIsInside(closed: string): Promise<AmphoraError | undefined> {
    const [log] = await inTransaction(this.#db, tx => this.#others(tx, closed, 'staging'));
    return log && this.#busy('a log under way', log);
  }

  /** Who is at work; those that ran out are taken away. */
  async #others(tx: Tx, id: string, kind: LeaseTable['kind']): Promise<readonly LeaseTable[]> {
    const leases = withOwnTables(tx);
    // One that a commit holds at this moment still counts, though it has run out.
    const over = leases
      .selectFrom('leases')
      .select('id')
      .where('expires_at', '<=', NOW)
      .forUpdate()
      .skipLocked();
    await leases.deleteFrom('leases').where('id', 'in', over).execute();
    const others = leases.selectFrom('leases').selectAll().where('kind', '=', kind).where('id', '!=', id);
    return others.orderBy('id').execute();
  }

  /** Makes sure that a lease goes on counting for a good while yet. @throws AmphoraError `store-busy` where it ran out */
  async #requireLease(id: string): Promise<void> {
    const held = this.#held.get(id);
    const renewed = held?.renewed ?? LONG_AGO;
    if (held && performance.now() - renewed < LIFETIME[held.kind] / 4) return;
    await this.#renew([id]);
    if ((this.#held.get(id)?.renewed ?? LONG_AGO) > renewed) return;
    throw new AmphoraError('store-busy', { path: this.#database, by: 'another process' });
  }

  async require(tx: Tx, { id }: { readonly id: string }): Promise<void> {
    const row = await withOwnTables(tx)
      .selectFrom('leases')
      .select('id')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new AmphoraError('staging-lost', {});
  }

  async end(tx: Tx, { id }: { readonly id: string }): Promise<void> {
    await withOwnTables(tx).deleteFrom('leases').where('id', '=', id).execute();
  }

  async holdOff(tx: Tx): Promise<void> {
    // Does not wait for other logs, but for a collector that is about to begin.
    await sql`lock table leases in row exclusive mode`.execute(tx);
    const collecting = await withOwnTables(tx)
      .selectFrom('leases')
      .select('holder')
      .where('kind', '=', 'collect')
      .where('expires_at', '>', NOW)
      .executeTakeFirst();
    if (collecting) throw this.#busy('a clean-up', collecting);
  }

  /** Renews a lease no more: it is over, or will be. */
  letGo(id: string): void {
    this.#held.delete(id);
    if (this.#held.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
  }

  /** Ends a lease at once. */
  async release(id: string): Promise<void> {
    this.letGo(id);
    await inTransaction(this.#db, tx => this.end(tx, { id }));
  }

  /** Ends all of this process. */
  async close(): Promise<void> {
    // What cannot be told runs out.
    for (const id of [...this.#held.keys()]) await this.release(id).catch(() => undefined);
  }

  #busy(what: string, { holder }: Pick<LeaseTable, 'holder'>): AmphoraError {
    return new AmphoraError('store-busy', { path: this.#database, by: `${what} (${holder})` });
  }

  async #insert(tx: Tx, id: string, kind: LeaseTable['kind']): Promise<void> {
    const row = { id, kind, holder: this.#holder, expires_at: until(kind) };
    await withOwnTables(tx).insertInto('leases').values(row).execute();
  }

  #hold(id: string, kind: LeaseTable['kind']): void {
    this.#held.set(id, { kind, renewed: performance.now() });
    // A beat that fails is made up for by the next: a lease outlives several.
    this.#beat ??= setInterval(() => void this.#renew([...this.#held.keys()]).catch(() => undefined), BEAT);
    this.#beat.unref();
  }

  async #renew(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const held = this.#held.get(id);
      if (!held) continue;
      const asked = performance.now();
      const { numUpdatedRows } = await inTransaction(this.#db, tx =>
        withOwnTables(tx)
          .updateTable('leases')
          .set({ expires_at: until(held.kind) })
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      if (numUpdatedRows > 0n) held.renewed = asked;
    }
  }
}
