/** What people wait for, in catalogs of a thousand and of a million versions and runs, in both databases. */
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { openPostgresStore } from '../../src/store/postgres/openPostgresStore.ts';
import type { Store } from '../../src/store/contract.ts';
import type { VersionId } from '../../src/core/ids.ts';
import { hasPostgres, startPostgres } from '../../test/support/postgres.ts';
import { fill, PER_ARTIFACT, POSTGRES, SQLITE } from './fill.ts';

export interface CatalogRow {
  readonly operation: string;
  /** Milliseconds, the median, by `SQLite 1,000` and the like. */
  readonly times: Readonly<Record<string, number>>;
}

type Operation = readonly [name: string, work: (store: Store) => Promise<unknown>];

/** In the middle of all, so that no page is the first of its table. */
function operationsOf(count: number): readonly Operation[] {
  const middle = Math.floor(count / 2 / PER_ARTIFACT) * PER_ARTIFACT;
  const artifact = middle / PER_ARTIFACT;
  const name = `project-${String(Math.floor(artifact / 100))}`;
  const version = `v${String(middle + 5).padStart(12, '0')}` as VersionId;
  const projectOf = (store: Store) => store.project(name);
  return [
    ['projects of the tree, first page', store => store.projects({ limit: 100 })],
    [
      'artifacts of a project',
      async store => store.artifacts({ project: (await projectOf(store)).id, limit: 100 }),
    ],
    [
      'versions of an artifact',
      async store => {
        const { id } = await store.artifact((await projectOf(store)).id, `artifact-${String(artifact)}`);
        return store.versions({ artifact: id, limit: 100 });
      },
    ],
    [
      'runs of a project, first page',
      async store => store.runs({ project: (await projectOf(store)).id, limit: 100 }),
    ],
    [
      'runs by state, first page',
      async store => store.runs({ project: (await projectOf(store)).id, limit: 100, sort: 'state' }),
    ],
    [
      'a reference',
      store => store.resolve({ project: name, artifact: `artifact-${String(artifact)}`, alias: 'latest' }),
    ],
    ['lineage around a version', store => store.lineage({ around: version })],
  ];
}

const ROUNDS = 31;

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  await work();
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
}

interface Filled {
  readonly label: string;
  readonly count: number;
  readonly store: Store;
}

function openSqlite(folder: string, count: number): Store {
  const store = path.join(folder, `sqlite-${String(count)}`);
  void openLocalStore(store).close();
  const catalog = new DatabaseSync(path.join(store, 'store-v1', 'catalog.db'));
  for (const statement of fill(count, SQLITE)) catalog.exec(statement);
  catalog.close();
  return openLocalStore(store);
}

export async function catalogBench(
  folder: string,
  sizes: readonly number[],
  onProgress: (message: string) => void,
): Promise<readonly CatalogRow[]> {
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-catalog-'));
  const cluster = hasPostgres ? await startPostgres(['shared_buffers=256MB']) : undefined;
  const filled: Filled[] = [];
  const label = (database: string, count: number) => `${database} ${count.toLocaleString('en')}`;
  try {
    for (const count of sizes) {
      onProgress(`filling catalogs with ${count.toLocaleString('en')} versions and runs`);
      filled.push({ label: label('SQLite', count), count, store: openSqlite(base, count) });
      if (!cluster) continue;
      const database = await cluster.create(`bench_${String(count)}`);
      const store = await openPostgresStore({ database, blobs: path.join(base, `blobs-${String(count)}`) });
      for (const statement of fill(count, POSTGRES)) await cluster.query(statement, `bench_${String(count)}`);
      filled.push({ label: label('PostgreSQL', count), count, store });
    }
    const rows: CatalogRow[] = [];
    for (const [i, [operation]] of operationsOf(1000).entries()) {
      onProgress(operation);
      const times: Record<string, number> = {};
      for (const { label: column, count, store } of filled) {
        const work = operationsOf(count)[i]?.[1];
        if (work) times[column] = await median(() => work(store));
      }
      rows.push({ operation, times });
    }
    return rows;
  } finally {
    for (const { store } of filled) await store.close();
    await cluster?.stop();
    fs.rmSync(base, { recursive: true, force: true });
  }
}
