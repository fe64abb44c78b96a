/** Connections to PostgreSQL as Kysely wants them, with failures that are ours. */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { ClientConfig, PoolClient } from 'pg';
import { Pool, types } from 'pg';
import { AmphoraError } from '../../core/errors.ts';
import { databaseFailure, isAnswer } from './databaseFailure.ts';

/** Connections of one process unless told; PostgreSQL takes a hundred in all where nothing else was set. */
const CONNECTIONS = 10;
/** Milliseconds. */
const CONNECT_TIMEOUT = 10_000;
const KEEP_ALIVE_DELAY = 10_000;
/** A process that stalls in a transaction holds up whoever writes to the same project for no longer than this. */
const STALLED = 60_000;

/** Statements that are prepared once a connection; the catalog's own are about a hundred. */
const MAX_PREPARED = 500;
/** SQLSTATE of a prepared statement whose tables a newer Amphora changed meanwhile. */
const STALE_PLAN = '0A000';

export interface DatabaseTarget {
  /** `postgres://user:password@host/name` */
  readonly address: string;
  /** As sentences name it. */
  readonly database: string;
  readonly connections?: number;
}

/** Counts and times are `bigint`, which arrives as text; all of ours are exact as numbers. */
function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large a number`);
  return value;
}

/** What every connection of ours is made with. */
export function connectionConfig({ address }: DatabaseTarget): ClientConfig {
  return {
    connectionString: address,
    application_name: 'amphora',
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY,
    types: {
      getTypeParser: (id, format) =>
        // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- what pg's own parsers give is not known
        id === types.builtins.INT8 ? parseInteger : types.getTypeParser(id, format),
    },
  };
}

/** Names of statements, under which connections have them prepared: a third less time for a commit. */
class StatementNames {
  readonly #names = new Map<string, string>();
  #given = 0;

  of(sql: string): string | undefined {
    const known = this.#names.get(sql);
    if (known !== undefined || this.#names.size >= MAX_PREPARED) return known;
    const name = `amphora_${String(this.#given++)}`;
    this.#names.set(sql, name);
    return name;
  }

  /** The next time it gets another name, and is prepared anew. */
  forget(sql: string): void {
    this.#names.delete(sql);
  }
}

class Connection implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #database: string;
  readonly #names: StatementNames;
  #inTransaction = false;
  #lost = false;
  readonly #onError = (): void => {
    this.#lost = true;
  };

  constructor(client: PoolClient, database: string, names: StatementNames) {
    this.#client = client;
    this.#database = database;
    this.#names = names;
    // The pool listens only while nobody uses it, and an error that nobody listens to ends the process.
    client.on('error', this.#onError);
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    what: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof what === 'string') return this.#run(what, parameters);
    throw new TypeError('Nothing in the catalog is read through a cursor.');
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    // PostgreSQL has undone the transaction by itself, and to say so would hide why.
    if (this.#lost && sql === 'rollback') return { command: 'ROLLBACK', rowCount: 0, rows: [] };
    const query = { text: sql, values: [...parameters] };
    const name = this.#names.of(sql);
    try {
      const named = name === undefined ? query : { ...query, name };
      const result = (await this.#client.query(named)) as unknown as PostgresQueryResult<R>;
      if (sql === 'begin') this.#inTransaction = true;
      else if (sql === 'commit' || sql === 'rollback') this.#inTransaction = false;
      return result;
    } catch (error) {
      if (isAnswer(error) && error.code === STALE_PLAN && name !== undefined) {
        this.#names.forget(sql);
        // A transaction is tried again as a whole.
        if (!this.#inTransaction) return this.#run(sql, parameters);
      }
      if (!isAnswer(error)) this.#lost = true;
      throw databaseFailure(error, this.#database);
    }
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#lost);
    this.#client.off('error', this.#onError);
  }
}

/** How many connections of one process there are, and who waits for one. */
export interface PoolUse {
  readonly most: number;
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Connections as Kysely wants them. */
export interface CountedPool extends PostgresPool {
  use(): PoolUse;
}

/** The connections of one process. They are made when they are needed. */
export function openPool(target: DatabaseTarget): CountedPool {
  const { database, connections = CONNECTIONS } = target;
  const pool = new Pool({
    ...connectionConfig(target),
    max: connections,
    idle_in_transaction_session_timeout: STALLED,
  });
  // One that breaks while nobody uses it is forgotten; the next that is asked for tells.
  pool.on('error', () => {});
  const names = new StatementNames();
  return {
    options: {},
    end: () => pool.end(),
    use: () => ({
      most: connections,
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    connect: async () => {
      let client: PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        // All of them are at work, so the database is there.
        if (!isAnswer(error) && pool.totalCount >= connections && pool.idleCount === 0)
          throw new AmphoraError('store-busy', { path: database, by: 'other requests' }, { cause: error });
        throw databaseFailure(error, database);
      }
      return new Connection(client, database, names);
    },
  };
}
