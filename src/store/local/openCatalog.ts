/** Opens the catalog and brings it to the newest schema. */
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import { listBlobFiles } from './blobFiles.ts';
import type { StoreFolders } from './layout.ts';
import { LAYOUT_VERSION } from './layout.ts';
import { MIGRATIONS } from './migrations.ts';
import { NodeSqliteDialect } from './sqliteDialect.ts';
import { storeFailure } from './storeFailure.ts';
import type { Db, Tables } from '../catalog/tables.ts';

/** How long opening waits for others, who may be opening it for the first time. Milliseconds. */
const OPEN_TIMEOUT = 60_000;

export interface Catalog {
  readonly db: Db;
  /** Whether it refuses to be written, with the files beside it. */
  readonly readOnly: boolean;
  /** A number that changes when another connection commits. */
  dataVersion(): number;
  /** SQLite's own check of the whole file; undefined where all is well. */
  integrityProblem(): string | undefined;
  close(): Promise<void>;
}

function pragma(database: DatabaseSync, name: string): number | string {
  const row = database.prepare(`pragma ${name}`).get();
  const value = row ? Object.values(row)[0] : undefined;
  return typeof value === 'number' || typeof value === 'string' ? value : 0;
}

/** Blobs come after the catalog: an empty catalog beside them is one that was lost. @throws AmphoraError `store-damaged` */
export function requireNew(folders: StoreFolders): void {
  if (listBlobFiles(folders.blobs).next().done === true) return;
  const problem = 'it is missing or empty, though the store holds files';
  throw new AmphoraError('store-damaged', { path: folders.root, problem });
}

function migrate(database: DatabaseSync, folders: StoreFolders): void {
  const { root } = folders;
  const known = MIGRATIONS.length;
  if (Number(pragma(database, 'user_version')) === known) return;
  database.exec('begin immediate');
  try {
    const found = Number(pragma(database, 'user_version'));
    if (found === 0) requireNew(folders);
    if (found > known) {
      throw new AmphoraError('store-newer', {
        path: root,
        found: `${String(LAYOUT_VERSION)}.${String(found)}`,
        known: `${String(LAYOUT_VERSION)}.${String(known)}`,
      });
    }
    for (const step of MIGRATIONS.slice(found)) database.exec(step);
    database.exec(`pragma user_version = ${String(known)}`);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

/** @throws AmphoraError `store-newer`, `store-damaged`, `store-not-writable`, `disk-full` */
export function openCatalog(
  folders: StoreFolders,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Catalog {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(folders.catalog, { timeout: OPEN_TIMEOUT });
    if (pragma(database, 'journal_mode') !== 'wal') {
      // Switching to WAL takes an exclusive lock that does not wait; the immediate transaction does.
      database.exec('begin immediate; commit');
      database.exec('pragma journal_mode = wal');
    }
    database.exec('pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory');
    migrate(database, folders);
    if (readOnly) database.exec('pragma query_only = on');
  } catch (error) {
    database?.close();
    throw storeFailure(error, folders.root);
  }
  const opened = database;
  const db: Db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(opened, folders.root) });
  return {
    db,
    readOnly,
    dataVersion: () => Number(pragma(opened, 'data_version')),
    close: () => db.destroy(),
    integrityProblem: () => {
      const answer = String(pragma(opened, 'integrity_check(1)'));
      return answer === 'ok' ? undefined : answer.split('\n').find(line => !line.startsWith('***'));
    },
  };
}
