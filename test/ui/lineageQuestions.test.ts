/** Questions to the lineage: found, narrowed, gone back in and compared. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { LineageGraph } from '../../src/core/lineage.ts';
import { accessibilityFaults } from './harness/accessibility.ts';
import { GraphBuilder, PROJECT, versionId } from './harness/graphs.ts';
import { withPages } from './harness/openPages.ts';
import { active, atRest, graph, isFocused, node, nodes, toolbar } from './harness/picture.ts';

const open = withPages();

async function openExploded(options: Parameters<typeof open>[0] = {}) {
  const opened = await open(options);
  await toolbar(opened.page, 'Explode All').click();
  await atRest(opened.page);
  return opened;
}

const search = (page: Page) => page.getByRole('searchbox');
const names = (page: Page) =>
  nodes(page).evaluateAll(all =>
    all.map(each => each.getAttribute('aria-label')?.split(',')[0] ?? '').sort(),
  );
const choose = (page: Page, name: string) => page.getByRole('checkbox', { name }).first().check();
const openFilter = (page: Page) => page.getByRole('button', { name: 'Filter', exact: true }).click();
const chip = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });

/** Data was cleaned and trained on; then there was more of it, which only another model has seen. */
function retrained(): LineageGraph {
  const g = new GraphBuilder();
  const [old, now] = [g.version('dataset', 'raw'), g.version('dataset', 'raw', ['latest'])];
  const [first, second] = [g.run('train', 'first', []), g.run('train', 'second', [])];
  g.used(first, old, { usedAs: 'latest', newer: 1 });
  g.used(second, now, { usedAs: 'latest' });
  g.logged(first, 'model', 'net', ['best']);
  g.logged(second, 'model', 'net', ['latest']);
  return g.build();
}

