/** Restricted mode, in a real VS Code: browsing works, downloading is off, logging says why it is off, and the workspace does not choose the store. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';
import { artifactsTree, dragToArtifacts, notice } from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-restricted-'));
const workspace = path.join(folder, 'workspace');
const data = path.join(workspace, 'data');
let code: VSCode;

/** Makes a store with one version in a project. */
function makeStore(name: string, project: string): string {
  const store = path.join(folder, name);
  const log = ['log', data, '--name', 'letters', '--type', 'dataset', '--project', project, '--store', store];
  execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), ...log], { stdio: 'ignore' });
  return store;
}

beforeAll(async () => {
  fs.mkdirSync(data, { recursive: true });
  fs.writeFileSync(path.join(data, 'a.txt'), 'a');
  const mine = makeStore('mine', 'my-project');
  fs.mkdirSync(path.join(workspace, '.vscode'));
  fs.writeFileSync(
    path.join(workspace, '.vscode/settings.json'),
    JSON.stringify({ 'amphora.store.path': makeStore('theirs', 'their-project') }),
  );
  code = await launch({
    extensions: [root],
    workspace,
    trust: true,
    settings: { 'amphora.store.path': mine, 'security.workspace.trust.startupPrompt': 'never' },
  });
});

afterAll(async () => {
  await code.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('the person’s own store can be browsed, and nothing can be downloaded', async context => {
  const { page } = code;
  context.onTestFailed(async () => {
    await page.screenshot({ path: path.join(root, 'test-results/restricted.png') });
  });
  const artifacts = artifactsTree(page);
  await page.getByRole('tab', { name: 'Artifacts' }).click();
  await artifacts.getByRole('treeitem', { name: 'project my-project' }).waitFor();
  expect(await artifacts.getByRole('treeitem', { name: /their-project/ }).count()).toBe(0);

  for (const name of [
    /^project my-project/,
    /^artifact type dataset/,
    /^dataset letters/,
    /^version letters:v0/,
  ]) {
    const row = artifacts.getByRole('treeitem', { name }).first();
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
  }
  await artifacts.getByRole('treeitem', { name: /a\.txt/ }).waitFor();

  await artifacts.getByRole('treeitem', { name: /^version letters:v0/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy Reference' }).waitFor();
  const download = page.getByRole('menuitem', { name: 'Download Artifact…' });
  expect(await download.getAttribute('class')).toContain('disabled');
  await page.keyboard.press('Escape');
});

test('a folder that is dropped is not logged, and a notice says why and leads out', async context => {
  const { page } = code;
  context.onTestFailed(async () => {
    await page.screenshot({ path: path.join(root, 'test-results/restricted-drop.png') });
  });
  await page.getByRole('tab', { name: /^Explorer/ }).click();
  const project = artifactsTree(page).getByRole('treeitem', { name: /^project my-project/ });
  await dragToArtifacts(page, page.getByRole('treeitem', { name: 'data', exact: true }), project);
  const off = notice(page, 'This is off in restricted mode: the workspace is not trusted.');
  await off.waitFor();
  expect(await page.locator('.quick-input-widget:visible').count()).toBe(0);
  await off.getByRole('button', { name: 'Manage Workspace Trust' }).click();
  await page.getByText('You are in Restricted Mode').first().waitFor();
});
