// Pictures of what VS Code shows of the server, in each theme, for a designer's eye.
// node test/ui/pictures/server.ts [folder for the pictures]; the extension must be built.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launch } from '../../vscode-host/launch.ts';

const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
  'contrast-light': 'Default High Contrast Light',
} as const;

const root = path.resolve(import.meta.dirname, '../../..');
const out = path.resolve(process.argv[2] ?? path.join(root, 'test-results/pictures'));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-server-'));
const store = path.join(folder, 'store');
const home = path.join(folder, 'home');
const workspace = path.join(folder, 'workspace');

async function runFromPalette(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  // What is offered grows while the window is young.
  await page.waitForTimeout(1500);
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list-row', { hasText: title }).first().click();
}

function amphora(...words: readonly string[]): void {
  execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), ...words, '--store', store], {
    stdio: 'ignore',
  });
}

/** What a person sees from the first terminal to the end of the server. */
async function walk(page: Page, theme: string): Promise<void> {
  const picture = (name: string) => page.screenshot({ path: path.join(out, `server-${theme}-${name}.png`) });
  const item = page.locator('.statusbar-item', { hasText: /Amphora|run/ });
  await runFromPalette(page, 'Terminal: Create New Terminal');
  await item.waitFor();
  await page.waitForTimeout(6000);
  await page.locator('.terminal-wrapper.active .xterm').click();
  const { url } = JSON.parse(fs.readFileSync(path.join(store, 'store-v1/server/server.json'), 'utf8')) as {
    url: string;
  };
  await page.keyboard.type(
    `printenv WANDB_BASE_URL > "${folder}/first.txt"; clear; echo "View run at: ${url}/local/digits/runs/abc"; echo "(${url}/local/digits/artifacts/dataset/letters/v0)"\n`,
  );
  await page.waitForTimeout(1000);
  console.log(
    theme,
    'first terminal:',
    fs.readFileSync(path.join(folder, 'first.txt'), 'utf8').trim(),
    'server:',
    url,
  );
  await item.hover();
  await page.locator('.monaco-hover:visible').first().waitFor();
  await page.waitForTimeout(500);
  await picture('item');
  await item.click();
  await page.locator('.quick-input-list-row').first().waitFor();
  await page.waitForTimeout(400);
  await picture('menu');
  await page.locator('.quick-input-list-row', { hasText: 'Choose Where' }).click();
  await page.locator('.quick-input-list-row', { hasText: 'Unless Signed In' }).waitFor();
  await page.waitForTimeout(400);
  await picture('choose');
  await page.keyboard.press('Escape');
  await page.keyboard.down('Control');
  const rows = page.locator('.terminal-wrapper.active .xterm-screen');
  const box = await rows.boundingBox();
  if (box) await page.mouse.move(box.x + 150, box.y + 8);
  await page.waitForTimeout(1500);
  await picture('link');
  if (box) {
    await page.mouse.move(box.x + 250, box.y + 26);
    await page.getByText('Show the lineage of the version').waitFor();
    await page.mouse.click(box.x + 250, box.y + 26);
  }
  await page.keyboard.up('Control');
  await page.waitForTimeout(3000);
  await picture('link-opened');
  await runFromPalette(page, 'Amphora: Copy Python Setup');
  await page.locator('.notification-toast').first().waitFor();
  await picture('copied');
  await runFromPalette(page, 'Amphora: Write .env File');
  await page.locator('.notification-toast', { hasText: '.env' }).first().waitFor();
  await page.waitForTimeout(400);
  await picture('env');
  await runFromPalette(page, 'Notifications: Clear All Notifications');
  await runFromPalette(page, 'Amphora: Show Server Log');
  await page.waitForTimeout(1500);
  await picture('log');
  await runFromPalette(page, 'Amphora: Stop Server');
  await page.waitForTimeout(2500);
  await item.hover();
  await page.waitForTimeout(1200);
  await picture('stopped');
}

fs.mkdirSync(out, { recursive: true });
fs.mkdirSync(home);
fs.mkdirSync(workspace);
execFileSync('git', ['init', '--quiet', workspace]);
fs.writeFileSync(path.join(folder, 'a.txt'), 'a');
amphora('log', path.join(folder, 'a.txt'), '--name', 'letters', '--type', 'dataset', '--project', 'digits');
const only = process.env['ONLY']?.split(',');
for (const [name, theme] of Object.entries(THEMES).filter(([name]) => !only || only.includes(name))) {
  const code = await launch({
    extensions: [root],
    workspace,
    settings: { 'workbench.colorTheme': theme, 'amphora.store.path': store },
    env: { HOME: home },
    viewport: { width: 1100, height: 720 },
  });
  try {
    await walk(code.page, name);
  } catch (error) {
    await code.page.screenshot({ path: path.join(out, 'failed.png') });
    throw error;
  } finally {
    await code.close();
  }
}
fs.rmSync(folder, { recursive: true, force: true });
