import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-install-'));
const store = path.join(folder, 'store');
const workspace = path.join(folder, 'workspace');
let code: VSCode;

function log(text: string): void {
  fs.writeFileSync(path.join(workspace, 'letters/a.txt'), text);
  const what = ['log', 'letters', '--name', 'letters', '--type', 'dataset', '--project', 'alphabet'];
  const args = [path.join(root, 'dist/cli.js'), ...what, '--store', store];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: workspace, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

beforeAll(async () => {
  fs.mkdirSync(path.join(workspace, 'letters'), { recursive: true });
  log('first');
  code = await launch({
    vsix: [path.join(root, 'amphora.vsix')],
    workspace,
    settings: { 'amphora.store.path': store },
    verbose: Boolean(process.env['VSCODE_TEST_VERBOSE']),
  });
});

afterAll(async () => {
  await code.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

it('shows the store in a clean VS Code, and what another process logs, and its lineage', async ({
  onTestFailed,
}) => {
  const { page } = code;
  onTestFailed(async () => {
    await page.screenshot({ path: path.join(root, 'test-results/install-failure.png') });
  });
  await page.getByRole('tab', { name: 'Artifacts' }).click();
  const artifacts = page.getByRole('tree', { name: 'Artifacts' });
  const letters = artifacts.getByRole('treeitem', { name: 'dataset letters' });
  await letters.waitFor();
  expect(await letters.textContent()).toContain('v0');

  log('second');
  await letters.filter({ hasText: 'v1' }).waitFor();

  const project = artifacts.getByRole('treeitem', { name: 'project alphabet' });
  await project.hover();
  await project.getByRole('button', { name: 'Show Lineage' }).click();
  const lineage = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await lineage.locator('svg text', { hasText: 'dataset' }).first().waitFor();
});

it('brings the command `amphora` into terminals, over the store that the window shows', async ({
  onTestFailed,
}) => {
  const { page } = code;
  onTestFailed(async () => {
    await page.screenshot({ path: path.join(root, 'test-results/terminal-failure.png') });
  });
  const [installed] = fs.globSync(path.join(code.folder, 'extensions/amphora.amphora-*/bin/amphora'));
  expect(installed && fs.statSync(installed).mode & 0o111).toBe(0o111);

  await page.keyboard.press('Control+Shift+Backquote');
  await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
  const answer = path.join(folder, 'answer.json');
  await page.keyboard.type(
    `command -v amphora > ../which; amphora ls --json > ../new && mv ../new ${answer}\n`,
  );
  await expect.poll(() => fs.existsSync(answer), { timeout: 30_000 }).toBe(true);
  expect(fs.readFileSync(path.join(folder, 'which'), 'utf8').trim()).toBe(installed);
  const { projects } = JSON.parse(fs.readFileSync(answer, 'utf8')) as {
    readonly projects: readonly { readonly name: string }[];
  };
  expect(projects.map(({ name }) => name)).toEqual(['alphabet']);
});
