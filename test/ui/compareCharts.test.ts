import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../src/store/contract.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { temporaryFolder } from '../support/storeKit.ts';
import { accessibilityFaults } from './harness/accessibility.ts';
import { withStorePages } from './harness/storePages.ts';
import { THEMES } from './harness/themes.ts';

const folder = temporaryFolder();
let store: Store;
const openPage = withStorePages();

beforeAll(() => {
  store = openLocalStore(folder.path);
});

afterAll(async () => {
  await store.close();
  folder.remove();
});

const openCharts = async (page: Page): Promise<void> => page.getByRole('tab', { name: 'Charts' }).click();

test('runs are charted together, a line for each, as far as they have come', async () => {
  const keys = ['chart0', 'chart1', 'chart2'];
  const made = await Promise.all(
    keys.map((key, n) =>
      store.beginRun({ project: 'charts', jobType: 'train', name: n === 0 ? 'first' : 'twin', key }),
    ),
  );
  const lines = (n: number, from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) =>
      JSON.stringify({ _step: from + i, loss: n + 1 / (from + i + 1), ...(n === 2 ? { extra: i } : {}) }),
    );
  for (const [n, { id }] of made.entries())
    await store.writeRunLines(id, 'history', { offset: 0, lines: lines(n, 0, 50) });
  const { page } = await openPage({
    store,
    bundle: 'compare',
    path: `/local/charts/compare?${keys.map(key => `run=${key}`).join('&')}`,
  });
  await openCharts(page);
  const charts = page.locator('compare-metric');
  await expect.poll(() => charts.count()).toBe(2);
  const labels = async (name: string): Promise<string[]> =>
    page.locator('compare-metric').evaluateAll((all, wanted) => {
      const chart = (
        all as unknown as {
          metric: { name: string };
          querySelector(of: string): { series: { label: string; x: number[] }[] } | null;
        }[]
      ).find(each => each.metric.name === wanted);
      return (chart?.querySelector('amphora-chart')?.series ?? []).map(
        each => `${each.label}: ${each.x.length}`,
      );
    }, name);
  await expect.poll(() => labels('loss')).toEqual(['first: 50', 'twin (chart1): 50', 'twin (chart2): 50']);
  await expect.poll(() => labels('extra')).toEqual(['twin (chart2): 50']);
  await store.writeRunLines(made[1]!.id, 'history', { offset: 50, lines: lines(1, 50, 60) });
  await expect.poll(() => labels('loss')).toEqual(['first: 50', 'twin (chart1): 60', 'twin (chart2): 50']);
  await store.deleteRun(made[2]!.id);
  await expect.poll(() => labels('loss')).toEqual(['first: 50', 'twin: 60']);
  await expect.poll(() => charts.count()).toBe(1);
});

test('runs without metrics say so', async () => {
  for (const key of ['none0', 'none1']) await store.beginRun({ project: 'charts', jobType: 'train', key });
  const { page } = await openPage({
    store,
    bundle: 'compare',
    path: '/local/charts/compare?run=none0&run=none1',
  });
  await openCharts(page);
  await page.getByText('These runs have logged no metrics yet.').waitFor();
});

test('is accessible in every theme', { timeout: 120_000 }, async () => {
  for (const theme of THEMES) {
    const path = '/local/charts/compare?run=chart0&run=chart1';
    const opened = await openPage({ store, bundle: 'compare', path, theme });
    await openCharts(opened.page);
    await opened.page.locator('compare-metric amphora-chart').first().waitFor();
    expect(await accessibilityFaults(opened)).toEqual([]);
  }
});
