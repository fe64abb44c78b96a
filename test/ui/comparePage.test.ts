import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VersionId } from '../../src/core/ids.ts';
import type { Store } from '../../src/store/contract.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { commitFiles, temporaryFolder } from '../support/storeKit.ts';
import { accessibilityFaults } from './harness/accessibility.ts';
import { withStorePages } from './harness/storePages.ts';
import { THEMES } from './harness/themes.ts';

const folder = temporaryFolder();
let store: Store;
const versions: VersionId[] = [];
const openPage = withStorePages();

const HOSTILE = '</script><img src=x onerror="document.title=\'owned\'">';

beforeAll(async () => {
  store = openLocalStore(folder.path);
  const run = await store.beginRun({ project: 'digits', jobType: 'load', name: 'loader' });
  for (let i = 0; i < 20; i++) {
    const { version } = await commitFiles(
      store,
      {
        'same.txt': 'same',
        'data.csv': `rows ${'x'.repeat(i)}`,
        [`moved/${i}.bin`]: 'the same bytes',
        ...(i > 0 ? { [HOSTILE.replaceAll('/', '_')]: 'new' } : { 'old.txt': 'old' }),
      },
      {
        artifact: 'raw',
        run: run.id,
        metadata: {
          rows: 10 + i,
          split: { train: 0.8 },
          [HOSTILE]: HOSTILE,
          ...(i === 0 ? { note: null } : {}),
        },
      },
    );
    versions.push(version.id);
  }
  for (const [i, name] of ['alpha', HOSTILE, '手書き数字の学習'].entries()) {
    const made = await store.beginRun({
      project: 'digits',
      jobType: 'train',
      name,
      key: `run${i}`,
      config: { lr: i / 10, optimizer: 'adam', nested: { deep: i } },
    });
    if (i < 2)
      await store.finishRun(made.id, {
        state: i === 0 ? 'finished' : 'failed',
        summary: { loss: 1 / (i + 1) },
      });
  }
});

afterAll(async () => {
  await store.close();
  folder.remove();
});

const versionsPath = (...items: string[]): string =>
  `/local/digits/compare?${items.map(item => `version=${encodeURIComponent(item)}`).join('&')}`;
const runsPath = (...items: string[]): string =>
  `/local/digits/compare?${items.map(item => `run=${item}`).join('&')}`;

const rows = (page: Page): Locator => page.locator('.grid-rows .grid-row');
const texts = async (locator: Locator): Promise<string[]> =>
  (await locator.allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim());
const chips = (page: Page): Locator => page.locator('.chip-main');
const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });

