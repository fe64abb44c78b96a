/** How soon pages show something, in a small project and in one with a million versions and as many runs. */
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser } from 'playwright-core';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { fill, PER_ARTIFACT, SQLITE } from '../catalog/fill.ts';
import { BenchServer } from '../server/BenchServer.ts';
import { BenchBrowser } from './BenchBrowser.ts';
import { quantile } from './quantile.ts';

export interface FirstContentRow {
  readonly page: string;
  /** Milliseconds from asking for the page until its first content is painted, the median; by number of versions and runs. */
  readonly times: Readonly<Record<string, number>>;
}

interface Shown {
  readonly name: string;
  /** @param middle number of a version and run in the middle of all */
  readonly path: (middle: number) => string;
  /** What is there once the page has something to say. */
  readonly content: string;
}

const FIRST_ROW = '.grid-rows .grid-row';
const FACTS = '.facts';

const PAGES: readonly Shown[] = [
  { name: 'artifacts of a project', path: () => '/local/project-0/artifacts', content: FIRST_ROW },
  { name: 'runs of a project', path: () => '/local/project-0/runs', content: FIRST_ROW },
  {
    name: 'a version',
    path: middle =>
      `/local/project-0/artifacts/dataset/artifact-${String(Math.floor(middle / PER_ARTIFACT))}/v7`,
    content: FACTS,
  },
  { name: 'a run', path: middle => `/local/project-0/runs/k${String(middle)}`, content: FACTS },
  {
    name: 'two runs compared',
    path: middle => `/local/project-0/compare?run=k${String(middle)}&run=k${String(middle + 1)}`,
    content: FIRST_ROW,
  },
];

interface Place {
  readonly label: string;
  readonly middle: number;
  readonly server: BenchServer;
  readonly opened: BenchBrowser;
}

async function fillStore(folder: string, count: number): Promise<string> {
  const place = path.join(folder, String(count));
  await openLocalStore(place).close();
  const catalog = new DatabaseSync(path.join(place, 'store-v1', 'catalog.db'));
  for (const statement of fill(count, SQLITE, Math.ceil(count / PER_ARTIFACT))) catalog.exec(statement);
  catalog.close();
  return place;
}

/** @param sizes versions, and runs, of the one project of a store */
export async function firstContentBench(
  browser: Browser,
  cli: string,
  folder: string,
  sizes: readonly number[],
  rounds: number,
  onProgress: (message: string) => void,
): Promise<readonly FirstContentRow[]> {
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-pages-'));
  const places: Place[] = [];
  try {
    for (const count of sizes) {
      const label = count.toLocaleString('en');
      onProgress(`filling a project with ${label} versions and runs`);
      const server = await BenchServer.start(cli, await fillStore(base, count));
      const opened = await BenchBrowser.signIn(browser, server, [FIRST_ROW, FACTS]);
      places.push({ label, middle: Math.floor(count / 2), server, opened });
    }
    const rows: FirstContentRow[] = [];
    for (const page of PAGES) {
      onProgress(`first content: ${page.name}`);
      rows.push({ page: page.name, times: await measure(page, places, rounds) });
    }
    return rows;
  } finally {
    for (const { server, opened } of places) {
      await opened.close();
      await server.stop();
    }
    fs.rmSync(base, { recursive: true, force: true });
  }
}

async function measure(
  { path: pathOf, content }: Shown,
  places: readonly Place[],
  rounds: number,
): Promise<Record<string, number>> {
  const times = new Map<string, number[]>();
  // The first time its program is not in the browser's cache yet.
  for (let round = -1; round < rounds; round++) {
    for (const { label, middle, opened } of places) {
      await opened.open(pathOf(middle));
      const time = await opened.first(content);
      if (round >= 0) times.set(label, [...(times.get(label) ?? []), time]);
    }
  }
  return Object.fromEntries([...times].map(([label, all]) => [label, quantile(all)]));
}
