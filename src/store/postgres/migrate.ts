/** Brings a database to the newest schema, whoever else is about to do the same. */
import { sql } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import type { Db } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';
import { MIGRATIONS } from './migrations.ts';

/** Names our lock among those that others take in the same database: "amphora" in ASCII. */
const LOCK = 0x616d70686f7261n;

async function readSchema(db: Db): Promise<number> {
  // Looked for among the rows: what PostgreSQL remembers of names may be from before the lock was ours.
  const { rows: tables } = await sql`
    select 1 from pg_catalog.pg_tables where schemaname = current_schema() and tablename = 'amphora_schema'
  `.execute(db);
  if (tables.length === 0) return 0;
  const { rows } = await sql<{ version: number }>`select version from amphora_schema`.execute(db);
  return rows[0]?.version ?? 0;
}

function requireKnown(found: number, database: string): void {
  const known = MIGRATIONS.length;
  if (found > known) throw new AmphoraError('store-newer', { path: database, found, known });
}

/** Whether there is nothing to be done. @throws AmphoraError `store-newer` */
export async function isNewest(db: Db, database: string): Promise<boolean> {
  const found = await readSchema(db);
  requireKnown(found, database);
  return found === MIGRATIONS.length;
}

/**
 * @param beforeFirst called before the first tables are made
 * @throws AmphoraError `store-newer`, `store-not-writable`
 */
export async function migrate(db: Db, database: string, beforeFirst: () => Promise<void>): Promise<void> {
  const before = await readSchema(db);
  requireKnown(before, database);
  if (before === MIGRATIONS.length) return;
  await inTransaction(db, async tx => {
    await sql`select pg_advisory_xact_lock(${String(LOCK)}::bigint)`.execute(tx);
    const found = await readSchema(tx);
    requireKnown(found, database);
    if (found === 0) await beforeFirst();
    for (const step of MIGRATIONS.slice(found)) {
      for (const statement of step.split(';\n')) {
        if (statement.trim() !== '') await sql.raw(statement).execute(tx);
      }
    }
    await sql`create table if not exists amphora_schema (version bigint not null)`.execute(tx);
    await sql`delete from amphora_schema`.execute(tx);
    await sql`insert into amphora_schema (version) values (${MIGRATIONS.length})`.execute(tx);
  });
}
