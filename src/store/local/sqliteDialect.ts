/**
 * Kysely over Node's own SQLite. Every transaction is `begin immediate`: a writer waits its turn instead of failing half-way.
 * It waits asynchronously, for SQLite's own waiting would hold up the thread, and with it whoever holds the lock on the same thread.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, Driver, SqliteDatabase, SqliteStatement } from 'kysely';
import { isBusy, storeFailure } from './storeFailure.ts';

/** Longer than any write of ours holds the lock. Milliseconds. */
const PATIENCE = 60_000;
/** First and longest pause between two attempts to begin. Milliseconds. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 20;
/** What statements outside of a transaction wait for: readers seldom wait at all. Milliseconds. */
const BUSY_TIMEOUT = 10_000;

/** Prepared statements kept; the catalog's own queries are about a hundred. */
const MAX_STATEMENTS = 200;

class Statement implements SqliteStatement {
  readonly reader: boolean;
  readonly #statement: StatementSync;
  readonly #path: string;

  constructor(statement: StatementSync, path: string) {
    this.#statement = statement;
    this.#path = path;
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.#guard(() => this.#statement.all(...(parameters as SQLInputValue[])));
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.#guard(() => this.#statement.run(...(parameters as SQLInputValue[])));
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.#guard(() => this.#statement.iterate(...(parameters as SQLInputValue[])));
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeFailure(error, this.#path);
    }
  }
}

class Database implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #statements = new Map<string, Statement>();

  constructor(database: DatabaseSync, path: string) {
    this.#database = database;
    this.#path = path;
  }

  prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    let statement: Statement;
    try {
      statement = new Statement(this.#database.prepare(sql), this.#path);
    } catch (error) {
      throw storeFailure(error, this.#path);
    }
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Resolves when this connection holds the right to write. @throws AmphoraError `store-busy` when others keep it too long */
  async begin(): Promise<void> {
    const start = performance.now();
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        this.#database.exec('pragma busy_timeout = 0; begin immediate');
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() - start > PATIENCE) throw storeFailure(error, this.#path);
      } finally {
        this.#database.exec(`pragma busy_timeout = ${String(BUSY_TIMEOUT)}`);
      }
      // Writers that began to wait together do not try again together.
      await sleep(pause * (0.5 + Math.random()));
    }
  }

  /** Whether it holds that right: on a full disk SQLite gives it up by itself. */
  get isWriting(): boolean {
    return this.#database.isTransaction;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override beginTransaction(): Promise<void> {
    return this.#database.begin();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Nothing is left to be rolled back then, and to say so would hide why.
    if (this.#database.isWriting) await super.rollbackTransaction(connection);
  }
}

/** Kysely's SQLite dialect over `node:sqlite`. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: Database;

  /** @param path the store's folder, for error sentences */
  constructor(database: DatabaseSync, path: string) {
    const adapted = new Database(database, path);
    super({ database: adapted });
    this.#database = adapted;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database);
  }
}
