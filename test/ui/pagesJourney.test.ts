/** Pages as a person goes through them, in a real VS Code over the digits sample: from the tree to a version, its files, its run, and back. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prepareSample } from '../../scripts/lib/sample.mjs';
import type { Store } from '../../src/store/contract.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';
import { gridRows } from './harness/richPages.ts';
import {
  artifactsTree,
  chooseInMenu,
  pageFrame,
  quickInput,
  runFromPalette,
  untilKept,
} from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-pages-'));
let code: VSCode;
let page: Page;

/** The training that made trained-model:v1. */
let training: string;

/** Gives it what the steps of the sample do not log: metrics and output. @returns its name */
async function addHistory(store: Store): Promise<string> {
  const { loggedBy } = await store.resolve({ project: 'digits', artifact: 'trained-model', alias: 'v1' });
  if (loggedBy === undefined) throw new Error('The sample has changed: nothing logged trained-model:v1.');
  const lines = Array.from({ length: 50 }, (_, i) => JSON.stringify({ _step: i, loss: 1 / (i + 1) }));
  await store.writeRunLines(loggedBy, 'history', { offset: 0, lines });
  await store.writeRunLines(loggedBy, 'console', { offset: 0, lines: ['epoch 1', 'epoch 2'] });
  return (await store.run(loggedBy)).name;
}

beforeAll(async () => {
  const workspace = await prepareSample(folder);
  const store = openLocalStore(path.join(folder, 'store'));
  training = await addHistory(store);
  await store.close();
  code = await launch({ extensions: [root], workspace, settings: { 'amphora.python.tracking': 'off' } });
  page = code.page;
  await page.getByRole('tab', { name: 'Artifacts' }).first().click();
  await item('project digits').waitFor();
});

afterAll(async () => {
  await code.close();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

beforeEach(({ onTestFailed, task }) => {
  onTestFailed(async () => {
    const name = task.name.replace(/\W+/g, '-').slice(0, 60);
    await page.screenshot({ path: path.join(root, 'test-results', `pages-${name}.png`) });
  });
});

const item = (name: string | RegExp): Locator => artifactsTree(page).getByRole('treeitem', { name }).first();
const version = (name: string): Locator => item(new RegExp(`^version ${name},`));
const editorTab = (name: string | RegExp): Locator =>
  page.locator('.tabs-container').getByRole('tab', { name }).first();
const shown = () => pageFrame(page);
const pageTab = (name: string): Locator => shown().getByRole('tab', { name });
const rows = (text: string | RegExp): Locator => gridRows(shown().locator('body'), text);
const heading = (name: string): Locator => shown().getByRole('heading', { level: 1, name });

async function expand(row: Locator): Promise<void> {
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
}

test('the page of a version opens from the tree, and its tabs by the keyboard', async () => {
  await expand(item(/^artifact type model/));
  await expand(item(/^model trained-model/));
  await chooseInMenu(page, version('trained-model:v1'), 'Open Page');
  await heading('trained-model').waitFor();
  await editorTab(/trained-model:v1/).waitFor();
  await pageTab('Overview').focus();
  for (const name of ['Metadata', 'Files']) {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => pageTab(name).getAttribute('aria-selected')).toBe('true');
    await expect.poll(() => pageTab(name).evaluate(each => each.matches(':focus'))).toBe(true);
  }
});

test('a file is looked at beside the list, and opened in an editor', async () => {
  await rows('metrics.json').click();
  const preview = shown().locator('amphora-preview');
  await preview.getByText('accuracy').first().waitFor();
  await preview.getByRole('button', { name: 'Open in Editor' }).click();
  await editorTab('metrics.json').waitFor();
  await page.locator('.monaco-editor .view-lines', { hasText: '"accuracy"' }).first().waitFor();
});

test('the way leads to the run that logged it, and from there to what it logged', async () => {
  await editorTab(/trained-model:v1/).click();
  await pageTab('Overview').click();
  await shown().locator('.facts').getByRole('link').first().click();
  await heading(training).waitFor();
  await pageTab('Charts').click();
  await shown().locator('amphora-chart', { hasText: 'loss' }).waitFor();
  await pageTab('Logs').click();
  await shown().locator('.log-row', { hasText: 'epoch 2' }).waitFor();
  await pageTab('Artifacts').click();
  await rows('digits-preprocess:').waitFor();
  await rows('trained-model:v1').getByRole('link').click();
  await heading('trained-model').waitFor();
  expect(await editorTab(/trained-model:v1/).getAttribute('aria-selected')).toBe('true');
});

test('an alias that is given on the page stands in the tree', async () => {
  const field = shown().getByRole('textbox', { name: 'Add alias' });
  await field.fill('favourite');
  await field.press('Enter');
  await shown().getByRole('button', { name: 'Remove favourite' }).waitFor();
  await item(/^version trained-model:v1,.*favourite/).waitFor();
  await shown().getByRole('button', { name: 'Remove favourite' }).click();
  await item(/^version trained-model:v1,.*favourite/).waitFor({ state: 'detached' });
});

test('two versions that are selected in the tree are compared, and a file of them in the diff editor', async () => {
  await version('trained-model:v0').click();
  await version('trained-model:v1').click({ modifiers: ['ControlOrMeta'] });
  await chooseInMenu(page, version('trained-model:v1'), 'Compare…');
  await heading('Compare versions').waitFor();
  await rows('metrics.json').dblclick();
  await page.locator('.monaco-diff-editor').waitFor();
  await editorTab('trained-model:v0/metrics.json ↔ trained-model:v1/metrics.json').waitFor();
});

test('from the palette, what to compare is picked step by step', async () => {
  await runFromPalette(page, 'Amphora: Compare…');
  const pick = async (label: string | RegExp): Promise<void> => {
    await page.locator('.quick-input-list-row', { hasText: label }).first().click();
  };
  await pick('Versions');
  await pick('trained-model');
  await pick(/^v2/);
  await expect.poll(() => page.locator('.quick-input-title').textContent()).toContain('trained-model:v2');
  await pick(/^v1/);
  await editorTab('Compare trained-model:v2, trained-model:v1').waitFor();
  await heading('Compare versions').waitFor();
  await runFromPalette(page, 'Amphora: Compare…');
  await pick('Runs');
  await quickInput(page).fill(training);
  await pick(training);
  await expect.poll(() => page.locator('.quick-input-title').textContent()).toContain(training);
  await quickInput(page).press('Enter');
  await heading('Compare runs').waitFor();
});

test('a page comes back on its tab after a reload', async () => {
  await editorTab(/trained-model:v1/).click();
  await pageTab('Metadata').click();
  await rows('trainingLoss').waitFor();
  await untilKept(page, '/local/digits/artifacts/model/trained-model/v1/metadata');
  await page.reload();
  await editorTab(/trained-model:v1/).waitFor();
  await rows('trainingLoss').waitFor();
  expect(await pageTab('Metadata').getAttribute('aria-selected')).toBe('true');
});

test('a page follows the theme at once', async () => {
  const background = () =>
    shown()
      .locator('body')
      .evaluate(body => body.ownerDocument.defaultView!.getComputedStyle(body).backgroundColor);
  await shown().locator('body.vscode-light').waitFor();
  const light = await background();
  await runFromPalette(page, 'Preferences: Toggle between Light/Dark Themes');
  await shown().locator('body.vscode-dark').waitFor();
  expect(await background()).not.toBe(light);
  await rows('trainingLoss').waitFor();
});
