/** What a person does on the first day, in a real VS Code over the digits sample: drop a folder, download a reference, explode the lineage. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { prepareSample } from '../../scripts/lib/sample.mjs';
import { launch } from '../vscode-host/launch.ts';
import type { VSCode } from '../vscode-host/launch.ts';
import {
  artifactsTree,
  dragToArtifacts,
  lineageFrame,
  lineageViolations,
  notice,
  quickInput,
  runFromPalette,
} from './harness/window.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-journey-'));
let workspace: string;
let code: VSCode;
let page: Page;

beforeAll(async () => {
  workspace = await prepareSample(folder);
  // The pipeline downloaded its own inputs here.
  fs.rmSync(path.join(workspace, 'artifacts'), { recursive: true });
  fs.mkdirSync(path.join(workspace, 'my-digits/images'), { recursive: true });
  fs.writeFileSync(path.join(workspace, 'my-digits/labels.csv'), 'file,label\nimages/1.pgm,7\n');
  fs.writeFileSync(path.join(workspace, 'my-digits/images/1.pgm'), 'P2 2 2 1\n0 1 1 0\n');
  code = await launch({ extensions: [root], workspace });
  page = code.page;
});

afterAll(async () => {
  await code.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

beforeEach(context => {
  context.onTestFailed(async () => {
    const name = context.task.name.replace(/\W+/g, '-').slice(0, 60);
    await page.screenshot({ path: path.join(root, 'test-results', `journey-${name}.png`) });
  });
});

const artifacts = () => artifactsTree(page);

test('a folder dropped on a project of the tree is logged into it', async () => {
  const folderRow = page.getByRole('treeitem', { name: 'my-digits' });
  const project = artifacts().getByRole('treeitem', { name: 'project digits' });
  await dragToArtifacts(page, folderRow, project);

  const input = quickInput(page);
  await input.waitFor();
  expect(await input.inputValue()).toBe('my-digits');
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-list-row', { hasText: 'dataset' }).first().click();
  await page.locator('.quick-input-list-row', { hasText: 'my-digits' }).first().click();

  await notice(page, 'Logged my-digits:v0 (2 files').waitFor();
  const type = artifacts().getByRole('treeitem', { name: /^artifact type dataset/ });
  await type.waitFor();
  if ((await type.getAttribute('aria-expanded')) === 'false') await type.click();
  await artifacts().getByRole('treeitem', { name: 'dataset my-digits' }).waitFor();
});

test('a typed reference is downloaded into the workspace, and a misspelt one says what was perhaps meant', async () => {
  const input = page.getByPlaceholder('Pick an artifact, or type name:alias');
  await runFromPalette(page, 'Download Artifact…');
  await input.fill('digits/trained-modl:best');
  await page.locator('.quick-input-list-row', { hasText: 'trained-modl:best' }).waitFor();
  await page.keyboard.press('Enter');
  await notice(page, 'Did you mean trained-model?').waitFor();
  await page.locator('.notification-toast').first().hover();
  await page.getByRole('button', { name: 'Clear Notification' }).first().click();

  await runFromPalette(page, 'Download Artifact…');
  await input.fill('digits/trained-model:best');
  await page.locator('.quick-input-list-row', { hasText: 'trained-model:best' }).waitFor();
  await page.keyboard.press('Enter');
  await notice(page, /trained-model:v\d+ is in|Downloaded trained-model:v\d+/).waitFor();
  const [downloaded] = fs
    .readdirSync(path.join(workspace, 'artifacts'))
    .filter(name => name.startsWith('trained-model:'));
  expect(downloaded).toMatch(/^trained-model:v\d+$/);
  expect(fs.readdirSync(path.join(workspace, 'artifacts', downloaded ?? '')).length).toBeGreaterThan(0);
});

test('the lineage opens on types and job types, and explodes to versions and runs', async () => {
  const project = artifacts().getByRole('treeitem', { name: 'project digits' });
  await project.hover();
  await project.getByRole('button', { name: 'Show Lineage' }).click();
  const node = (label: string) =>
    lineageFrame(page)
      .locator(`g.node:not(.leaving)[aria-label^=${JSON.stringify(label)}]`)
      .first();
  for (const type of ['dataset', 'model', 'report']) await node(`${type}, artifact type`).waitFor();
  for (const job of ['load-data', 'preprocess-data', 'initialize', 'train', 'report'])
    await node(`${job}, job type`).waitFor();
  expect(await node('model:trained-model:v0').count()).toBe(0);
  await page.screenshot({ path: path.join(root, 'test-results/journey-types.png') });
  await node('model, artifact type').dblclick();
  await node('model:trained-model:v0').waitFor();
  expect(await lineageViolations(page)).toEqual([]);
  await page.screenshot({ path: path.join(root, 'test-results/journey-exploded.png') });
});

// Last: of three notices within a second VS Code shows two.
test('a file dropped from outside a browser’s window is not lost without a word', async () => {
  const project = artifacts().getByRole('treeitem', { name: 'project digits' });
  const dataTransfer = await page.evaluateHandle(`(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['hello'], 'outside.txt', { type: 'text/plain' }));
    return dropped;
  })()`);
  for (const type of ['dragenter', 'dragover', 'drop']) await project.dispatchEvent(type, { dataTransfer });
  await notice(page, 'drop them on the Explorer first').waitFor();
});