describe('files', () => {
  test('are compared with the base, and opened in the diff editor or by themselves', async () => {
    const { page, asked } = await openPage({
      store,
      bundle: 'compare',
      path: versionsPath('raw:v0', 'raw:v1'),
    });
    await rows(page).first().waitFor();
    expect(await texts(rows(page))).toEqual([
      `added ${HOSTILE.replaceAll('/', '_')} 3 B +3 B`,
      'changed data.csv 5 B 6 B +1 B',
      'renamed moved/0.bin → moved/1.bin 14 B 14 B ±0',
      'removed old.txt 3 B −3 B',
    ]);
    expect(await texts(page.locator('.toggle'))).toEqual([
      '1 added · 3 B',
      '1 removed · 3 B',
      '1 changed · 6 B',
      '1 renamed · 14 B',
    ]);
    expect(await page.getByText('1 the same · 4 B').count()).toBe(1);
    await page.getByRole('grid', { name: 'Files' }).focus();
    for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter'])
      await page.keyboard.press(key);
    const [before, after] = versions;
    await expect
      .poll(() => asked)
      .toEqual([
        `diff ${JSON.stringify({ left: { id: before, path: 'data.csv' }, right: { id: after, path: 'data.csv' } })}`,
        `diff ${JSON.stringify({ left: { id: before, path: 'moved/0.bin' }, right: { id: after, path: 'moved/1.bin' } })}`,
        `openFile ${JSON.stringify({ of: 'version', id: before, path: 'old.txt' })}`,
      ]);
    await rows(page).first().getByRole('button', { name: 'Open in Editor' }).click();
    await expect.poll(() => asked.at(-1)).toContain(`"id":"${after}"`);
  });

  test('are filtered by how they changed, searched and sorted', async () => {
    const { page } = await openPage({ store, bundle: 'compare', path: versionsPath('raw:v0', 'raw:v1') });
    await rows(page).first().waitFor();
    await page.locator('.toggle', { hasText: 'added' }).click();
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.getByRole('searchbox').fill('MOVED/0');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('searchbox').fill('nowhere');
    await page.getByText('Nothing found.').waitFor();
    await page.getByRole('searchbox').press('Escape');
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.getByRole('button', { name: 'Difference' }).click();
    await expect.poll(async () => (await texts(rows(page)))[0]).toContain('data.csv');
    await page.getByRole('button', { name: 'Difference' }).click();
    await expect.poll(async () => (await texts(rows(page)))[0]).toContain('old.txt');
  });

  test('offer more by a menu, from the keyboard too', async () => {
    const { page, asked } = await openPage({
      store,
      bundle: 'compare',
      path: versionsPath('raw:v0', 'raw:v1'),
    });
    await rows(page).first().waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+F10');
    expect(await texts(page.getByRole('menuitem'))).toEqual([
      'Open in Diff Editor',
      'Open raw:v0',
      'Open raw:v1',
      'Copy Path',
    ]);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked).toEqual(['copy {"text":"data.csv"}']);
  });

  test('of several versions are compared two by two', async () => {
    const { page } = await openPage({
      store,
      bundle: 'compare',
      path: versionsPath('raw:v0', 'raw:v1', 'raw:v5'),
    });
    await rows(page).first().waitFor();
    await page.getByRole('combobox', { name: 'Compared with raw:v0' }).selectOption('raw:v5');
    await page.getByText('moved/5.bin').waitFor();
    expect(await page.getByText('moved/1.bin').count()).toBe(0);
  });

  test('that are the same say so', async () => {
    const content = { a: 'a' };
    await commitFiles(store, content, { artifact: 'twin' });
    await commitFiles(store, content, { artifact: 'other twin' });
    const { page } = await openPage({
      store,
      bundle: 'compare',
      path: versionsPath('twin:v0', 'other twin:v0'),
    });
    await page.getByText('Both have the same files.').waitFor();
  });

  test('are read at once where ten thousand differ, and few of them drawn', async () => {
    const files = (from: number) =>
      Object.fromEntries(
        Array.from({ length: 10_000 }, (_, i) => [`images/${String(i).padStart(5, '0')}.png`, `${from + i}`]),
      );
    await commitFiles(store, files(0), { artifact: 'many' });
    await commitFiles(store, files(7), { artifact: 'many' });
    const { page } = await openPage({ store, bundle: 'compare', path: versionsPath('many:v0', 'many:v1') });
    await rows(page).first().waitFor();
    await page.locator('.toggle', { hasText: '10,000 changed' }).waitFor();
    expect(await rows(page).count()).toBeLessThan(80);
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await expect.poll(async () => (await texts(rows(page))).at(-1)).toContain('images/09999.png');
    await page.getByRole('searchbox').fill('/0123');
    await expect.poll(() => rows(page).count()).toBe(10);
  });
});

describe('metadata', () => {
  test('shows what differs, then all, and tells missing from null', async () => {
    const { page } = await openPage({ store, bundle: 'compare', path: versionsPath('raw:v0', 'raw:v1') });
    await tab(page, 'Metadata').click();
    await expect.poll(() => texts(rows(page))).toEqual(['note null — missing', 'rows 10 11']);
    await page.getByRole('button', { name: 'Only differences' }).click();
    await expect.poll(() => rows(page).count()).toBe(4);
    await page.getByRole('searchbox').fill('TRAIN');
    await expect.poll(() => texts(rows(page))).toEqual(['split.train 0.8 0.8']);
  });

  test('keeps the digits of numbers that no double has', async () => {
    for (const seed of [9007199254740993n, 9007199254740992n]) {
      await commitFiles(store, { a: String(seed) }, { artifact: 'exact', metadata: { seed } });
    }
    const path = versionsPath('exact:v0', 'exact:v1');
    const { page } = await openPage({ store, bundle: 'compare', path });
    await tab(page, 'Metadata').click();
    await expect.poll(() => texts(rows(page))).toEqual(['seed 9007199254740993 9007199254740992']);
  });

  test('of twenty versions lies side by side, the keys always in sight', async () => {
    const items = versions.map((_, i) => `raw:v${i}`);
    const { page } = await openPage({ store, bundle: 'compare', path: versionsPath(...items) });
    await tab(page, 'Metadata').click();
    await expect.poll(() => chips(page).count()).toBe(20);
    await rows(page).first().waitFor();
    expect(await page.getByRole('columnheader').count()).toBe(21);
    expect(await page.getByText('No more can be compared at once.').count()).toBe(1);
    await page.locator('amphora-grid').evaluate(grid => grid.scrollTo({ left: 1e6 }));
    const key = rows(page).first().locator('.grid-cell').first();
    await expect.poll(async () => (await key.boundingBox())?.x).toBeLessThan(40);
    expect(await key.innerText()).toContain('note');
  });

  test('stays on its tab when the page is hidden and shown again', async () => {
    const { page } = await openPage({ store, bundle: 'compare', path: versionsPath('raw:v0', 'raw:v1') });
    await tab(page, 'Metadata').click();
    await rows(page).first().waitFor();
    await page.reload();
    await expect.poll(() => tab(page, 'Metadata').getAttribute('aria-selected')).toBe('true');
  });
});

