/**
 * Several stores in one window, as a person meets them: two servers added beside this machine, each browsed, downloaded from, logged to
 * and copied between, one of them gone and back, and both signed out of. The servers are the real program on other ports; the store of
 * the one is the digits sample's.
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
import {
  artifactsTree,
  chooseInMenu,
  lineageFrame,
  notice,
  quickInput,
  runFromPalette,
} from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-remote-'));
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);
let there: Workspace;
let team: ServerProcess;
let elsewhere: Workspace;
let field: ServerProcess;
let code: VSCode;
let page: Page;

/** Longer than a step takes on a busy machine. */
const STEP = { timeout: 60_000 };

beforeAll(async () => {
  const sample = await prepareSample(inFolder('sample'));
  there = new Workspace();
  // The sample's store is the team's now; this machine begins with an empty one.
  fs.cpSync(path.join(path.dirname(sample), 'store'), there.store, { recursive: true });
  team = await startServer(there, '--port', '0');
  elsewhere = new Workspace();
  await elsewhere.logSample('samples', '--project', 'field-work');
  field = await startServer(elsewhere, '--port', '0');
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
  for (const server of [team, field]) {
    server.child.kill('SIGTERM');
    await server.outcome;
  }
  there.remove();
  elsewhere.remove();
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

/** Opens or closes an item where it is not yet so. */
async function toggle(name: string | RegExp, open: boolean): Promise<void> {
  await item(name).waitFor(STEP);
  if ((await item(name).getAttribute('aria-expanded')) === String(!open)) await item(name).click();
}

const STORES = ['This Machine', 'team', 'field'];
const storeItem = (name: string) => item(new RegExp(`^store ${name}(,|$)`));

/** Opens the node of a store, and closes those of the others. */
async function openStore(name: string): Promise<void> {
  for (const other of STORES.filter(each => each !== name))
    if (await storeItem(other).isVisible()) await toggle(new RegExp(`^store ${other}(,|$)`), false);
  await toggle(new RegExp(`^store ${name}(,|$)`), true);
}

/** Opens what leads to the versions of the sample's model, in whichever store is open. */
async function openVersions(): Promise<void> {
  await toggle('project digits', true);
  await toggle(/^artifact type model/, true);
  await toggle('model trained-model', true);
  await item('version trained-model:v0').waitFor(STEP);
}

async function addServer(server: ServerProcess, name: string): Promise<void> {
  await runFromPalette(page, 'Add Remote Store…');
  await answer('Address of the server', server.url);
  await row('Paste a Key…').click();
  await answer('API key', server.apiKey);
  await expect.poll(() => quickInput(page).inputValue(), STEP).toBe('127.0.0.1');
  await answer('What to call it', name);
  await notice(page, `Added ${name}, as local`).waitFor(STEP);
}

async function clearNotices(): Promise<void> {
  await runFromPalette(page, 'Notifications: Clear All Notifications');
}

test('a server is added with a pasted key, and stands beside this machine with its artifacts', async () => {
  await page.getByRole('tab', { name: 'Artifacts' }).locator('a').click();
  await page.getByRole('button', { name: 'Log Folder as Artifact…' }).first().waitFor(STEP);
  // All the height is for the tree that is looked at.
  await page.getByRole('button', { name: 'Runs Section' }).click();
  expect(await artifactsTree(page).getByRole('treeitem').count()).toBe(0);
  await runFromPalette(page, 'Add Remote Store…');
  await answer('Address of the server', 'team.example');
  await page.getByText('is not the address of a server').first().waitFor();
  await answer('is not the address', team.url);
  await row('Paste a Key…').waitFor(STEP);
  await picture('how-to-sign-in');
  await row('Paste a Key…').click();
  await answer('API key', 'x'.repeat(40));
  await notice(page, 'does not accept the API key').waitFor(STEP);
  await clearNotices();

  await addServer(team, 'team');
  await item(/^store team, current/).waitFor(STEP);
  await openVersions();
  expect(await storeItem('This Machine').getAttribute('aria-expanded')).toBe('false');
  await picture('tree');
  await toggle(/^store This Machine/, true);
  await item('No project yet').waitFor(STEP);
});

test('another one stands beside it, and what was open stays so', async () => {
  await clearNotices();
  await addServer(field, 'field');
  await item(/^store field, current/).waitFor(STEP);
  await item('project field-work').waitFor(STEP);
  expect(await storeItem('team').getAttribute('aria-label')).not.toContain('current');
  await item('version trained-model:v0').waitFor(STEP);
  await picture('two-servers');
});

test('a version of the one is downloaded while the other is current, and a folder logged to it', async () => {
  await clearNotices();
  await chooseInMenu(page, item('version trained-model:v2'), 'Download Artifact…');
  await notice(page, 'Downloaded trained-model:v2').waitFor(STEP);
  expect(fs.readdirSync(inFolder('workspace/artifacts'))[0]).toBe('trained-model:v2');
  await runFromPalette(page, 'Download Artifact…');
  await page.getByText('Download Artifact · field').first().waitFor(STEP);
  await row('samples').waitFor(STEP);
  expect(await row('trained-model').count()).toBe(0);
  await page.keyboard.press('Escape');

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

test('a version is copied from the one to the other, and shown there', async () => {
  await clearNotices();
  await chooseInMenu(page, item('version trained-model:v0'), 'Copy to…');
  await row('This Machine').waitFor(STEP);
  expect(await row(/^team/).count()).toBe(0);
  await picture('where-to');
  await row('field').click();
  await expect.poll(() => quickInput(page).inputValue(), STEP).toBe('digits');
  await page.keyboard.press('Enter');
  await row('This Version and Its Lineage').click();
  await notice(page, /Copied trained-model:v0 \(\d+ versions · \d+ runs/).waitFor(STEP);
  await openStore('field');
  await item('project digits').waitFor(STEP);
  await picture('copied');
  await page.locator('.notification-toast').first().hover();
  await page.getByRole('button', { name: 'Show There' }).first().click();
  await item('version trained-model:v0').waitFor(STEP);
  expect(await storeItem('team').getAttribute('aria-expanded')).toBe('false');
});

test('commands of the palette use the store that was switched to', async () => {
  await clearNotices();
  await runFromPalette(page, 'Switch Store…');
  await row('team').click();
  await item(/^store team, current/).waitFor(STEP);
  await runFromPalette(page, 'Copy to…');
  const input = page.getByPlaceholder('Pick an artifact, or type name:alias');
  await input.fill('digits/trained-model:best');
  await row('trained-model:best').waitFor(STEP);
  await page.keyboard.press('Enter');
  await row('This Machine').click();
  await expect.poll(() => quickInput(page).inputValue(), STEP).toBe('digits');
  await page.keyboard.press('Enter');
  await row('This Version and Its Lineage').click();
  await notice(page, /Copied trained-model:v\d \(\d+ versions · \d+ runs/).waitFor(STEP);
  await openStore('This Machine');
  await item('project digits').waitFor(STEP);
});

test('a server that is gone is told of, beside what it listed before, and harms no other', async () => {
  const { port } = new URL(field.url);
  await openStore('field');
  await item('project field-work').waitFor(STEP);
  field.child.kill('SIGTERM');
  await field.outcome;
  await runFromPalette(page, 'Amphora: Refresh');
  await item(/^store field, offline/).waitFor(STEP);
  await item('project field-work').waitFor(STEP);
  await openStore('team');
  await openVersions();
  await picture('offline');
  await clearNotices();
  await openStore('field');
  await toggle('project field-work', true);
  await toggle(/^artifact type dataset/, true);
  await chooseInMenu(page, item('dataset samples'), 'Download Artifact…');
  await notice(page, 'cannot be reached (nothing listens there)').waitFor(STEP);
  field = await startServer(elsewhere, '--port', port);
  await chooseInMenu(page, item(/^store field/), 'Refresh');
  await item(/^store field, 127\.0\.0\.1/).waitFor(STEP);
  await item('project field-work').waitFor(STEP);
});

test('a key that was lost is asked for below its store', async () => {
  // The VS Code of these tests keeps secrets no longer than a window.
  await page.reload();
  for (const [name, server] of [
    ['team', team],
    ['field', field],
  ] as const) {
    await openStore(name);
    await item(/does not accept the API key/).waitFor(STEP);
    await picture('key-lost');
    await item('Sign In Again…').click();
    await row('Paste a Key…').click();
    await answer('API key', server.apiKey);
    await notice(page, `Signed in to ${name}, as local`).waitFor(STEP);
    await item('project digits').waitFor(STEP);
  }
});

test('signing out of the one takes its node, and its page and file say so', async () => {
  await clearNotices();
  await openStore('team');
  await openVersions();
  await chooseInMenu(page, item('version trained-model:v0'), 'Show Lineage');
  await page.getByRole('tab', { name: 'Lineage: digits (team)' }).waitFor(STEP);
  await lineageFrame(page).locator('g.node[aria-label*="trained-model:v0"]').first().waitFor(STEP);
  await toggle('version trained-model:v0', true);
  await item(/^file model\./).dblclick();
  const file = page.locator('.tab', { hasText: /^model\./ });
  await file.waitFor(STEP);
  // It takes the focus once it is open, which would close a menu.
  await page.locator('.editor-instance .monaco-editor.focused').waitFor(STEP);
  await chooseInMenu(page, item(/^store team/), 'Sign Out of Remote Store…');
  await page.getByRole('button', { name: 'Sign Out', exact: true }).click();
  await expect.poll(() => storeItem('team').count(), STEP).toBe(0);
  await page.locator('.tab .strikethrough', { hasText: /model\./ }).waitFor(STEP);
  await page.getByRole('tab', { name: 'Lineage: digits (team)' }).click();
  await lineageFrame(page).getByText('not signed in to a remote store "team"').first().waitFor(STEP);
  await picture('signed-out');
  await item(/^store This Machine, current/).waitFor(STEP);
  await openStore('field');
  await item('project field-work').waitFor(STEP);
});

test('signing out of the last shows this machine alone, as before', async () => {
  await runFromPalette(page, 'Sign Out of Remote Store…');
  await row('field').click();
  await page.getByRole('button', { name: 'Sign Out', exact: true }).click();
  await expect.poll(() => item(/^store /).count(), STEP).toBe(0);
  await item('project digits').waitFor(STEP);
  await runFromPalette(page, 'Switch Store…');
  await row('This Machine').waitFor(STEP);
  expect(await row('field').count()).toBe(0);
  await page.keyboard.press('Escape');
});
