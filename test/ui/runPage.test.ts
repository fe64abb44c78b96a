import { beforeEach, describe, expect, test } from 'vitest';
import { pngOf } from '../support/richStore.ts';
import { commitFiles, commitRunFile } from '../support/storeKit.ts';
import { accessibilityFaults } from './harness/accessibility.ts';
import type { HostedOptions, HostedPage } from './harness/hostedPage.ts';
import { type RunStore, withRunStore } from './harness/runStore.ts';
import { withStorePages } from './harness/storePages.ts';
import { THEMES } from './harness/themes.ts';

const begin = withRunStore();
const openPage = withStorePages();
const TABS = ['Overview', 'Config', 'Summary', 'Charts', 'Logs', 'Files', 'Artifacts'] as const;
const HOSTILE = '</script><img src=x onerror="document.title=\'owned\'">';

let run: RunStore;

const open = (tab?: string, options: Partial<HostedOptions> = {}): Promise<HostedPage> =>
  openPage({ bundle: 'run', store: run.store, path: run.path(tab), ...options });

describe('a run that is under way', () => {
  beforeEach(async () => {
    run = await begin({
      notes: 'First try.',
      tags: ['baseline'],
      group: 'sweep-7',
      host: 'workstation',
      command: ['python', 'train.py', '--name', 'a run'],
      config: { lr: 0.01, model: { layers: [64, 32], name: '7' }, seed: 9_007_199_254_740_991 },
      git: {
        commit: '064e41b7c0ffee00aa55064e41b7c0ffee00aa55',
        dirty: true,
        remote: 'https://github.com/example/digits.git',
      },
    });
  });

  test('shows what is known of it, and its end when that comes', async () => {
    const { page } = await open();
    await page.getByRole('heading', { name: 'train-1' }).waitFor();
    const facts = page.locator('.facts');
    for (const text of ['sweep-7', 'workstation', '064e41b7c0ff with changes', 'running']) {
      await facts.getByText(text).waitFor();
    }
    await page.getByText("python train.py --name 'a run'").waitFor();
    expect(await page.locator('.run-state').textContent()).toBe('running');
    await run.store.finishRun(run.id, { state: 'failed', exitCode: 3 });
    await page.locator('.run-state', { hasText: 'failed' }).waitFor();
    expect(await facts.textContent()).toMatch(/Exit code\s*3/);
  });

  test('has a name, notes and tags that are changed where they stand', async () => {
    const { page } = await open();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('better name');
    await name.press('Enter');
    await page.getByRole('heading', { name: 'better name' }).waitFor();
    await name.fill('');
    await name.press('Enter');
    expect(await name.inputValue()).toBe('better name');
    await name.fill('no');
    await name.press('Escape');
    expect(await name.inputValue()).toBe('better name');
    const notes = page.getByRole('textbox', { name: 'Notes' });
    await notes.fill('Second try.');
    await notes.press('Control+Enter');
    const tag = page.getByRole('textbox', { name: 'Add tag' });
    await tag.fill('best');
    await tag.press('Enter');
    await page.getByRole('button', { name: 'Remove best' }).waitFor();
    await page.getByRole('button', { name: 'Remove baseline' }).click();
    await page.getByRole('button', { name: 'Remove baseline' }).waitFor({ state: 'detached' });
    const { name: saved, notes: kept, tags } = await run.store.run(run.id);
    expect({ saved, kept, tags }).toEqual({ saved: 'better name', kept: 'Second try.', tags: ['best'] });
  });

  test('cannot be changed by those who may not', async () => {
    const { page } = await open(undefined, { canEdit: false });
    await page.getByText('First try.').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  test('has a config that can be searched, with numbers as they are', async () => {
    const { page, asked } = await open('config');
    const rows = page.getByRole('grid', { name: 'Config' }).getByRole('row');
    await rows.nth(4).waitFor();
    expect(await rows.allInnerTexts()).toEqual([
      'Key\nValue',
      'lr\n0.01',
      'model.layers\n[64, 32]',
      'model.name\n"7"',
      'seed\n9007199254740991',
    ]);
    await page.getByRole('searchbox').fill('LAYERS');
    await rows.nth(2).waitFor({ state: 'detached' });
    await page.getByRole('grid').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Copy Value' }).click();
    expect(asked).toContain('copy {"text":"[64, 32]"}');
  });

  test('has a summary that follows, with files as they were logged', async () => {
    const { page } = await open('summary');
    await page.getByText('This run has no summary yet.').waitFor();
    await run.store.updateRun(run.id, {
      summary: { loss: 0.5, image: { _type: 'image-file', path: 'media/a.png' } },
    });
    await page.getByRole('gridcell', { name: '{"_type": "image-file", "path": "media/a.png"}' }).waitFor();
  });

  test('leads to its lineage and to comparisons', async () => {
    const { page, asked } = await open();
    await page.getByRole('tab', { name: 'Lineage' }).click();
    await page.getByRole('button', { name: 'Compare…' }).click();
    const key = run.path().split('/').at(-1)!;
    expect(asked.filter(each => each.startsWith('open '))).toEqual([
      `open {"path":"/local/digits/lineage?focus=${key}","beside":false}`,
      `open {"path":"/local/digits/compare?run=${key}","beside":false}`,
    ]);
  });

  test('that is deleted says so, and keeps what was shown', async () => {
    await run.log({ loss: 1 }, { loss: 2 });
    await run.print('hello');
    const { page } = await open('charts');
    await page.locator('.chart-plot').waitFor();
    await run.store.deleteRun(run.id);
    await page.getByRole('alert').waitFor();
    for (const name of TABS) {
      await page.getByRole('tab', { name }).click();
      await page.getByRole('tabpanel', { name }).waitFor();
    }
    expect(await page.getByRole('alert').first().textContent()).toMatch(/no run/i);
  });

  test('without anything says so on every tab', async () => {
    const { page } = await open('charts');
    await page.getByText('This run has logged no metrics yet.').waitFor();
    await page.getByRole('tab', { name: 'Logs' }).click();
    await page.getByText('This run has written no output yet.').waitFor();
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByText('This run keeps no files.').waitFor();
    await page.getByRole('tab', { name: 'Artifacts' }).click();
    await page.getByText('This run used no artifact.').waitFor();
    await page.getByText('This run logged no artifact.').waitFor();
  });
});

test('a run that is not there says so, with a way to try again', async () => {
  run = await begin();
  const { page } = await openPage({ bundle: 'run', store: run.store, path: '/local/digits/runs/nowhere' });
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Try Again' }).waitFor();
});

describe('files and artifacts', () => {
  beforeEach(async () => {
    run = await begin();
    await commitRunFile(run.store, run.id, 'requirements.txt', 'numpy\n', 'text/plain');
    await commitRunFile(run.store, run.id, 'media/b.png', 'no image', 'image/png');
  });

  test('files open in an editor, are saved and found', async () => {
    const { page, asked } = await open('files');
    const grid = page.getByRole('grid', { name: 'Files' });
    await grid.getByText('requirements.txt').waitFor();
    await page.getByText('Files: 2, 14 B').waitFor();
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Save As…' }).click();
    const place = (name: string) => `{"of":"run","id":"${run.id}","path":"${name}"}`;
    expect(asked).toEqual([`openFile ${place('requirements.txt')}`, `saveFile ${place('requirements.txt')}`]);
    // What the keys are on is shown beside.
    await page.locator('amphora-preview').getByText('numpy').waitFor();
    await page.getByRole('searchbox').fill('MEDIA');
    await grid.getByText('requirements.txt').waitFor({ state: 'detached' });
    await page.getByText('Files: 1, 8 B').waitFor();
  });

  test('images follow each other by the arrows, as the list is sorted and searched', async () => {
    for (const [i, name] of ['a.png', 'c.png', 'd.png'].entries()) {
      await commitRunFile(run.store, run.id, `media/${name}`, pngOf(8 + i, 8, 0, 0, 255), 'image/png');
    }
    const { page } = await open('files/media/a.png');
    const shown = page.locator('amphora-preview').getByRole('heading', { level: 2 });
    const chosen = page.locator('.grid-row.chosen');
    await page.getByText('8 × 8 px').waitFor();
    await page.getByRole('button', { name: 'Next Image' }).click();
    await expect.poll(() => shown.textContent()).toBe('b.png');
    await page.getByRole('region', { name: 'media/b.png' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('9 × 8 px').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText('10 × 8 px').waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => shown.textContent()).toBe('a.png');
    await chosen.filter({ hasText: 'media/a.png' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => shown.textContent()).toBe('d.png');
    await page.getByRole('searchbox').fill('c.png');
    await page.getByRole('button', { name: 'Next Image' }).click();
    await expect.poll(() => shown.textContent()).toBe('c.png');
    // It is the only one now.
    await page.getByRole('button', { name: 'Next Image' }).waitFor({ state: 'detached' });
  });

  test('an address leads to a file', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `media/${i}.txt`);
    for (const name of names) await commitRunFile(run.store, run.id, name, name);
    const { page } = await open('files/media/150.txt');
    await page.locator('.grid-row.chosen', { hasText: 'media/150.txt' }).waitFor();
    expect(await page.locator('.grid-row.chosen').isVisible()).toBe(true);
    expect(await page.getByRole('tab', { name: 'Files' }).getAttribute('aria-selected')).toBe('true');
  });

  test('artifacts are listed by what was used and logged, deleted ones struck', async () => {
    const { version: input } = await commitFiles(run.store, { 'a.csv': '1' }, { artifact: 'raw' });
    const { version: gone } = await commitFiles(run.store, { 'a.csv': '2' }, { artifact: 'raw' });
    await commitFiles(run.store, { 'w.bin': '3' }, { artifact: 'net', type: 'model', run: run.id });
    await run.store.useVersion(run.id, input.id, 'latest');
    await run.store.useVersion(run.id, gone.id, 'v1');
    await run.store.deleteVersions([gone.id], { force: true });
    const { page, asked } = await open('artifacts');
    const inputs = page.getByRole('grid', { name: 'Input artifacts' });
    await inputs.locator('s', { hasText: 'raw:v1' }).waitFor();
    expect(await inputs.getByRole('row').nth(2).textContent()).toContain('deleted');
    expect(await inputs.getByRole('row').nth(1).textContent()).toContain('latest');
    expect(await page.locator('.section-title').allInnerTexts()).toEqual([
      'Input artifacts 2',
      'Output artifacts 1',
    ]);
    await inputs.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: 'Output artifacts' }).focus();
    await page.keyboard.press('Enter');
    expect(asked).toEqual(['open {"path":"/local/digits/artifacts/model/net/v0"}']);
  });
});