test('a search brings out what it finds, and goes from one to the next', async () => {
  const { page } = await open();
  await graph(page).focus();
  await page.keyboard.press('/');
  expect(await isFocused(search(page))).toBe(true);
  await page.keyboard.type('TRAINED best');
  await page.getByText('1 found').waitFor();
  // It is in a group that is collapsed.
  await page.locator('g.node.found', { hasText: 'model' }).waitFor();
  await page.keyboard.press('Enter');
  await node(page, 'model:trained-model:v3').and(page.locator('.selected')).waitFor();
  await page.getByText('1 of 1').waitFor();
  await search(page).fill('train:');
  await page.getByText('8 found').waitFor();
  for (const [key, said] of [
    ['Enter', '1 of 8'],
    ['Enter', '2 of 8'],
    ['Shift+Enter', '1 of 8'],
    ['Shift+Enter', '8 of 8'],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByText(said).waitFor();
  }
  await page.keyboard.press('Escape');
  expect(await search(page).inputValue()).toBe('');
  expect(await page.locator('g.node.found').count()).toBe(0);
  await page.keyboard.press('Escape');
  expect(await isFocused(graph(page))).toBe(true);
});

test('filters are combined, shown as chips and taken away one by one', async () => {
  const { page } = await openExploded();
  await openFilter(page);
  await choose(page, 'dataset 3');
  await choose(page, 'report 2');
  await choose(page, 'preprocess-data 2');
  await page.keyboard.press('Escape');
  expect(await isFocused(page.locator('vscode-toolbar-button.filter-button'))).toBe(true);
  await expect
    .poll(() => names(page))
    .toEqual([
      'dataset:digits-preprocess:v0',
      'dataset:digits-preprocess:v1',
      'dataset:digits-raw:v0',
      'preprocess-data:brave-fog-3',
      'preprocess-data:misty-river-2',
      'report:predictions:v0',
      'report:predictions:v1',
    ]);
  await page.getByText('5 versions · 2 runs').waitFor();
  await chip(page, 'Artifact type: report').getByRole('button').click();
  await expect.poll(async () => (await names(page)).length).toBe(5);
  expect(await chip(page, 'Artifact type: report').count()).toBe(0);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(async () => (await names(page)).length).toBe(30);
});

test('what fits nothing says so and leads back', async () => {
  const { page } = await openExploded();
  await openFilter(page);
  await choose(page, 'Stale only');
  await page.keyboard.press('Escape');
  await page.getByText('Nothing fits what was asked.').waitFor();
  await page.getByRole('button', { name: 'Show All Again' }).click();
  await expect.poll(async () => (await names(page)).length).toBe(30);
});

test('around what is in focus, as many steps as one likes', async () => {
  const scope = { project: PROJECT, focus: versionId('model:trained-model:v3') };
  const { page } = await open({ scope });
  expect(await names(page)).toHaveLength(10);
  await page.getByRole('combobox', { name: 'Steps upstream' }).selectOption('↑ 1');
  await page.getByRole('combobox', { name: 'Steps downstream' }).selectOption('↓ 0');
  await expect.poll(() => names(page)).toEqual(['model:trained-model:v3', 'train:calm-comet-10']);
});

test('what rests on something that has moved on is marked, and says why', async () => {
  const { page } = await openExploded({ graph: retrained() });
  expect(await page.locator('g.node.stale').count()).toBe(2);
  expect(await page.locator('g.node.stale.version').getAttribute('aria-label')).toContain(
    'stale: an input has a newer version',
  );
  await node(page, 'model:net:v0').click();
  await page.getByText('train:first used raw:v0 as “latest”, which is v1 by now.').waitFor();
  await openFilter(page);
  await choose(page, 'Stale only');
  await expect.poll(() => names(page)).toEqual(['model:net:v0', 'train:first']);
});

test('the lineage as it was on a day, by mouse or keys', async () => {
  const { page } = await openExploded();
  await page.getByRole('button', { name: 'Show as of a Date' }).click();
  const slider = page.getByRole('slider', { name: 'As of' });
  expect(await isFocused(slider)).toBe(true);
  expect(await slider.getAttribute('aria-valuetext')).toBe('Now');
  await page.keyboard.press('Home');
  await expect.poll(() => names(page)).toEqual(['load-data:sunny-smoke-1']);
  await page.getByRole('button', { name: 'To What Came Next' }).click();
  await expect.poll(() => names(page)).toEqual(['dataset:digits-raw:v0', 'load-data:sunny-smoke-1']);
  await slider.fill('500');
  await expect.poll(async () => (await names(page)).length).toBe(15);
  await page.getByRole('button', { name: 'Show as of Now' }).click();
  await expect.poll(async () => (await names(page)).length).toBe(30);
  expect(await slider.isVisible()).toBe(false);
});

test('the way from one node to another', async () => {
  const { page } = await openExploded();
  await node(page, 'dataset:digits-raw:v0').click();
  await node(page, 'model:trained-model:v3').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show Path to dataset:digits-raw:v0' }).click();
  await expect
    .poll(() => names(page))
    .toEqual([
      'dataset:digits-preprocess:v1',
      'dataset:digits-raw:v0',
      'model:trained-model:v3',
      'preprocess-data:brave-fog-3',
      'train:calm-comet-10',
    ]);
  await chip(page, 'model:trained-model:v3 → dataset:digits-raw:v0').getByRole('button').click();
  await expect.poll(async () => (await names(page)).length).toBe(30);
});

test('where the lineages of two versions part', async () => {
  const opened = await openExploded({ graph: retrained() });
  const { page } = opened;
  await node(page, 'model:net:v0').click();
  await node(page, 'model:net:v1').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Compare Lineage with model:net:v0' }).click();
  await chip(page, 'model:net:v0 ↔ model:net:v1').waitFor();
  await expect.poll(() => page.locator('g.node.only-left').count()).toBe(3);
  expect(await page.locator('g.node.only-right').count()).toBe(3);
  const pairs = page.getByRole('complementary').locator('.details-pairs li');
  expect(
    await pairs.evaluateAll(all => all.map(each => each.textContent?.replace(/\s+/g, ' ').trim())),
  ).toEqual([
    expect.stringContaining('train:first'),
    expect.stringMatching(/dataset:raw:v0.*dataset:raw:v1/),
  ]);
  await atRest(page);
  expect(await accessibilityFaults(opened)).toEqual([]);
});

test('deleting says beforehand what it would touch', async () => {
  const { page } = await openExploded();
  await node(page, 'dataset:digits-preprocess:v1').click();
  await page.getByText('5 runs and 4 versions that came of it.').waitFor();
  await page.getByText('trained-model:best').waitFor();
});

test('how it is looked at is there again after a reload', async () => {
  const { page } = await openExploded();
  await openFilter(page);
  await choose(page, 'report 2');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await names(page)).length).toBe(18);
  // What is arranged is written down a moment later.
  await page.waitForTimeout(400);
  await page.reload();
  await chip(page, 'Artifact type: report').waitFor();
  await expect.poll(async () => (await names(page)).length).toBe(18);
});

test('filters, chips and the days have no accessibility fault', async () => {
  const opened = await openExploded();
  const { page } = opened;
  await openFilter(page);
  await choose(page, 'model 9');
  expect(await accessibilityFaults(opened)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show as of a Date' }).click();
  await search(page).fill('model');
  await atRest(page);
  expect(await accessibilityFaults(opened)).toEqual([]);
  expect(await active(page)).toBe('');
});
