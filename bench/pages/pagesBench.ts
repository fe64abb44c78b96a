/** How soon pages show something, in a small project and in one with a million versions and as many runs. */
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Browser, chromium } from 'playwright-core';
import { answerPage } from '../../src/pages/answerPage.ts';
import { RunHistory } from '../../src/pages/history/RunHistory.ts';
import { PageServices } from '../../src/pages/services.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { type HostedOptions, openHostedPage } from '../../test/ui/harness/hostedPage.ts';
import { chromiumFlags, findChromium } from '../../test/vscode-host/chromium.ts';
import { fill, PER_ARTIFACT, SQLITE } from '../catalog/fill.ts';

export interface PageRow {
  readonly page: string;
  /** Milliseconds from asking for the page to its first content, the median, by number of versions and runs. */
  readonly times: Readonly<Record<string, number>>;
}

interface Shown {
  readonly name: string;
  readonly bundle: HostedOptions['bundle'];
  /** @param middle number of a version and run in the middle of all */
  readonly path: (middle: number) => string;
  /** What is there once the page has something to say. */
  readonly content: string;
}

const FIRST_ROW = '.grid-rows .grid-row';

const PAGES: readonly Shown[] = [
  {
    name: 'artifacts of the project',
    bundle: 'project',
    path: () => '/local/project-0/artifacts',
    content: FIRST_ROW,
  },
  { name: 'runs of the project', bundle: 'project', path: () => '/local/project-0/runs', content: FIRST_ROW },
  {
    name: 'a version',
    bundle: 'artifact',
    path: middle =>
      `/local/project-0/artifacts/dataset/artifact-${String(Math.floor(middle / PER_ARTIFACT))}/v7`,
    content: '.facts',
  },
  {
    name: 'a run',
    bundle: 'run',
    path: middle => `/local/project-0/runs/k${String(middle)}`,
    content: '.facts',
  },
  {
    name: 'two runs compared',
    bundle: 'compare',
    path: middle => `/local/project-0/compare?run=k${String(middle)}&run=k${String(middle + 1)}`,
    content: FIRST_ROW,
  },
];

const ROUNDS = 11;

/** Milliseconds until a page's first content, from the moment that its program runs. */
async function firstContent(
  browser: Browser,
  services: PageServices,
  { bundle, content }: Shown,
  address: string,
): Promise<number> {
  const opened = await openHostedPage(browser, {
    bundle,
    path: address,
    ask: (question, signal) => answerPage(question, services, signal),
  });
  try {
    await opened.page.locator(content).first().waitFor();
    const script = `performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.js')).responseEnd`;
    return await opened.page.evaluate<number>(`window.firstContent(${JSON.stringify(content)}) - ${script}`);
  } finally {
    await opened.close();
  }
}

function openStore(folder: string, count: number) {
  const place = path.join(folder, String(count));
  void openLocalStore(place).close();
  const catalog = new DatabaseSync(path.join(place, 'store-v1', 'catalog.db'));
  for (const statement of fill(count, SQLITE, count / PER_ARTIFACT)) catalog.exec(statement);
  catalog.close();
  return openLocalStore(place);
}

export async function pagesBench(
  folder: string,
  sizes: readonly number[],
  onProgress: (message: string) => void,
): Promise<readonly PageRow[]> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('Chromium is missing; name its program in CHROMIUM_PATH.');
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-pages-'));
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  const filled = sizes.map(count => {
    onProgress(`filling a project with ${count.toLocaleString('en')} versions and runs`);
    return { count, store: openStore(base, count) };
  });
  try {
    const rows: PageRow[] = [];
    for (const page of PAGES) {
      onProgress(page.name);
      const times = new Map<string, number[]>();
      for (let round = 0; round < ROUNDS; round++) {
        for (const { count, store } of filled) {
          const address = page.path(Math.floor(count / 2));
          const time = await firstContent(
            browser,
            new PageServices(store, new RunHistory(store)),
            page,
            address,
          );
          const label = count.toLocaleString('en');
          times.set(label, [...(times.get(label) ?? []), time]);
        }
      }
      const medians = [...times].map(([label, all]) => {
        return [label, all.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN] as const;
      });
      rows.push({ page: page.name, times: Object.fromEntries(medians) });
    }
    return rows;
  } finally {
    for (const { store } of filled) await store.close();
    await browser.close();
    fs.rmSync(base, { recursive: true, force: true });
  }
}
