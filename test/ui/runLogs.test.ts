import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import type { HostedPage } from './harness/hostedPage.ts';
import { type RunStore, withRunStore } from './harness/runStore.ts';
import { withStorePages } from './harness/storePages.ts';

const begin = withRunStore();
const openPage = withStorePages();
const ESC = '\u001b';

let run: RunStore;

const open = (): Promise<HostedPage> =>
  openPage({ bundle: 'run', store: run.store, path: run.path('logs'), size: { width: 800, height: 500 } });
const line = (page: Page, text: string) =>
  page.locator('.log-row', { has: page.locator('.log-text', { hasText: text }) });
const atEnd = (page: Page): Promise<boolean> =>
  page.locator('.log-scroll').evaluate(each => each.scrollHeight - each.scrollTop - each.clientHeight <= 4);

beforeEach(async () => {
  run = await begin();
});

test('output has its colours and looks, and errors are marked', async () => {
  await run.print(
    `${ESC}[31mred${ESC}[0m ${ESC}[1mbold`,
    'ERROR 2026-01-01T00:00:00Z it failed',
    '10%\r100% done',
    `${ESC}[38;2;1;200;3mown`,
  );
  const { page } = await open();
  await line(page, 'red bold').waitFor();
  const styleOf = (text: string, name: string) =>
    page
      .locator('.log-text span', { hasText: text })
      .evaluate(
        (each, of) => each.ownerDocument.defaultView.getComputedStyle(each).getPropertyValue(of),
        name,
      );
  expect(await styleOf('bold', 'font-weight')).toBe('700');
  expect(await styleOf('red', 'color')).toBe('rgb(218, 101, 101)');
  expect(await styleOf('own', 'color')).toBe('rgb(1, 200, 3)');
  await line(page, 'it failed').getByRole('img', { name: 'Error' }).waitFor();
  expect(await line(page, 'done').locator('.log-text').textContent()).toBe('100% done');
});

test('the end is followed while the run goes on, until one scrolls up', async () => {
  await run.print(...Array.from({ length: 3000 }, (_, i) => `line ${i}`));
  const { page } = await open();
  await line(page, 'line 2999').waitFor();
  expect(await atEnd(page)).toBe(true);
  await run.print('line 3000');
  await line(page, 'line 3000').waitFor();
  await expect.poll(() => atEnd(page)).toBe(true);
  await page.locator('.log-scroll').evaluate(each => each.scrollBy(0, -300));
  await page.getByRole('button', { name: 'Follow' }).waitFor();
  const before = await page.locator('.log-scroll').evaluate(each => each.scrollTop);
  await run.print('line 3001');
  await page.getByText('of 3,002').waitFor();
  expect(await page.locator('.log-scroll').evaluate(each => each.scrollTop)).toBe(before);
  await page.getByRole('button', { name: 'Follow' }).click();
  await line(page, 'line 3001').waitFor();
  await expect.poll(() => atEnd(page)).toBe(true);
});

for (const wraps of [false, true]) {
  test(`where one was in the output is still there after another tab, ${wraps ? 'wrapped' : 'unwrapped'}`, async () => {
    await run.print(...Array.from({ length: 3000 }, (_, i) => `line ${i} ${'long '.repeat((i % 5) * 40)}`));
    const { page } = await open();
    await line(page, 'line 2999').waitFor();
    if (wraps) await page.getByText('Wrap lines').click();
    await page.getByRole('searchbox', { name: 'Search output' }).fill('LINE 2500');
    await page.getByText('1 of 1').waitFor();
    const sight = () => page.locator('.log-scroll').evaluate(each => each.scrollTop);
    await line(page, 'line 2500').waitFor();
    await expect.poll(() => atEnd(page)).toBe(false);
    const before = await sight();
    expect(before).toBeGreaterThan(1000);
    await page.getByRole('tab', { name: 'Config' }).click();
    await page.locator('.log-scroll').waitFor({ state: 'detached' });
    await run.print('line 3000');
    await page.getByRole('tab', { name: 'Logs' }).click();
    await line(page, 'line 2500').waitFor();
    expect(Math.abs((await sight()) - before)).toBeLessThan(2);
    expect(await page.getByRole('searchbox', { name: 'Search output' }).inputValue()).toBe('LINE 2500');
    await page.getByRole('button', { name: 'Follow' }).click();
    await expect.poll(() => atEnd(page)).toBe(true);
    await page.getByRole('tab', { name: 'Config' }).click();
    await page.getByRole('tab', { name: 'Logs' }).click();
    await expect.poll(() => atEnd(page)).toBe(true);
  });
}

