import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunId } from '../../src/core/ids.ts';
import type { Store } from '../../src/store/contract.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { commitFiles, temporaryFolder } from '../support/storeKit.ts';
import { accessibilityFaults } from './harness/accessibility.ts';
import { withStorePages } from './harness/storePages.ts';
import { THEMES } from './harness/themes.ts';

const folder = temporaryFolder();
let store: Store;
const runs: RunId[] = [];
const openPage = withStorePages();

const RUNS = 250;
const HOSTILE = '<img src=x onerror="document.title=\'owned\'">';

beforeAll(async () => {
  store = openLocalStore(folder.path);
  for (let i = 0; i < RUNS; i++) {
    const jobType = i % 5 === 0 ? '' : i % 2 === 0 ? 'train' : 'evaluate';
    const name = i === 248 ? HOSTILE : `run ${String(i).padStart(3, '0')}`;
    const { id } = await store.beginRun({ project: 'digits', jobType, name, key: `key${i}` });
    if (i % 3 > 0) await store.finishRun(id, { state: i % 3 === 1 ? 'finished' : 'failed' });
    runs.push(id);
  }
  await commitFiles(store, { a: 'a' }, { artifact: 'raw', run: runs[0]!, aliases: ['latest', 'best'] });
  await commitFiles(store, { a: 'b' }, { artifact: 'raw', run: runs[0]! });
  await commitFiles(store, { m: 'm' }, { artifact: HOSTILE.replaceAll('/', ''), type: 'model' });
  await commitFiles(store, { m: 'n' }, { artifact: 'モデル', type: 'model' });
  await store.makeProject('empty');
  await store.makeProject('名前が長いプロジェクト'.repeat(8));
});

afterAll(async () => {
  await store.close();
  folder.remove();
});

const rows = (page: Page): Locator => page.locator('.grid-rows .grid-row');
const texts = async (locator: Locator): Promise<string[]> =>
  (await locator.allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim());
/** Names of the rows in sight, which are links. */
const names = (page: Page): Promise<string[]> => texts(rows(page).locator('a'));
const grid = (page: Page): Locator => page.getByRole('grid');
const selected = (page: Page): Promise<string[]> => texts(page.locator('.grid-row[aria-selected=true] a'));

/** The store, with all runs as crashed 90 seconds after they began. */
const withCrashed = (): Store =>
  new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'runs') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return async (...asked: Parameters<Store['runs']>) => {
        const { items, ...rest } = await target.runs(...asked);
        const crashed = items.map(({ finishedAt: _, ...run }) => ({
          ...run,
          state: 'crashed',
          heartbeatAt: run.createdAt + 90_000,
        }));
        return { ...rest, items: crashed };
      };
    },
  });

describe('projects', () => {
  test('are listed with what is in them, and lead to their pages', async () => {
    const { page, asked } = await openPage({ store, bundle: 'project', path: '/' });
    await rows(page).first().waitFor();
    expect(await texts(page.getByRole('columnheader'))).toEqual([
      'Project',
      'Entity',
      'Artifacts',
      'Runs',
      'Updated',
    ]);
    expect((await texts(rows(page)))[0]).toMatch(/^digits local 3 250 /);
    await grid(page).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => asked).toEqual(['open {"path":"/local/digits"}']);
  });

  test('of an entity are listed alone, and where there are none it says what to do', async () => {
    const { page } = await openPage({ store, bundle: 'project', path: '/local' });
    await rows(page).first().waitFor();
    expect(await texts(page.getByRole('columnheader'))).not.toContain('Entity');
    const none = await openPage({ store, bundle: 'project', path: '/nobody' });
    await none.page.getByText('There are no projects yet.').waitFor();
    await none.page.getByText('amphora log data/raw').waitFor();
    await none.page.getByRole('button', { name: 'Log a Folder…' }).click();
    await expect.poll(() => none.asked).toEqual(['logFolder']);
  });

  test('that are not there are said to be missing', async () => {
    const { page } = await openPage({ store, bundle: 'project', path: '/local/digit' });
    await page.getByRole('alert').getByText('digit').waitFor();
    await page.getByRole('button', { name: 'Try Again' }).waitFor();
  });
});

