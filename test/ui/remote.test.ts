/**
 * A team's server, as a person meets it: added, browsed, downloaded from, logged to, copied from with its lineage, gone, back, and
 * signed out of. The server is the real program on another port, its store filled by the digits sample.
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prepareSample } from '../../scripts/lib/sample.mjs';
import type { ServerProcess } from '../cli/serverProcess.ts';
import { startServer } from '../cli/serverProcess.ts';
import { PROGRAM, Workspace } from '../cli/workspace.ts';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';
import { artifactsTree, notice, quickInput, runFromPalette } from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-remote-'));
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);
let there: Workspace;
let server: ServerProcess;
let code: VSCode;
let page: Page;

/** Longer than a step takes on a busy machine. */
const STEP = { timeout: 60_000 };

beforeAll(async () => {
  const sample = await prepareSample(inFolder('sample'));
  there = new Workspace();
  // The sample's store is the team's now; this machine begins with an empty one.
  fs.cpSync(path.join(path.dirname(sample), 'store'), there.store, { recursive: true });
  server = await startServer(there, '--port', '0');
  fs.mkdirSync(inFolder('workspace/notes'), { recursive: true });
  fs.writeFileSync(inFolder('workspace/notes/a.txt'), 'a note\n');
  code = await launch({
    extensions: [root],
    workspace: inFolder('workspace'),
    settings: { 'amphora.store.path': inFolder('own-store'), 'amphora.python.tracking': 'off' },
    env: { HOME: inFolder('home'), NETRC: '', WANDB_API_KEY: '', WANDB_BASE_URL: '' },
  });
  page = code.page;
});

