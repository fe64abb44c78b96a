import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { withPages } from './harness/openPages.ts';
import { active, atRest, graph, isFocused, node, scale, styleOf } from './harness/picture.ts';

const openPage = withPages();

async function open(): Promise<Page> {
  const { page } = await openPage();
  await graph(page).focus();
  return page;
}

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

const activeLabel = async (page: Page): Promise<string> => (await active(page)).split(',')[0] ?? '';

test('the graph is one tab stop between toolbar and details', async () => {
  const page = await open();
  await press(page, 'Tab');
  expect(await isFocused(graph(page))).toBe(false);
  await press(page, 'Shift+Tab');
  expect(await isFocused(graph(page))).toBe(true);
  expect(await page.locator('g.node[tabindex]').count()).toBe(0);
});

test('the toolbar is one tab stop, walked by arrows', async () => {
  const page = await open();
  // Past what stands above the picture.
  await press(page, 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Home');
  expect(await isFocused(page.locator('vscode-toolbar-button[icon=expand-all]'))).toBe(true);
  await press(page, 'Enter');
  await node(page, 'dataset:digits-raw:v0').waitFor();
  await press(page, 'ArrowRight', 'Enter');
  await node(page, 'dataset, artifact type').waitFor();
  await press(page, 'ArrowLeft', 'ArrowLeft');
  expect(await isFocused(page.locator('vscode-toolbar-button[icon=ellipsis]'))).toBe(true);
  await press(page, 'Tab');
  expect(await isFocused(page.getByRole('searchbox'))).toBe(true);
  await press(page, 'Tab', 'Tab', 'Tab');
  expect(await isFocused(graph(page))).toBe(true);
});

test('arrows follow edges and columns', async () => {
  const page = await open();
  await press(page, 'Home');
  expect(['initialize', 'load-data']).toContain(await activeLabel(page));
  for (let i = 0; i < 4 && (await activeLabel(page)) !== 'load-data'; i++) await press(page, 'ArrowUp');
  expect(await activeLabel(page)).toBe('load-data');
  await press(page, 'ArrowRight');
  expect(await activeLabel(page)).toBe('dataset');
  await press(page, 'ArrowDown');
  expect(await activeLabel(page)).toBe('model');
  await press(page, 'ArrowUp');
  expect(await activeLabel(page)).toBe('dataset');
  await press(page, 'End');
  expect(await active(page)).toMatch(/^report, artifact type/);
  await press(page, 'ArrowRight');
  expect(await active(page)).toMatch(/^report, artifact type/);
  await press(page, 'ArrowLeft');
  expect(await active(page)).toMatch(/^report, job type/);
});

test('Enter explodes, Enter again opens the details, Escape goes back, Backspace collapses', async () => {
  const page = await open();
  await press(page, 'Home', 'ArrowRight');
  if ((await activeLabel(page)) !== 'dataset') await press(page, 'ArrowUp');
  await press(page, 'Enter');
  await node(page, 'dataset:digits-raw:v0').waitFor();
  await atRest(page);
  expect(await activeLabel(page)).toMatch(/^dataset:/);
  expect(await page.locator('[aria-live]').textContent()).toBe('dataset exploded');
  const label = await activeLabel(page);
  await press(page, 'Enter');
  await page.getByRole('complementary').getByRole('heading', { name: label }).waitFor();
  expect(await isFocused(page.locator('.details-body'))).toBe(true);
  await press(page, 'Escape');
  await page.getByRole('complementary').waitFor({ state: 'hidden' });
  expect(await isFocused(graph(page))).toBe(true);
  expect(await activeLabel(page)).toBe(label);
  await press(page, 'Backspace');
  await node(page, 'dataset, artifact type').waitFor();
  expect(await activeLabel(page)).toBe('dataset');
  expect(await page.locator('[aria-live]').textContent()).toBe('dataset collapsed');
});

test('Space shows details without leaving the graph', async () => {
  const page = await open();
  await press(page, 'Home');
  const label = await activeLabel(page);
  await press(page, 'Space');
  await page.getByRole('complementary').getByRole('heading', { name: label }).waitFor();
  expect(await isFocused(graph(page))).toBe(true);
});

test('the menu opens at the active node, is walked by arrows and gives the focus back', async () => {
  const page = await open();
  await press(page, 'Home');
  const label = await activeLabel(page);
  await press(page, 'Shift+F10');
  const menu = page.getByRole('menu', { name: label });
  await menu.waitFor();
  await press(page, 'ArrowUp');
  expect(await isFocused(menu.getByRole('menuitem').last())).toBe(true);
  await press(page, 'Escape');
  expect(await page.getByRole('menu').count()).toBe(0);
  expect(await isFocused(graph(page))).toBe(true);
  await press(page, 'Shift+F10', 'Enter');
  await node(page, `${label}:`).first().waitFor();
});

test('plus, minus and 0 zoom, Alt with arrows pans', async () => {
  const page = await open();
  const fitted = await scale(page);
  await press(page, '+');
  await expect.poll(() => scale(page)).toBeCloseTo(fitted * 1.3, 3);
  await press(page, '-');
  await expect.poll(() => scale(page)).toBeCloseTo(fitted, 3);
  const before = (await node(page, 'dataset').boundingBox())!;
  await press(page, 'Alt+ArrowRight');
  const after = (await node(page, 'dataset').boundingBox())!;
  expect(Math.round(before.x - after.x)).toBe(60);
  await press(page, '0');
  await expect
    .poll(async () => Math.round((await node(page, 'dataset').boundingBox())!.x))
    .toBe(Math.round(before.x));
});

test('letters lead to the next node with that name, and it is said which of how many', async () => {
  const page = await open();
  const said = () => page.locator('[aria-live]').textContent();
  await press(page, 'Home', 'm');
  expect(await activeLabel(page)).toBe('model');
  expect(await said()).toBe('“m”: 1 of 1');
  await press(page, 'ArrowRight');
  await page.keyboard.type('pre');
  expect(await activeLabel(page)).toBe('preprocess-data');
  // A sign of a name that was begun, not a zoom.
  const before = await scale(page);
  await page.keyboard.type('process-d');
  expect(await activeLabel(page)).toBe('preprocess-data');
  expect(await scale(page)).toBe(before);
  await press(page, 'Escape');
  await page.keyboard.type('xyz');
  expect(await activeLabel(page)).toBe('preprocess-data');
  expect(await said()).toBe('No name has “xyz”');
});

test('the keyboard goes on from where the mouse was', async () => {
  const page = await open();
  const ring = (): Promise<string> => styleOf(page.locator('g.node.active .ring'), 'stroke');
  await node(page, 'load-data').click();
  expect(await ring()).toBe('none');
  await press(page, 'ArrowRight');
  expect(await activeLabel(page)).toBe('dataset');
  expect(await ring()).toBe('rgb(0, 120, 212)');
});

test('the active node has a visible focus ring only while the graph has the focus', async () => {
  const page = await open();
  await press(page, 'Home');
  const stroke = (): Promise<string> => styleOf(page.locator('g.node.active .ring'), 'stroke');
  expect(await stroke()).toBe('rgb(0, 120, 212)');
  await press(page, 'Tab');
  expect(await stroke()).toBe('none');
});