describe('artifacts', () => {
  test('are listed, filtered by type and name, and sorted by the store', async () => {
    const { page } = await openPage({ store, bundle: 'project', path: '/local/digits' });
    await rows(page).first().waitFor();
    expect(await names(page)).toEqual(['モデル', HOSTILE, 'raw']);
    expect((await texts(rows(page)))[2]).toMatch(/^raw dataset v1 latest 1 B 2 /);
    await page.getByLabel('Sort by').selectOption('name');
    await expect.poll(() => names(page)).toEqual([HOSTILE, 'raw', 'モデル']);
    await page.getByLabel('Type').selectOption('model');
    await expect.poll(() => names(page)).toEqual([HOSTILE, 'モデル']);
    await page.getByRole('searchbox').fill('モ');
    await expect.poll(() => names(page)).toEqual(['モデル']);
    await page.getByRole('searchbox').fill('nothing');
    await page.getByText('No artifact fits the filter.').waitFor();
    await page.getByRole('button', { name: 'Clear Filter' }).click();
    await expect.poll(() => names(page)).toHaveLength(3);
    expect(await page.title()).not.toBe('owned');
  });

  test('lead to their newest version, from the keyboard too', async () => {
    const { page, asked } = await openPage({ store, bundle: 'project', path: '/local/digits' });
    await rows(page).first().waitFor();
    await grid(page).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'raw' }).click();
    const path = '/local/digits/artifacts/dataset/raw/v1';
    await expect
      .poll(() => asked)
      .toEqual([`open {"path":"${path}"}`, `open {"path":"${path}","beside":false}`]);
  });

  test('that are logged and deleted meanwhile come and go', async () => {
    const { page } = await openPage({ store, bundle: 'project', path: '/local/digits' });
    await rows(page).first().waitFor();
    const { version } = await commitFiles(store, { x: 'x' }, { artifact: 'brief' });
    await expect.poll(() => names(page)).toContain('brief');
    await expect.poll(() => texts(page.getByRole('tab'))).toEqual(['Artifacts 4', 'Runs 250', 'Lineage']);
    await store.deleteVersions([version.id], { force: true });
    await expect.poll(() => names(page)).not.toContain('brief');
  });

  test('where there are none it says how to log the first, with the project', async () => {
    const { page } = await openPage({ store, bundle: 'project', path: '/local/empty' });
    await page.getByText('Nothing was logged to this project yet.').waitFor();
    await page.getByText('amphora log data/raw --name raw-data --type dataset --project empty').waitFor();
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page.getByText('No run was recorded in this project yet.').waitFor();
    expect(await page.locator('.snippet').count()).toBe(2);
  });
});

