/** Files and pages in a real VS Code: found by a part of their name, asked about when they are big, and back after a reload. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { commitFiles } from '../support/storeKit.ts';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';
import { artifactsTree, lineageFrame, notice, runFromPalette } from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-files-'));
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);
let code: VSCode;
let page: Page;

/** Longer than a step takes on a busy machine. */
const STEP = { timeout: 60_000 };

beforeAll(async () => {
  const store = openLocalStore(inFolder('store'));
  const big = `big beginning\n${'x'.repeat(99)}\n`.padEnd(1_200_000, `${'x'.repeat(99)}\n`);
  for (const text of ['one', 'two']) {
    await commitFiles(store, { 'labels.csv': text, 'images/big.txt': big }, { project: 'digits' });
  }
  await store.close();
  fs.mkdirSync(inFolder('workspace'));
  code = await launch({
    extensions: [root],
    workspace: inFolder('workspace'),
    settings: {
      'amphora.store.path': inFolder('store'),
      'amphora.python.tracking': 'off',
      'amphora.files.askAbove': 1,
    },
  });
  page = code.page;
  await page.getByRole('tab', { name: 'Artifacts' }).first().click();
  await artifactsTree(page).getByRole('treeitem', { name: 'project digits' }).waitFor(STEP);
});

afterAll(async () => {
  await code.close();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

beforeEach(context => {
  context.onTestFailed(async () => {
    const name = context.task.name.replace(/\W+/g, '-').slice(0, 60);
    await page.screenshot({ path: path.join(root, 'test-results', `files-${name}.png`) });
  });
});

const row = (text: string | RegExp) => page.locator('.quick-input-list-row', { hasText: text }).first();
const tab = (name: string | RegExp) => page.getByRole('tab', { name });
const dialog = () => page.locator('.monaco-dialog-box');

/** Goes to a file of mnist:v1, as one who knows a part of its name. */
async function goTo(part: string, name: string): Promise<void> {
  await runFromPalette(page, 'Amphora: Go to File…');
  const reference = 'digits/mnist:v1';
  await page.getByPlaceholder('Pick an artifact, or type name:alias').fill(reference);
  await row(reference).waitFor(STEP);
  await page.keyboard.press('Enter');
  await page.getByPlaceholder('Parts of the path, in any order').fill(part);
  await row(name).waitFor(STEP);
  await page.keyboard.press('Enter');
}

test('a file is found by a part of its name, and shown in the tree', async () => {
  await goTo('lab', 'labels.csv');
  await tab(/labels\.csv/).waitFor(STEP);
  await page.locator('.view-lines', { hasText: 'two' }).waitFor(STEP);
  await runFromPalette(page, 'Amphora: Reveal in Artifacts');
  const shown = artifactsTree(page).getByRole('treeitem', { name: /^file labels\.csv/ });
  await shown.waitFor(STEP);
  expect(await shown.getAttribute('aria-selected')).toBe('true');
});

test('a file is compared with that of another version', async () => {
  await tab(/labels\.csv/).click();
  await runFromPalette(page, 'Amphora: Compare with Other Version…');
  await row('v0').click();
  await tab('mnist:v0/labels.csv ↔ mnist:v1/labels.csv').waitFor(STEP);
  const side = (text: string) => page.locator('.monaco-diff-editor .view-lines', { hasText: text }).first();
  await side('one').waitFor(STEP);
  await side('two').waitFor(STEP);
});

test('a big file opens after a question, once', async () => {
  await goTo('big', 'big.txt');
  await dialog().waitFor(STEP);
  expect(await dialog().textContent()).toContain('Open mnist:v1/images/big.txt?');
  expect(await dialog().textContent()).toContain('It has 1.2 MB.');
  await page.screenshot({ path: path.join(root, 'test-results/files-question.png') });
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Try Again' }).waitFor(STEP);
  await goTo('big', 'big.txt');
  await dialog().getByRole('button', { name: 'Open', exact: true }).click(STEP);
  await page.locator('.view-lines', { hasText: 'big beginning' }).waitFor(STEP);
});

test('after a reload a big file is told of without a dialog, and a page is back', async () => {
  await runFromPalette(page, 'Amphora: Show Lineage');
  await tab('Lineage: digits').waitFor(STEP);
  // In a group of its own, so that both are in sight.
  await runFromPalette(page, 'View: Move Editor into Next Group');
  await page.locator('.editor-group-container').nth(1).waitFor(STEP);
  const drawn = lineageFrame(page).locator('g.node').first();
  await drawn.waitFor(STEP);
  await page.reload();
  await notice(page, 'mnist:v1/images/big.txt has 1.2 MB and was not opened again').waitFor(STEP);
  await tab('Lineage: digits').waitFor(STEP);
  await drawn.waitFor(STEP);
  expect(await dialog().count()).toBe(0);
  await page.screenshot({ path: path.join(root, 'test-results/files-reloaded.png') });
  await notice(page, 'was not opened again').hover();
  await notice(page, 'was not opened again').getByRole('button', { name: 'Open', exact: true }).click();
  await page.locator('.view-lines', { hasText: 'big beginning' }).waitFor(STEP);
});
