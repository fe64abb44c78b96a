/** Where `wandb` logs to, as a person meets it: a task is the first thing that runs, then they sign in to W&B, then they choose the store. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';
import { notice, quickInput, runFromPalette } from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-tracking-'));
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);
const given = inFolder('given.txt');
let code: VSCode;
let page: Page;

/** Longer than a step takes on a busy machine. */
const STEP = { timeout: 60_000 };
const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+$/;

beforeAll(async () => {
  fs.mkdirSync(inFolder('home'));
  fs.mkdirSync(inFolder('workspace/.vscode'), { recursive: true });
  const command = `printenv WANDB_BASE_URL > ${given}.new; mv ${given}.new ${given}`;
  const task = { label: 'train', type: 'shell', command, group: { kind: 'build', isDefault: true } };
  fs.writeFileSync(
    inFolder('workspace/.vscode/tasks.json'),
    JSON.stringify({ version: '2.0.0', tasks: [{ ...task, problemMatcher: [] }] }),
  );
  code = await launch({
    extensions: [root],
    workspace: inFolder('workspace'),
    settings: { 'amphora.store.path': inFolder('store') },
    env: { HOME: inFolder('home'), NETRC: '', WANDB_API_KEY: '', WANDB_BASE_URL: '', WANDB_CONFIG_DIR: '' },
  });
  page = code.page;
});

afterAll(async () => {
  await code.close();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

beforeEach(context => {
  context.onTestFailed(async () => {
    const name = context.task.name.replace(/\W+/g, '-').slice(0, 60);
    await page.screenshot({ path: path.join(root, 'test-results', `tracking-${name}.png`) });
  });
});

const item = () => page.locator('.statusbar-item', { hasText: 'Amphora' });
const row = (text: string) => page.locator('.quick-input-list-row', { hasText: text }).first();

/** Runs the task and gives the address that it was given. */
async function runTask(): Promise<string> {
  fs.rmSync(given, { force: true });
  await runFromPalette(page, 'Tasks: Run Build Task');
  // A window that is still loading may take the command and do nothing; a person then runs it again.
  await expect
    .poll(() => fs.existsSync(given), { timeout: 20_000 })
    .toBe(true)
    .catch(async () => {
      await runFromPalette(page, 'Tasks: Run Build Task');
    });
  await expect.poll(() => fs.existsSync(given), STEP).toBe(true);
  return fs.readFileSync(given, 'utf8').trim();
}

test('a task that is the first thing to run in a window is led to the server', async () => {
  // The palette of a window that has just opened does not have all commands yet.
  await page.keyboard.press('F1');
  await expect
    .poll(async () => {
      await quickInput(page).fill('>');
      await quickInput(page).fill('>Tasks: Run Build Task');
      return row('Tasks: Run Build Task').isVisible();
    }, STEP)
    .toBe(true);
  await page.keyboard.press('Escape');
  expect(await item().count()).toBe(0);
  expect(await runTask()).toMatch(ADDRESS);
  await item().waitFor(STEP);
});

test('a person who signs in to W&B is left alone', async () => {
  fs.writeFileSync(inFolder('home/.netrc'), 'machine api.wandb.ai\n  login user\n  password secret\n');
  await runFromPalette(page, 'Terminal: Create New Terminal');
  await item().waitFor({ state: 'hidden', ...STEP });
  await expect.poll(runTask, STEP).toBe('');
});

test('the choice says what was found, and the store can be chosen all the same', async () => {
  await runFromPalette(page, 'Amphora: Choose Where wandb Logs To…');
  await row('Now W&B: signed in to W&B through ~/.netrc').waitFor(STEP);
  await row('Also when you are signed in to W&B').click();
  await item().waitFor(STEP);
  await expect.poll(runTask, STEP).toMatch(ADDRESS);
});

test('a key of W&B in .env is replaced only when the person says so', async () => {
  const file = inFolder('workspace/.env');
  fs.writeFileSync(file, 'WANDB_API_KEY=mine\n');
  await runFromPalette(page, 'Amphora: Write .env File');
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(fs.readFileSync(file, 'utf8')).toBe('WANDB_API_KEY=mine\n');
  await runFromPalette(page, 'Amphora: Write .env File');
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await notice(page, 'Wrote WANDB_BASE_URL and WANDB_API_KEY to .env').waitFor(STEP);
  expect(fs.readFileSync(file, 'utf8')).toMatch(/^WANDB_API_KEY=[\w-]{40,}\nWANDB_BASE_URL=http:\S+\n$/);
});