describe('runs', () => {
  const open = async (path = '/local/digits/runs') => {
    const opened = await openPage({ store, bundle: 'project', path });
    await rows(opened.page).first().waitFor();
    return opened;
  };

  test('are filtered by job type, also none, by state and by name', async () => {
    const { page } = await open();
    await page.getByLabel('Job type').selectOption({ label: 'no job type (50)' });
    await expect.poll(async () => (await names(page))[0]).toBe('run 245');
    await page.getByLabel('State').selectOption('failed');
    await expect
      .poll(async () => (await texts(rows(page))).every(text => text.startsWith('failed')))
      .toBe(true);
    await page.getByRole('searchbox').fill('RUN 24');
    await expect.poll(() => names(page)).toEqual(['run 245']);
  });

  test('that crashed lasted until their last sign of life, and those that go on count up', async () => {
    const path = '/local/digits/runs';
    const { page: crashed } = await openPage({ store: withCrashed(), bundle: 'project', path });
    await rows(crashed).first().getByText('1.5 minutes').waitFor();
    const { page } = await openPage({ store, bundle: 'project', path });
    await rows(page).filter({ hasText: 'running' }).first().locator('amphora-elapsed').waitFor();
  });

  test('are sorted by the store', async () => {
    const { page } = await open();
    expect((await names(page))[0]).toBe('run 249');
    await page.getByRole('button', { name: 'Created' }).click();
    await expect.poll(async () => (await names(page))[0]).toBe('run 000');
    await page.getByRole('button', { name: 'State' }).click();
    await expect.poll(async () => (await texts(rows(page)))[0]).toMatch(/^running/);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect.poll(async () => (await names(page))[0]).toBe(HOSTILE);
  });

  test('are read on when the end comes into sight, and never all at once', async () => {
    const { page } = await open();
    await page.getByText('100 loaded, more follow').waitFor();
    await grid(page).focus();
    await page.keyboard.press('End');
    await page.getByText('200 loaded, more follow').waitFor();
    await page.keyboard.press('End');
    await page.getByText('250 shown').waitFor();
    await page.keyboard.press('End');
    await expect.poll(async () => (await names(page)).at(-1)).toBe('run 000');
  });

  test('are selected with the keyboard and compared', async () => {
    const { page, asked } = await open();
    await page.getByText('Select runs to compare them.').waitFor();
    await grid(page).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect.poll(() => selected(page)).toEqual(['run 249', 'run 247']);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => selected(page)).toEqual(['run 247', 'run 246', 'run 245']);
    await page.keyboard.press('Control+a');
    await page.getByText('100 selected; 20 can be compared at once.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => selected(page)).toEqual([]);
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('button', { name: 'Compare 2 Runs' }).press('Enter');
    await expect
      .poll(() => asked)
      .toEqual(['open {"path":"/local/digits/compare?run=key249&run=key248","beside":false}']);
  });

  test('are selected with the mouse: one, more, a stretch, by their boxes', async () => {
    const { page } = await open();
    const job = (at: number): Locator => rows(page).nth(at).locator('.grid-cell').nth(3);
    await job(1).click();
    await expect.poll(() => selected(page)).toEqual([HOSTILE]);
    await job(3).click({ modifiers: ['Control'] });
    await expect.poll(() => selected(page)).toEqual([HOSTILE, 'run 246']);
    await job(5).click({ modifiers: ['Shift'] });
    await expect.poll(() => selected(page)).toEqual(['run 246', 'run 245', 'run 244']);
    await rows(page).nth(0).locator('.grid-check').click();
    await expect.poll(() => selected(page)).toEqual(['run 249', 'run 246', 'run 245', 'run 244']);
    await rows(page).nth(4).locator('.grid-check').click();
    await expect.poll(() => selected(page)).toEqual(['run 249', 'run 246', 'run 244']);
    expect(await grid(page).getAttribute('aria-multiselectable')).toBe('true');
  });

  test('stay selected and in place while others come and change', async () => {
    const { page } = await open();
    await grid(page).focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect.poll(() => selected(page)).toEqual(['run 189']);
    const before = await page.locator('amphora-grid').evaluate(each => each.scrollTop);
    expect(before).toBeGreaterThan(0);
    const { id } = await store.beginRun({ project: 'digits', jobType: 'train', name: 'newcomer' });
    await page.getByRole('tab', { name: 'Runs 251' }).waitFor();
    await store.updateRun(runs[189]!, { name: 'renamed meanwhile' });
    await expect.poll(() => selected(page)).toEqual(['renamed meanwhile']);
    expect(await texts(page.locator('.grid-row.active a'))).toEqual(['renamed meanwhile']);
    expect(await page.locator('amphora-grid').evaluate(each => each.scrollTop)).toBe(before);
    await store.updateRun(runs[189]!, { name: 'run 189' });
    await store.deleteRun(id);
    await page.getByRole('tab', { name: 'Runs 250' }).waitFor();
    await page.keyboard.press('Home');
    await expect.poll(async () => (await names(page))[0]).toBe('run 249');
  });

  test('that are deleted meanwhile go, also from the selection', async () => {
    for (const name of ['one', 'two', 'three']) {
      await store.beginRun({ project: 'few', jobType: 'x', name, key: name });
    }
    const { page } = await open('/local/few/runs');
    for (const at of [0, 1, 2]) await rows(page).nth(at).locator('.grid-check').click();
    await page.getByRole('button', { name: 'Compare 3 Runs' }).waitFor();
    const project = await store.project('few');
    await store.deleteRun((await store.runByKey(project.id, 'two')).id);
    await page.getByRole('button', { name: 'Compare 2 Runs' }).waitFor();
    expect(await names(page)).toEqual(['three', 'one']);
  });
});

test('the tab of a project is part of its address, and Lineage leads to its page', async () => {
  const { page, asked } = await openPage({ store, bundle: 'project', path: '/local/digits' });
  await page.getByRole('tab', { name: 'Artifacts' }).press('ArrowRight');
  await page.keyboard.press('Enter');
  await rows(page).first().waitFor();
  await page.reload();
  await expect.poll(() => page.getByRole('tab', { name: 'Runs' }).getAttribute('aria-selected')).toBe('true');
  await page.getByRole('tab', { name: 'Lineage' }).click();
  await expect.poll(() => asked).toEqual(['open {"path":"/local/digits/lineage","beside":false}']);
});

test('is accessible in every theme, on every tab', { timeout: 240_000 }, async () => {
  for (const theme of THEMES) {
    const project = await openPage({ store, bundle: 'project', path: '/local/digits', theme });
    await rows(project.page).first().waitFor();
    expect(await accessibilityFaults(project)).toEqual([]);
    await project.page.getByRole('tab', { name: 'Runs' }).click();
    await project.page.locator('.grid-check').first().click();
    expect(await accessibilityFaults(project)).toEqual([]);
    for (const path of ['/', '/local/empty']) {
      const opened = await openPage({ store, bundle: 'project', path, theme });
      await opened.page.locator('.grid-rows .grid-row, .snippet').first().waitFor();
      expect(await accessibilityFaults(opened)).toEqual([]);
    }
  }
});
