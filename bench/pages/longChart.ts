/** How soon a page has drawn the charts of a very long run. */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { makeLongRun, METRICS } from '../charts/longRun.ts';
import { BenchServer } from '../server/BenchServer.ts';
import { BenchBrowser, type Drawing } from './BenchBrowser.ts';
import { quantile } from './quantile.ts';

export interface LongChartRow {
  readonly what: string;
  readonly steps: number;
  /** Milliseconds from the page's question to what was drawn of the answer, the median. */
  readonly asked: number;
  /** Of these, from the answer on. */
  readonly drawn: number;
}

/** Each halves what is shown. */
const ZOOMS = 10;

export async function longChartBench(
  browser: Browser,
  cli: string,
  folder: string,
  steps: number,
  rounds: number,
  onProgress: (message: string) => void,
): Promise<readonly LongChartRow[]> {
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-chart-'));
  try {
    onProgress(`a run of ${steps.toLocaleString('en')} steps`);
    const place = path.join(base, 'store');
    const store = openLocalStore(place);
    const { key } = await store.run(await makeLongRun(store, steps));
    await store.close();
    const taken = new Map<string, Drawing[]>();
    for (let round = 0; round < rounds; round++) {
      onProgress(`its charts, round ${String(round + 1)} of ${String(rounds)}`);
      // A server that has just begun has read nothing yet.
      const server = await BenchServer.start(cli, place);
      const opened = await BenchBrowser.signIn(browser, server, []);
      try {
        const all = await charts(opened, `/local/bench/runs/${key}/charts`);
        for (const [what, drawing] of all) taken.set(what, [...(taken.get(what) ?? []), drawing]);
      } finally {
        await opened.close();
        await server.stop();
      }
    }
    return [...taken].map(([what, drawings]) => ({
      what,
      steps,
      asked: quantile(drawings.map(({ asked, painted }) => painted - asked)),
      drawn: quantile(drawings.map(({ answered, painted }) => painted - answered)),
    }));
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

async function charts(opened: BenchBrowser, address: string): Promise<ReadonlyMap<string, Drawing>> {
  const { page } = opened;
  await opened.open(address);
  const [first] = await opened.series();
  await page.locator('.chart-note').first().waitFor({ state: 'detached' });
  const whole = (await opened.series()).at(-1);
  await opened.open(address);
  const [again] = await opened.series();
  await page
    .locator('.chart-plot')
    .nth(METRICS.length - 1)
    .waitFor();
  await page.locator('.chart-plot').first().focus();
  let { length: known } = await opened.series();
  let zoomed: Drawing | undefined;
  for (let zoom = 0; zoom < ZOOMS; zoom++) {
    await page.keyboard.press('+');
    const series = await opened.series(known);
    known = series.length;
    zoomed = series.at(-1);
  }
  if (!first || !whole || !again || !zoomed) throw new Error('The page did not ask for all.');
  return new Map([
    ['some of the steps, when nothing was read yet', first],
    ['all steps, when nothing was read yet', whole],
    ['all steps, once they were read', again],
    [`zoomed to a ${(2 ** ZOOMS).toLocaleString('en')}th`, zoomed],
  ]);
}
