/**
 * What the two databases say differently. All else is one SQL, built by Kysely; columns are made so that it means the same in
 * both: text is compared byte by byte, `lower` knows ASCII only, whole numbers arrive as numbers.
 */
import type { RawBuilder } from 'kysely';
import { PostgresAdapter, sql } from 'kysely';
import type { Db, DigestTable } from './tables.ts';

export interface Dialect {
  /** Whether a column is one of these texts: one parameter however many there are. */
  isOneOf(column: string, values: readonly string[]): RawBuilder<boolean>;
  /** Whether a column is like a pattern, whatever the case of ASCII letters; a backslash takes a wildcard literally. */
  isLike(column: string, pattern: string): RawBuilder<boolean>;
  /** Rows of `entity, digest, blob, size, durable`, in one parameter or one a column. */
  digestRows(rows: readonly Omit<DigestTable, 'seen_at'>[]): RawBuilder<unknown>;
  /** The larger of two values. */
  readonly larger: 'max' | 'greatest';
  /** Whether writers work side by side, so that what they must not do at once has to be locked. */
  readonly sideBySide: boolean;
}

/** Writers take turns there: see sqliteDialect.ts. */
const SQLITE: Dialect = {
  isOneOf: (column, values) =>
    sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  isLike: (column, pattern) => sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`,
  digestRows: rows => {
    const json = JSON.stringify(rows.map(row => [row.entity, row.digest, row.blob, row.size, row.durable]));
    return sql`(
      select value ->> 0 as entity, value ->> 1 as digest, value ->> 2 as blob, value ->> 3 as size, value ->> 4 as durable
      from json_each(${json})
    )`;
  },
  larger: 'max',
  sideBySide: false,
};

const POSTGRES: Dialect = {
  // One parameter, whose plan is made once and no text of which has to be quoted. As an array the rows it finds are taken to be few,
  // and looked for in the index; as a set of rows tables of ten thousand are read whole.
  isOneOf: (column, values) =>
    sql<boolean>`${sql.ref(column)} = any(array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)))`,
  isLike: (column, pattern) => sql<boolean>`${sql.ref(column)} ilike ${pattern} escape '\\'`,
  digestRows: rows => sql`(
    select * from unnest(
      ${rows.map(row => row.entity)}::text[], ${rows.map(row => row.digest)}::text[],
      ${rows.map(row => row.blob)}::text[], ${rows.map(row => row.size)}::bigint[],
      ${rows.map(row => row.durable)}::bigint[]
    ) as given (entity, digest, blob, size, durable)
  )`,
  larger: 'greatest',
  sideBySide: true,
};

export function dialectOf(db: Db): Dialect {
  return db.getExecutor().adapter instanceof PostgresAdapter ? POSTGRES : SQLITE;
}

/** `Dialect.isOneOf`, which is asked for most. */
export function isOneOf(db: Db, column: string, values: readonly string[]): RawBuilder<boolean> {
  return dialectOf(db).isOneOf(column, values);
}
