// Pictures of both views over several stores, in each theme: long names, an empty store, one that is offline, one that refuses its key.
// node test/ui/pictures/stores.ts [folder for the pictures]; the extension must be built.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { prepareSample } from '../../../scripts/lib/sample.mjs';
import type { ServerProcess } from '../../cli/serverProcess.ts';
import { startServer } from '../../cli/serverProcess.ts';
import { Workspace } from '../../cli/workspace.ts';
import { launch } from '../../vscode-host/launch.ts';

const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  contrast: 'Default High Contrast',
  'contrast-light': 'Default High Contrast Light',
} as const;

const root = path.resolve(import.meta.dirname, '../../..');
const out = path.resolve(process.argv[2] ?? path.join(root, 'test-results/pictures'));
const LONG = 'the store of the whole laboratory for handwriting of the university';

const row = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name });

async function runFromPalette(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list-row', { hasText: title }).first().click();
}

async function add(page: Page, { url, apiKey }: ServerProcess, name: string): Promise<void> {
  const answer = async (prompt: string, text: string) => {
    await page.locator('.quick-input-message', { hasText: prompt }).waitFor();
    await page.locator('.quick-input-widget input').first().fill(text);
    await page.keyboard.press('Enter');
  };
  await runFromPalette(page, 'Add Remote Store…');
  await answer('Address of the server', url);
  await page.locator('.quick-input-list-row', { hasText: 'Paste a Key…' }).click();
  await answer('API key', apiKey);
  await answer('What to call it', name);
  await page.locator('.notification-toast', { hasText: `Added ${name}` }).waitFor();
}

async function stop(server: ServerProcess): Promise<void> {
  server.child.kill('SIGTERM');
  await server.outcome;
}

/** The views with every kind of store, a tooltip, and the menu of a store. */
async function walk(page: Page, theme: string, servers: readonly ServerProcess[]): Promise<void> {
  const picture = (name: string) => page.screenshot({ path: path.join(out, `stores-${theme}-${name}.png`) });
  const [empty, gone, whole] = servers as readonly [ServerProcess, ServerProcess, ServerProcess];
  await page.getByRole('tab', { name: 'Artifacts' }).locator('a').click();
  await row(page, /digits/)
    .first()
    .waitFor();
  await picture('alone');
  await add(page, empty, '手書き文字');
  await add(page, gone, 'field');
  await row(page, 'project digits').first().waitFor();
  await add(page, whole, LONG);
  await stop(gone);
  await runFromPalette(page, 'Amphora: Refresh');
  await row(page, /^store field, offline/)
    .first()
    .waitFor();
  await runFromPalette(page, 'Notifications: Clear All Notifications');
  const local = row(page, /^store This Machine/).first();
  for (const open of [true, false]) {
    await local.click();
    await row(page, /^store This Machine/)
      .and(page.locator(`[aria-expanded=${String(open)}]`))
      .first()
      .waitFor();
    await page.waitForTimeout(500);
    await picture(open ? 'several' : 'folded');
  }
  await row(page, /^store the store of/)
    .first()
    .hover();
  await page.locator('.monaco-hover:visible').first().waitFor();
  await page.waitForTimeout(500);
  await picture('tooltip');
  await row(page, /^store the store of/)
    .first()
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Refresh' }).waitFor();
  await page.waitForTimeout(500);
  await picture('menu');
  await page.keyboard.press('Escape');
  await runFromPalette(page, 'Switch Store…');
  await page.locator('.quick-input-list-row', { hasText: 'field' }).waitFor();
  await page.waitForTimeout(500);
  await picture('switch');
  await page.keyboard.press('Escape');
  await stop(whole);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-pictures-'));
const wanted = (process.env['ONLY'] ?? Object.keys(THEMES).join(',')).split(',');
const sample = await prepareSample(folder);
const store = path.join(path.dirname(sample), 'store');
fs.mkdirSync(out, { recursive: true });
try {
  for (const [name, theme] of Object.entries(THEMES).filter(([each]) => wanted.includes(each))) {
    const spaces = [new Workspace(), new Workspace(), new Workspace()];
    for (const space of spaces.slice(1)) fs.cpSync(store, space.store, { recursive: true });
    const servers = await Promise.all(spaces.map(space => startServer(space, '--port', '0')));
    const code = await launch({
      extensions: [root],
      workspace: sample,
      settings: {
        'workbench.colorTheme': theme,
        'amphora.store.path': store,
        'amphora.python.tracking': 'off',
      },
      env: { HOME: path.join(folder, 'home'), NETRC: '', WANDB_API_KEY: '', WANDB_BASE_URL: '' },
      viewport: { width: 1000, height: 900 },
    });
    try {
      await walk(code.page, name, servers);
    } catch (error) {
      await code.page.screenshot({ path: path.join(out, 'failed.png') });
      throw error;
    } finally {
      await code.close();
      for (const server of servers) await stop(server);
      for (const space of spaces) space.remove();
    }
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
