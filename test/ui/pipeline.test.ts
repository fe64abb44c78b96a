/** The digits pipeline with the real `wandb`, run as a person does in VS Code's own terminal: tree and lineage fill meanwhile. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { environmentProgram, NEWEST } from '../../scripts/lib/pythonEnvironments.mjs';
import { makeWorkspace } from '../../scripts/lib/sample.mjs';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';
import { artifactsTree, lineageFrame, middleOf, pageFrame, runFromPalette } from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-pipeline-'));
const inFolder = (name: string) => path.join(folder, name);
let code: VSCode;
let page: Page;

/** Longer than any step of the pipeline takes on a busy machine. */
const STEP = { timeout: 60_000 };

beforeAll(async () => {
  makeWorkspace(inFolder('workspace'), inFolder('store'));
  code = await launch({
    extensions: [root],
    workspace: inFolder('workspace'),
    settings: {
      // Whoever runs this may be signed in to W&B.
      'amphora.python.tracking': 'amphora',
      // Text is then in the page, where it can be found.
      'terminal.integrated.gpuAcceleration': 'off',
      'terminal.integrated.env.linux': { HOME: folder, WANDB_CACHE_DIR: inFolder('cache') },
    },
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
    await page.screenshot({ path: path.join(root, 'test-results', `pipeline-${name}.png`) });
  });
});

const row = (name: string | RegExp) => page.getByRole('treeitem', { name }).first();
const terminal = () => page.locator('.terminal-wrapper.active .xterm-screen').first();
/** Types a line; the shell makes a file at its end. */
async function typeLine(line: string, mark: string): Promise<void> {
  await terminal().click();
  await page.keyboard.type(`${line}; touch ${inFolder(mark)}\n`);
}

const isDone = (mark: string) => fs.existsSync(inFolder(mark));

test('a new terminal leads wandb to the server', async () => {
  await page.getByRole('tab', { name: 'Artifacts' }).click();
  await runFromPalette(page, 'Terminal: Create New Terminal');
  await terminal().waitFor();
  // That terminal made the server start; it is one from before the server was there.
  await page.locator('.statusbar-item', { hasText: 'Amphora' }).waitFor(STEP);
  await runFromPalette(page, 'Terminal: Kill All Terminals');
  await terminal().waitFor({ state: 'hidden' });
  await runFromPalette(page, 'Terminal: Create New Terminal');
  await terminal().waitFor();
  await typeLine(`printenv WANDB_BASE_URL > ${inFolder('url.txt')}`, 'asked');
  await expect.poll(() => isDone('asked'), STEP).toBe(true);
  expect(fs.readFileSync(inFolder('url.txt'), 'utf8')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
});

test('the tree and the lineage fill while the pipeline runs', async () => {
  await typeLine(`cd digits-wandb && ${environmentProgram(NEWEST, 'python')} run.py`, 'finished');
  await row('project digits-wandb').waitFor(STEP);
  await runFromPalette(page, 'Amphora: Show Lineage');
  const node = (label: string) =>
    lineageFrame(page)
      .locator(`g.node[aria-label^=${JSON.stringify(label)}]`)
      .first();
  await node('dataset, artifact type').waitFor(STEP);
  expect(isDone('finished')).toBe(false);
  await node('train, job type').waitFor(STEP);
  await node('report, job type').waitFor(STEP);
  await expect.poll(() => isDone('finished'), STEP).toBe(true);

  const tree = artifactsTree(page);
  await tree.getByRole('treeitem', { name: /^model trained-model/ }).waitFor();
  await row(/^run .*, report, finished/).waitFor(STEP);
});

test('the link to a run that wandb prints opens its page', async () => {
  await runFromPalette(page, 'View: Close All Editors');
  await terminal().click();
  const links = page.locator('.terminal-wrapper.active .xterm-rows span', {
    hasText: '/local/digits-wandb/runs/',
  });
  const link = links.last();
  // The terminal takes the pointer itself: the text below is not what is hovered.
  const { x, y } = await middleOf(link);
  await page.mouse.move(x, y, { steps: 5 });
  await page.getByText('Open the page of the run').waitFor();
  await page.keyboard.down('Control');
  await page.mouse.click(x, y);
  await page.keyboard.up('Control');
  const shown = pageFrame(page);
  await shown.getByRole('link', { name: 'digits-wandb' }).waitFor(STEP);
  await shown.getByRole('tab', { name: 'Charts' }).click();
  await shown.getByRole('tab', { name: 'Artifacts' }).waitFor(STEP);
});