describe('what is compared', () => {
  test('is added, made the base, swapped and taken away with the keyboard alone', async () => {
    const { page, asked } = await openPage({ store, bundle: 'compare', path: versionsPath('raw:v3') });
    await page.getByText('Add another version to compare with.').waitFor();
    await chips(page).first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'raw:v19' }).waitFor();
    await page.keyboard.type('v7');
    await expect.poll(async () => (await texts(page.getByRole('option')))[0]).toContain('raw:v7');
    await page.keyboard.press('Enter');
    await expect.poll(() => texts(chips(page))).toEqual(['raw:v3 base', 'raw:v7']);
    await expect
      .poll(() => page.evaluate(`document.activeElement.textContent.trim().startsWith('raw:v7')`))
      .toBe(true);
    await page.getByRole('button', { name: 'Swap' }).press('Enter');
    await expect.poll(() => texts(chips(page))).toEqual(['raw:v7 base', 'raw:v3']);
    await chips(page).nth(1).press('Enter');
    await page.getByRole('menuitem', { name: 'Use as Base' }).press('Enter');
    await expect.poll(() => texts(chips(page))).toEqual(['raw:v3 base', 'raw:v7']);
    await chips(page).nth(1).press('Delete');
    await expect.poll(() => texts(chips(page))).toEqual(['raw:v3 base']);
    await expect.poll(() => page.evaluate(`document.activeElement.className`)).toBe('chip-main');
    await chips(page).first().press('Enter');
    await page.getByRole('menuitem', { name: 'Open' }).press('Enter');
    await expect
      .poll(() => asked)
      .toEqual(['open {"path":"/local/digits/artifacts/dataset/raw/v3","beside":false}']);
  });

  test('can be of another artifact, and a picker is left by Escape', async () => {
    await commitFiles(store, { m: 'm' }, { artifact: 'model', type: 'model' });
    const { page } = await openPage({ store, bundle: 'compare', path: versionsPath('raw:v0') });
    const add = page.getByRole('button', { name: 'Add…' });
    await add.click();
    await page.getByRole('combobox').fill('model:latest');
    await page.getByRole('option', { name: 'model:v0' }).click();
    await expect.poll(() => texts(chips(page))).toEqual(['raw:v0 base', 'model:v0']);
    await add.click();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
    expect(await add.evaluate(each => each === each.ownerDocument.activeElement)).toBe(true);
  });

  test('that is deleted meanwhile is said to be, and the rest stays', async () => {
    await commitFiles(store, { a: '1' }, { artifact: 'brief', metadata: { n: 1 } });
    await commitFiles(store, { a: '2' }, { artifact: 'brief', metadata: { n: 2 } });
    const { version } = await commitFiles(store, { a: '3' }, { artifact: 'brief', metadata: { n: 3 } });
    const path = versionsPath('brief:v0', 'brief:v1', 'brief:v2');
    const { page } = await openPage({ store, bundle: 'compare', path });
    await tab(page, 'Metadata').click();
    await expect.poll(() => texts(rows(page))).toEqual(['n 1 2 3']);
    await store.deleteVersions([version.id], { force: true });
    await expect.poll(() => texts(rows(page))).toEqual(['n 1 2']);
    expect(await texts(chips(page))).toEqual(['brief:v0 base', 'brief:v1', 'brief:v2 deleted']);
  });

  test('has the first that is there as its base', async () => {
    const { page } = await openPage({
      store,
      bundle: 'compare',
      path: versionsPath('raw:v99', 'raw:v0', 'raw:v1'),
    });
    await expect.poll(() => texts(chips(page))).toEqual(['raw:v99 deleted', 'raw:v0 base', 'raw:v1']);
  });

  test('says so where all of it is gone, or the project is not there', async () => {
    const { page } = await openPage({ store, bundle: 'compare', path: versionsPath('gone:v0', 'raw:v99') });
    await page.getByText('What was compared here was deleted.').waitFor();
    const other = await openPage({ store, bundle: 'compare', path: '/local/nothing/compare?run=a&run=b' });
    await other.page.getByRole('alert').getByText('nothing').waitFor();
    await other.page.getByRole('button', { name: 'Try Again' }).waitFor();
  });
});

