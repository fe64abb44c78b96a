import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/store/contract.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { commitFiles, temporaryFolder } from '../support/storeKit.ts';
import { accessibilityFaults } from './harness/accessibility.ts';
import { withStorePages } from './harness/storePages.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
beforeEach(() => {
  folder = temporaryFolder();
  store = openLocalStore(folder.path, 'create');
});
afterEach(async () => {
  await store.close();
  folder.remove();
});
const openPage = withStorePages();

const PATH = '/local/digits/artifacts/dataset/raw/v0/versions';
const commit = (content: string, metadata: Record<string, unknown>) =>
  commitFiles(store, { 'a.txt': content }, { artifact: 'raw', metadata: metadata as never });

test('size and numbers of metadata are charted over the versions', async () => {
  const numbers = { a: 1, b: { c: 2 }, d: 3, e: 4, name: 'not a number', __proto__x: 5 };
  await commit('1', { ...numbers, a: 1 });
  await commit('22', { ...numbers, a: 10 });
  await commit('333', { ...numbers, a: 100, later: 7 });
  const hosted = await openPage({
    bundle: 'artifact',
    store,
    path: PATH,
    size: { width: 1200, height: 700 },
  });
  const { page } = hosted;
  const strip = page.getByRole('group', { name: 'Changes over versions' });
  const labels = strip.locator('.chart-label');
  await labels.nth(3).waitFor();
  expect(await labels.allTextContents()).toEqual(['Size', 'a', 'b.c', 'd']);
  await strip.locator('.chart-plot').nth(1).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect(await strip.locator('.spoken').nth(1).textContent()).toBe('Version v1: 10');
  // What is looked at is the same version in all of them.
  expect(await strip.locator('.chart-reading').first().textContent()).toBe('Version v1 · 2 B');
  expect(await accessibilityFaults(hosted)).toEqual([]);
  await page.getByRole('button', { name: 'Choose Metadata…' }).click();
  await page.getByRole('menuitem', { name: '✓ b.c' }).click();
  await page.getByRole('button', { name: 'Choose Metadata…' }).click();
  await page.getByRole('menuitem', { name: 'later' }).click();
  expect(await labels.allTextContents()).toEqual(['Size', 'a', 'd', 'later']);
});

test('one version has no chart until there is another', async () => {
  await commit('1', { a: 1 });
  const { page } = await openPage({ bundle: 'artifact', store, path: PATH });
  await page.getByRole('grid', { name: 'Versions' }).getByText('v0').waitFor();
  expect(await page.locator('amphora-chart').count()).toBe(0);
  await commit('22', { a: 2 });
  await page.locator('amphora-chart').nth(1).waitFor();
});
