/** Rows of projects from one catalog to another, as they are: ids, numbers and times stay the same. */
import { sql } from 'kysely';
import { AmphoraError } from '../../core/errors.ts';
import type { ProjectId } from '../../core/ids.ts';
import { stringifyJson } from '../../core/json.ts';
import { isOneOf } from '../../store/catalog/dialect.ts';
import type { Db, Tables, Tx } from '../../store/catalog/tables.ts';
import type { MigrationEnd } from '../../store/migration.ts';

/** A row of any table: only the columns that change on the way are looked at. */
export type Row = Readonly<Record<string, unknown>>;

export interface CarriedTable {
  readonly name: keyof Tables;
  /** Names a row; the order of reading. */
  readonly key: readonly string[];
  /** What leads to its project. */
  readonly owner: 'id' | 'project_id' | 'artifact_id' | 'run_id';
  /** Given by the catalog that it comes to. */
  readonly numbered?: true;
}

/** What others point to: a row that is there is written over, never taken away. In an order in which none points ahead. */
export const PARENTS = [
  { name: 'projects', key: ['id'], owner: 'id' },
  { name: 'artifacts', key: ['id'], owner: 'project_id' },
  { name: 'runs', key: ['id'], owner: 'project_id' },
  { name: 'versions', key: ['id'], owner: 'project_id' },
] as const satisfies readonly CarriedTable[];

/** What nothing points to: what was there goes, so that what ended ends here too. */
export const CHILDREN = [
  { name: 'aliases', key: ['artifact_id', 'alias'], owner: 'artifact_id' },
  { name: 'alias_moves', key: ['seq'], owner: 'artifact_id', numbered: true },
  { name: 'links', key: ['artifact_id', 'version_id'], owner: 'artifact_id' },
  { name: 'run_inputs', key: ['run_id', 'version_id'], owner: 'run_id' },
  { name: 'run_outputs', key: ['run_id', 'version_id'], owner: 'run_id' },
  { name: 'run_files', key: ['run_id', 'name'], owner: 'run_id' },
] as const satisfies readonly CarriedTable[];

const PAGE = 200;

const OWNERS = { artifact_id: sql.table('artifacts'), run_id: sql.table('runs') };

function ownedBy(db: Db, { owner }: CarriedTable, projects: readonly ProjectId[]) {
  if (owner === 'id' || owner === 'project_id') return isOneOf(db, owner, projects);
  const ofProject = isOneOf(db, 'project_id', projects);
  return sql<boolean>`${sql.ref(owner)} in (select id from ${OWNERS[owner]} where ${ofProject})`;
}

const columnList = (names: readonly string[]) => sql.join(names.map(name => sql.ref(name)));

const ID = /^[0-9a-f]{32}$/;

/** Runs have folders of their names: one that is no id would lead anywhere. */
function requireIds(rows: readonly Row[], location: string): void {
  for (const { id } of rows) {
    if (id === undefined || (typeof id === 'string' && ID.test(id))) continue;
    const problem = `${stringifyJson(id)} is not an id`;
    throw new AmphoraError('store-damaged', { path: location, problem });
  }
}

/** Rows of these projects, page by page. @throws AmphoraError `store-damaged` */
export async function* readRows(
  { db, location }: Pick<MigrationEnd, 'db' | 'location'>,
  table: CarriedTable,
  projects: readonly ProjectId[],
): AsyncGenerator<readonly Row[]> {
  const key = columnList(table.key);
  let after = sql<boolean>`true`;
  for (;;) {
    const { rows } = await sql<Row>`
      select * from ${sql.table(table.name)} where ${ownedBy(db, table, projects)} and ${after} order by ${key} limit ${PAGE}
    `.execute(db);
    requireIds(rows, location);
    const last = rows.at(-1);
    if (last) yield rows;
    if (!last || rows.length < PAGE) return;
    after = sql<boolean>`(${key}) > (${sql.join(table.key.map(name => last[name]))})`;
  }
}

export async function removeRows(tx: Tx, table: CarriedTable, projects: readonly ProjectId[]): Promise<void> {
  await sql`delete from ${sql.table(table.name)} where ${ownedBy(tx, table, projects)}`.execute(tx);
}

/** Which of these rows are there, by their id. */
export async function knownIds(
  db: Db,
  table: CarriedTable,
  rows: readonly Row[],
): Promise<ReadonlySet<unknown>> {
  const ids = rows.map(row => String(row['id']));
  const found = await sql<{ id: string }>`
    select id from ${sql.table(table.name)} where ${isOneOf(db, 'id', ids)}
  `.execute(db);
  return new Set(found.rows.map(row => row.id));
}

/** Puts rows there, over those of the same key. */
export async function writeRows(tx: Tx, table: CarriedTable, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first).filter(name => table.numbered !== true || !table.key.includes(name));
  const values = rows.map(row => sql`(${sql.join(names.map(name => row[name]))})`);
  const others = names.filter(name => !table.key.includes(name));
  const set = sql.join(others.map(name => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`));
  const conflict =
    table.numbered === true ? sql`` : sql`on conflict (${columnList(table.key)}) do update set ${set}`;
  await sql`
    insert into ${sql.table(table.name)} (${columnList(names)}) values ${sql.join(values)} ${conflict}
  `.execute(tx);
}
