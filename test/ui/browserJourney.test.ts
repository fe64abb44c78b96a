/** What a person does in a browser: the real server over a store with everything, from a link that signs in to signing out. */
import fs from 'node:fs';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import type { ServerProcess } from '../cli/serverProcess.ts';
import { startServer } from '../cli/serverProcess.ts';
import { Workspace } from '../cli/workspace.ts';
import { fillRichStore } from '../support/richStore.ts';
import { accessibilityFaults, contrastFaults } from './harness/accessibility.ts';
import { withBrowser } from './harness/browser.ts';
import { gridRows } from './harness/richPages.ts';

const browser = withBrowser();
const faults: string[] = [];
let space: Workspace;
let server: ServerProcess;
let context: BrowserContext;
let page: Page;
/** The link that signed in. */
let link: string;

/** Longer than a step takes on a busy machine. */
const PATIENCE = 30_000;

beforeAll(async () => {
  space = new Workspace();
  const store = openLocalStore(space.store);
  await fillRichStore(store, { steps: 60 });
  await store.close();
  server = await startServer(space, '--port', '0');
  context = await browser().newContext({ acceptDownloads: true, viewport: { width: 1100, height: 760 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  page = await newPage();
  link = (await space.succeed('open', '--print')).trim();
  await page.goto(link);
});

afterAll(async () => {
  await context.close();
  server.child.kill('SIGTERM');
  await server.outcome;
  space.remove();
});

beforeEach(({ onTestFailed, onTestFinished, task }) => {
  onTestFailed(async () => {
    const name = task.name.replace(/\W+/g, '-').slice(0, 60);
    await page.screenshot({ path: `test-results/browser-${name}.png` });
  });
  onTestFinished(() => {
    expect(faults.splice(0)).toEqual([]);
  });
});

/** A page whose errors, and breaches of its policy, fail the test. */
async function newPage(): Promise<Page> {
  const made = await context.newPage();
  made.setDefaultTimeout(PATIENCE);
  made.on('pageerror', error => faults.push(error.message));
  made.on('console', message => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  return made;
}

const tab = (name: string): Locator => page.getByRole('tab', { name });
const here = (): string => page.url().slice(server.url.length);
const at = (path: string) => expect.poll(here).toBe(path);
const titled = (title: string) => expect.poll(() => page.title()).toBe(`${title} · Amphora`);
const heading = (name: string): Locator => page.getByRole('heading', { level: 1, name });

/** Follows a link in a row of a table. */
const follow = (text: string): Promise<void> =>
  gridRows(page, text).first().getByRole('link').first().click();

test('a link signs in and leads to the project, and the same link nobody else', async () => {
  await at('/local/digits');
  await titled('digits');
  await gridRows(page, 'mlp').waitFor();
  const other = await browser().newContext();
  try {
    const stranger = await other.newPage();
    const reply = await stranger.goto(link);
    expect(reply?.status()).toBe(410);
    await stranger.getByRole('alert').filter({ hasText: 'was used already' }).waitFor();
    await stranger.goto(`${server.url}/local/digits`);
    await stranger.getByRole('heading', { name: 'Sign in to Amphora' }).waitFor();
    expect(await stranger.content()).not.toContain('mlp');
  } finally {
    await other.close();
  }
});

test('one clicks from the project to a run and to what it logged, and goes back and forward', async () => {
  await tab('Runs').click();
  await at('/local/digits/runs');
  await follow('train-1');
  await heading('train-1').waitFor();
  const run = here();
  expect(run).toMatch(/^\/local\/digits\/runs\/\w{8}$/);
  await titled('train-1');
  await tab('Charts').click();
  await at(`${run}/charts`);
  await page.locator('amphora-chart', { hasText: 'train/loss' }).waitFor();
  await tab('Logs').click();
  await page.locator('.log-row', { hasText: 'epoch 0' }).first().waitFor();
  await tab('Artifacts').click();
  await at(`${run}/artifacts`);
  await follow('mlp:v0');
  await heading('mlp').waitFor();
  await at('/local/digits/artifacts/model/mlp/v0');

  await page.goBack();
  await at(`${run}/artifacts`);
  await gridRows(page, 'mlp:v0').waitFor();
  await page.goBack();
  await at(`${run}/logs`);
  await page.locator('.log-row', { hasText: 'epoch 0' }).first().waitFor();
  await page.goBack();
  await page.goBack();
  await at(run);
  expect(await tab('Overview').getAttribute('aria-selected')).toBe('true');
  await page.goBack();
  await at('/local/digits/runs');
  await gridRows(page, 'train-1').waitFor();
  for (const there of [run, `${run}/charts`, `${run}/logs`, `${run}/artifacts`]) {
    await page.goForward();
    await at(there);
  }
  await gridRows(page, 'mlp:v0').waitFor();
  await titled('train-1');
});

test('files are looked at, linked to, and saved as they are', async () => {
  await page.goto(`${server.url}/local/digits/artifacts/dataset/digits/v2`);
  await tab('Files').click();
  await page.getByRole('searchbox', { name: 'Search files by name' }).fill('notes');
  await gridRows(page, 'notes.txt').click();
  const preview = page.locator('amphora-preview');
  await preview.getByText('Version 2.').waitFor();
  await at('/local/digits/artifacts/dataset/digits/v2/files/notes.txt');
  const saving = page.waitForEvent('download');
  await preview.getByRole('button', { name: 'Save As…' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('notes.txt');
  const text = fs.readFileSync(await saved.path(), 'utf8');
  expect(text).toBe(`Version 2.\n${'Nothing much to say here.\n'.repeat(30)}`);

  await page.goto(`${server.url}/local/digits/artifacts/dataset/digits/v2/files/images/train/digit-004.png`);
  await page.getByText('64 × 48 px').waitFor();
  await page.getByRole('button', { name: 'More Actions…' }).click();
  await page.getByRole('menuitem', { name: 'Copy Link' }).click();
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(page.url());
});

test('a run’s file is shown beside its list, and saved', async () => {
  await page.goto(`${server.url}/local/digits/runs`);
  await follow('train-2');
  await tab('Files').click();
  await gridRows(page, 'requirements.txt').click();
  const preview = page.locator('amphora-preview');
  await preview.getByText('numpy==2.1.0').waitFor();
  expect(here()).toMatch(/\/files\/requirements\.txt$/);
  const saving = page.waitForEvent('download');
  await preview.getByRole('button', { name: 'Save As…' }).click();
  expect(fs.readFileSync(await (await saving).path(), 'utf8')).toBe('numpy==2.1.0\nscikit-learn==1.5.2\n');
});

test('the lineage leads to the pages of what is in it', async () => {
  await page.goto(`${server.url}/local/digits/artifacts/model/mlp/v1`);
  await tab('Lineage').click();
  await at('/local/digits/lineage?focus=mlp%3Av1');
  const node = page.locator('g.node:not(.leaving)[aria-label^="model:mlp:v1"]');
  await node.waitFor();
  await titled('Lineage: digits');
  await page.goBack();
  await heading('mlp').waitFor();
});

test('VS Code is led to the page, and told which server it is of', async () => {
  // In a page of its own: the browser asks about such an address, and takes nothing else until it is answered.
  const asking = await newPage();
  await asking.goto(`${server.url}/local/digits/artifacts/model/mlp/v1`);
  const session = await context.newCDPSession(asking);
  await session.send('Page.enable');
  const asked = new Promise<string>(resolve => {
    session.once('Page.frameRequestedNavigation', ({ url }) => {
      resolve(url);
    });
  });
  await asking.getByRole('button', { name: 'Open in VS Code' }).click();
  const address = new URL(await asked);
  expect(address.protocol).toBe('vscode:');
  expect(address.pathname).toBe('/local/digits/artifacts/model/mlp/v1');
  expect([...address.searchParams]).toEqual([['store', server.url]]);
  await asking.close();
});

describe('while another process writes', () => {
  test('a version that it logs comes into sight', async () => {
    await page.goto(`${server.url}/local/digits/artifacts/dataset/digits/v2/versions`);
    await gridRows(page, 'v2').first().waitFor();
    space.write('more/new.txt', 'new\n');
    await space.succeed('log', 'more', '--name', 'digits', '--type', 'dataset', '--alias', 'fresh');
    await gridRows(page, 'v3').filter({ hasText: 'fresh' }).waitFor();
    await expect.poll(() => tab('Versions').textContent()).toMatch(/Versions\s+4/);
  });

  test('the output and the end of a run come into sight', async ({ onTestFailed }) => {
    const program = `const fs = require('node:fs');
      const wait = () => fs.existsSync('end') ? console.log('ending') : setTimeout(wait, 20);
      console.log('begun');
      wait();`;
    const words = ['--name', 'watched', '--job-type', 'train', '--', process.execPath, '-e', program];
    const running = space.start('run', ...words);
    onTestFailed(() => {
      running.child.kill('SIGTERM');
    });
    await page.goto(`${server.url}/local/digits/runs`);
    await follow('watched');
    await page.locator('.run-state', { hasText: 'running' }).waitFor();
    space.write('end', '');
    await page.locator('.run-state', { hasText: 'finished' }).waitFor();
    expect((await running.outcome).exitCode).toBe(0);
  });

  test('a chart goes on where metrics come', async () => {
    const store = openLocalStore(space.store);
    try {
      const { id, key } = await store.beginRun({ project: 'digits', jobType: 'train', name: 'charted' });
      const write = (offset: number) =>
        store.writeRunLines(id, 'history', {
          offset,
          lines: [JSON.stringify({ _step: offset, loss: (offset + 1) * 11 })],
        });
      await write(0);
      await write(1);
      await page.goto(`${server.url}/local/digits/runs/${key}/charts`);
      const reading = page.locator('amphora-chart .chart-reading').first();
      await expect.poll(() => reading.textContent()).toContain('22');
      await write(2);
      await expect.poll(() => reading.textContent()).toContain('33');
    } finally {
      await store.close();
    }
  });
});

describe('pages have no accessibility fault', () => {
  const looks = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['more contrast', { colorScheme: 'light', contrast: 'more' }],
    ['more contrast in the dark', { colorScheme: 'dark', contrast: 'more' }],
    ['colours of the system', { colorScheme: 'dark', forcedColors: 'active' }],
  ] as const;

  test.each([
    ['/', () => gridRows(page, 'digits').first()],
    ['/local/digits', () => gridRows(page, 'mlp')],
    ['/local/digits/runs', () => gridRows(page, 'train-1')],
    ['/local/digits/artifacts/dataset/digits/v2', () => page.getByRole('textbox', { name: 'Description' })],
    ['/local/digits/artifacts/dataset/digits/v2/files/README.md', () => page.getByText('Handwritten digits')],
    ['/local/digits/compare?version=digits%3Av1&version=digits%3Av2', () => gridRows(page, 'notes.txt')],
    ['/local/digits/lineage', () => page.locator('g.node').first()],
    ['train-1', () => page.locator('.facts').first()],
    ['train-1/charts', () => page.locator('.chart-reading').first()],
    ['train-1/logs', () => page.locator('.log-row').first()],
  ] as const)('at %s', async (path, shown) => {
    const [run, inside = ''] = path.startsWith('/') ? [] : path.split('/');
    if (run === undefined) await page.goto(`${server.url}${path}`);
    else {
      await page.goto(`${server.url}/local/digits/runs`);
      await follow(run);
      await heading(run).waitFor();
      if (inside !== '') await page.goto(`${page.url()}/${inside}`);
    }
    await shown().waitFor();
    expect(await accessibilityFaults({ page, faults })).toEqual([]);
    for (const [name, look] of looks) {
      await page.emulateMedia({ contrast: null, forcedColors: null, ...look });
      expect(await contrastFaults({ page, faults }), name).toEqual([]);
    }
    await page.emulateMedia({ contrast: null, forcedColors: null, colorScheme: null });
  });
});

test('who signs out is shown how to come in, also by what was open', async () => {
  await page.goto(`${server.url}/local/digits/runs`);
  const open = await newPage();
  await open.goto(`${server.url}/local/digits`);
  await gridRows(open, 'mlp').waitFor();
  await page.bringToFront();
  await page.getByRole('button', { name: 'More Actions…' }).click();
  await page.getByRole('menuitem', { name: /^Sign Out/ }).click();
  await page.getByRole('heading', { name: 'Sign in to Amphora' }).waitFor();
  expect(await context.cookies()).toEqual([]);
  await open.getByRole('tab', { name: 'Runs' }).click();
  await open.getByRole('heading', { name: 'Sign in to Amphora' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Sign in to Amphora' }).waitFor();
  // That it is refused is what is tested.
  const others = faults.splice(0).filter(text => !text.includes('status of 401'));
  expect(others).toEqual([]);
});