describe.each(THEMES)('in $name', theme => {
  test('every tab can be used by all', async () => {
    run = await begin({ config: { lr: 0.1 }, tags: ['a'], command: ['python'] });
    await run.log({ loss: 1, 'train/x': 1 }, { loss: 0.5, 'train/x': 2 });
    await run.print('\u001b[31mred\u001b[0m \u001b[2mdim\u001b[0m \u001b[33myellow', 'ERROR it failed');
    await run.store.updateRun(run.id, { summary: { loss: 0.5 } });
    await commitRunFile(run.store, run.id, 'a.txt', 'a', 'text/plain');
    await commitFiles(run.store, { 'w.bin': '3' }, { artifact: 'net', type: 'model', run: run.id });
    const hosted = await open(undefined, { theme });
    for (const name of TABS) {
      await hosted.page.getByRole('tab', { name }).click();
      await hosted.page.getByRole('tabpanel', { name }).waitFor();
      await hosted.page.locator('[aria-busy]').waitFor({ state: 'detached' });
      expect(await accessibilityFaults(hosted), name).toEqual([]);
    }
  });
});

test('what a run says of itself is never markup', async () => {
  const long = 'n'.repeat(128);
  run = await begin({
    name: HOSTILE.slice(0, 128),
    jobType: 'train',
    notes: HOSTILE,
    host: HOSTILE,
    command: [HOSTILE],
    config: { [HOSTILE]: HOSTILE, nested: { '\u0000\u202e': 'ltr' } },
  });
  await run.log({ [HOSTILE]: 1, __proto__x: 1, constructor: 1, [`${long}/${long}`]: 1, '日本語/損失': 1 });
  await run.print(HOSTILE, `\u001b]8;;javascript:alert(1)\u0007link\u001b]8;;\u0007`, `a\rb${HOSTILE}`);
  await run.store.updateRun(run.id, {
    summary: JSON.parse(`{"__proto__": {"x": 1}, "a": ${JSON.stringify(HOSTILE)}}`),
  });
  await commitRunFile(run.store, run.id, 'a<b>.txt', 'a');
  const { page } = await open();
  for (const name of TABS) {
    await page.getByRole('tab', { name }).click();
    await page.getByRole('tabpanel', { name }).waitFor();
    expect(await page.locator('.page-content').evaluate(each => each.scrollWidth - each.clientWidth)).toBe(0);
  }
  expect(await page.title()).toBe('Page');
  expect(await page.locator('img, iframe, object, embed, [onerror]').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(1);
});