describe('runs', () => {
  test('are compared by config, summary and details, and their heads lead to them', async () => {
    const { page, asked } = await openPage({
      store,
      bundle: 'compare',
      path: runsPath('run0', 'run1', 'run2'),
    });
    await expect.poll(() => texts(rows(page))).toEqual(['lr 0 0.1 0.2', 'nested.deep 0 1 2']);
    await tab(page, 'Summary').click();
    await expect.poll(() => texts(rows(page))).toEqual(['loss 1 0.5 — missing']);
    await tab(page, 'Details').click();
    await expect.poll(async () => (await texts(rows(page)))[0]).toBe('State finished failed running');
    await page.getByRole('columnheader').getByRole('link', { name: 'alpha' }).click();
    await expect.poll(() => asked).toEqual(['open {"path":"/local/digits/runs/run0","beside":false}']);
  });

  test('are added by their names', async () => {
    const { page } = await openPage({ store, bundle: 'compare', path: runsPath('run0') });
    await page.getByRole('button', { name: 'Add…' }).click();
    await page.getByRole('combobox').fill('手書き');
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(() => texts(chips(page))).toEqual(['alpha base', '手書き数字の学習']);
  });

  test('follow the store while they are under way, and the keys stay where they are', async () => {
    const run = await store.beginRun({ project: 'digits', jobType: 'train', name: 'live', key: 'live' });
    await store.updateRun(run.id, { summary: { a: 1, loss: 1 } });
    const { page } = await openPage({ store, bundle: 'compare', path: runsPath('run0', 'live') });
    await tab(page, 'Summary').click();
    await expect.poll(() => texts(rows(page))).toEqual(['a — missing 1']);
    await page.getByRole('button', { name: 'Only differences' }).click();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await store.updateRun(run.id, { summary: { a: 1, aa: 1, loss: 0.25 } });
    await expect.poll(() => texts(rows(page))).toEqual(['a — missing 1', 'aa — missing 1', 'loss 1 0.25']);
    await expect.poll(() => texts(page.locator('.grid-row.active'))).toEqual(['loss 1 0.25']);
  });
});

test('a hostile address or name stays text', async () => {
  const { page } = await openPage({ store, bundle: 'compare', path: runsPath('run1', 'run0', 'run1') });
  await expect.poll(() => texts(chips(page))).toEqual([`${HOSTILE} base`, 'alpha']);
  expect(await page.title()).not.toBe('owned');
  expect(await page.locator('img').count()).toBe(0);
});

test('is accessible in every theme, on every tab', { timeout: 240_000 }, async () => {
  for (const theme of THEMES) {
    const opened = await openPage({
      store,
      bundle: 'compare',
      path: versionsPath('raw:v0', 'raw:v1', 'raw:v77'),
      theme,
    });
    await rows(opened.page).first().waitFor();
    expect(await accessibilityFaults(opened)).toEqual([]);
    await opened.page.getByRole('button', { name: 'Add…' }).click();
    await opened.page.getByRole('option').first().waitFor();
    expect(await accessibilityFaults(opened)).toEqual([]);
    await opened.page.keyboard.press('Escape');
    await tab(opened.page, 'Metadata').click();
    await opened.page.locator('.differs').first().waitFor();
    expect(await accessibilityFaults(opened)).toEqual([]);
  }
});