afterAll(async () => {
  await code.close();
  server.child.kill('SIGTERM');
  await server.outcome;
  there.remove();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

beforeEach(context => {
  context.onTestFailed(async () => {
    const name = context.task.name.replace(/\W+/g, '-').slice(0, 60);
    await page.screenshot({ path: path.join(root, 'test-results', `remote-${name}.png`) });
  });
});

const row = (text: string | RegExp) => page.locator('.quick-input-list-row', { hasText: text }).first();
const item = (name: string | RegExp) => artifactsTree(page).getByRole('treeitem', { name }).first();
const picture = (name: string) =>
  page.screenshot({ path: path.join(root, 'test-results', `remote-${name}.png`) });

/** @param prompt what stands below the box: the one before it may still be there */
async function answer(prompt: string, text: string): Promise<void> {
  await page.locator('.quick-input-message', { hasText: prompt }).waitFor(STEP);
  await quickInput(page).fill(text);
  await page.keyboard.press('Enter');
}

async function openVersions(): Promise<void> {
  await item('project digits').waitFor(STEP);
  const type = item(/^artifact type model/);
  await type.waitFor(STEP);
  if ((await type.getAttribute('aria-expanded')) === 'false') await type.click();
  const artifact = item('model trained-model');
  await artifact.waitFor(STEP);
  if ((await artifact.getAttribute('aria-expanded')) === 'false') await artifact.click();
}

async function clearNotices(): Promise<void> {
  await runFromPalette(page, 'Notifications: Clear All Notifications');
}

test('a server is added with a pasted key, and its artifacts are in the tree', async () => {
  await page.getByRole('tab', { name: 'Artifacts' }).locator('a').click();
  await page.getByRole('button', { name: 'Log Folder as Artifact…' }).first().waitFor(STEP);
  await runFromPalette(page, 'Add Remote Store…');
  await answer('Address of the server', 'team.example');
  await page.getByText('is not the address of a server').first().waitFor();
  await answer('is not the address', server.url);
  await row('Paste a Key…').waitFor(STEP);
  await picture('how-to-sign-in');
  await row('Paste a Key…').click();
  await answer('API key', 'x'.repeat(40));
  await notice(page, 'does not accept the API key').waitFor(STEP);
  await clearNotices();

  await runFromPalette(page, 'Add Remote Store…');
  await answer('Address of the server', server.url);
  await row('Paste a Key…').click();
  await answer('API key', server.apiKey);
  await expect.poll(() => quickInput(page).inputValue(), STEP).toBe('127.0.0.1');
  await answer('What to call it', 'team');
  await notice(page, 'Added team, as local').waitFor(STEP);
  await openVersions();
  await picture('tree');
  expect(await page.locator('.pane-header', { hasText: 'team' }).count()).toBeGreaterThan(0);
});

test('a version of it is downloaded, and a folder logged to it', async () => {
  await clearNotices();
  await runFromPalette(page, 'Download Artifact…');
  const input = page.getByPlaceholder('Pick an artifact, or type name:alias');
  await input.fill('digits/trained-model:best');
  await row('trained-model:best').waitFor(STEP);
  await page.keyboard.press('Enter');
  await notice(page, /Downloaded trained-model:v\d+/).waitFor(STEP);
  expect(fs.readdirSync(inFolder('workspace/artifacts'))[0]).toMatch(/^trained-model:v\d+$/);

  await there.succeed('ls');
  await promisify(execFile)(process.execPath, [
    PROGRAM,
    'log',
    inFolder('workspace/notes'),
    '--name',
    'notes',
    '--type',
    'text',
    '--project',
    'digits',
    '--store',
    there.store,
  ]);
  await item(/^artifact type text/).waitFor(STEP);
});

test('a version comes to this machine with the runs and versions it came from', async () => {
  await clearNotices();
  await openVersions();
  await runFromPalette(page, 'Copy to…');
  const input = page.getByPlaceholder('Pick an artifact, or type name:alias');
  await input.fill('digits/trained-model:best');
  await row('trained-model:best').waitFor(STEP);
  await page.keyboard.press('Enter');
  await row('This Machine').waitFor(STEP);
  await picture('where-to');
  await row('This Machine').click();
  await expect.poll(() => quickInput(page).inputValue(), STEP).toBe('digits');
  await page.keyboard.press('Enter');
  await row('This Version and Its Lineage').click();
  await notice(page, /Copied trained-model:v0 \(\d+ versions · \d+ runs/).waitFor(STEP);
  await picture('copied');
  await page.locator('.notification-toast').first().hover();
  await page.getByRole('button', { name: 'Show There' }).first().click();
  await expect.poll(() => page.locator('.pane-header', { hasText: 'team' }).count(), STEP).toBe(0);
  await openVersions();
});

test('a server that is gone is told of, beside what it listed before, and shown anew when it is back', async () => {
  const { port } = new URL(server.url);
  server.child.kill('SIGTERM');
  await server.outcome;
  await runFromPalette(page, 'Switch Store…');
  await row('team').click();
  await page
    .getByText(/cannot be reached; this is from/)
    .first()
    .waitFor(STEP);
  await openVersions();
  await picture('offline');
  await runFromPalette(page, 'Download Artifact…');
  const input = page.getByPlaceholder('Pick an artifact, or type name:alias');
  await input.fill('digits/trained-model:best');
  await row('trained-model:best').waitFor(STEP);
  await page.keyboard.press('Enter');
  await notice(page, 'cannot be reached (nothing listens there)').waitFor(STEP);
  server = await startServer(there, '--port', port);
  await runFromPalette(page, 'Amphora: Refresh');
  await expect.poll(() => page.getByText(/cannot be reached; this is from/).count(), STEP).toBe(0);
  await openVersions();
});

test('signing out forgets it, and shows this machine', async () => {
  await runFromPalette(page, 'Sign Out of Remote Store…');
  await row('team').click();
  await page.getByRole('button', { name: 'Sign Out', exact: true }).click();
  await expect.poll(() => page.locator('.pane-header', { hasText: 'team' }).count(), STEP).toBe(0);
  await runFromPalette(page, 'Switch Store…');
  await row('This Machine').waitFor(STEP);
  expect(await row('team').count()).toBe(0);
  await page.keyboard.press('Escape');
});