test('only what is in sight is in the document, and lines come as they do', async () => {
  await run.print(...Array.from({ length: 20_000 }, (_, i) => `line ${i}`));
  await run.store.finishRun(run.id, { state: 'finished', exitCode: 0 });
  const { page } = await open();
  await line(page, 'line 0').first().waitFor();
  await page.getByText('Lines loaded: 1,000 of 20,000').waitFor();
  expect(await page.locator('.log-row').count()).toBeLessThan(200);
  await page.locator('.log-scroll').evaluate(each => (each.scrollTop = each.scrollHeight / 2));
  await page.getByText('line 10000', { exact: true }).waitFor();
  expect(await page.locator('.log-row').count()).toBeLessThan(200);
  await page.getByRole('button', { name: 'Load All' }).click();
  await page.getByText('Lines: 20,000', { exact: true }).waitFor();
});

test('what is loaded is searched, and marked', async () => {
  await run.print(
    ...Array.from({ length: 500 }, (_, i) =>
      i % 100 === 50 ? `has ${ESC}[32mneed${ESC}[0mle ${i}` : `line ${i}`,
    ),
  );
  await run.store.finishRun(run.id, { state: 'finished', exitCode: 0 });
  const { page } = await open();
  const search = page.getByRole('searchbox');
  await line(page, 'line 0').first().waitFor();
  await search.fill('NEEDLE');
  await page.getByText('1 of 5').waitFor();
  expect((await line(page, 'needle 50').locator('mark').allTextContents()).join('')).toBe('needle');
  await search.press('Enter');
  await search.press('Enter');
  await page.getByText('3 of 5').waitFor();
  await page.locator('.log-row.is-current', { hasText: 'needle 250' }).waitFor();
  await search.press('Shift+Enter');
  await page.getByText('2 of 5').waitFor();
  await search.fill('not there');
  await page.getByText('No match').waitFor();
});

test('long lines wrap where one asks, and the place stays', async () => {
  await run.print(...Array.from({ length: 300 }, (_, i) => `${i} ${'word '.repeat(i % 3 === 0 ? 100 : 1)}`));
  const { page } = await open();
  await line(page, '299 word').waitFor();
  await page.getByRole('checkbox', { name: 'Wrap lines' }).check();
  await expect.poll(() => atEnd(page)).toBe(true);
  expect(await page.locator('.log-scroll').evaluate(each => each.scrollWidth - each.clientWidth)).toBe(0);
  const tops = await page
    .locator('.log-row')
    .evaluateAll(rows => rows.map(row => row.getBoundingClientRect().top));
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  await page.locator('.log-scroll').focus();
  await page.keyboard.press('Home');
  await line(page, '0 word').first().waitFor();
  await page.reload();
  expect(await page.getByRole('checkbox', { name: 'Wrap lines' }).isChecked()).toBe(true);
});

test('a selection is copied as text, without numbers', async () => {
  await run.print('first', 'second', 'third');
  const { page } = await open();
  await line(page, 'second').waitFor();
  const text = await page.locator('.log-rows').evaluate((rows): string => {
    const selection = rows.ownerDocument.getSelection();
    selection.selectAllChildren(rows);
    return String(selection);
  });
  expect(
    text
      .split('\n')
      .map(each => each.trim())
      .filter(each => each !== ''),
  ).toEqual(['first', 'second', 'third']);
});

test('loaded lines are copied without their control sequences', async () => {
  await run.print(`${ESC}[31mred`, 'plain');
  const { page, asked } = await open();
  await line(page, 'plain').waitFor();
  await page.getByRole('button', { name: 'Copy Loaded Lines' }).click();
  await expect.poll(() => asked).toContain('copy {"text":"red\\nplain"}');
});
