// Pictures of both trees with real data, in each theme and in states that are easy to overlook, for a designer's eye.
// node test/ui/pictures/trees.ts [folder for the pictures]; the extension must be built.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launch } from '../../vscode-host/launch.ts';
import { prepareSample } from '../../../scripts/lib/sample.mjs';

const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
  'contrast-light': 'Default High Contrast Light',
} as const;

const root = path.resolve(import.meta.dirname, '../../..');
/** Folder of the built extension; another than the repository while that is being built. */
const extension = process.env['EXTENSION'] ?? root;
const out = path.resolve(process.argv[2] ?? path.join(root, 'test-results/pictures'));

function amphora(store: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [path.join(extension, 'dist/cli.js'), ...args, '--store', store], {
    stdio: 'ignore',
  });
}

/** Adds what strains a layout: long names, other scripts, every kind of mark. */
function addHardNames(store: string, folder: string): void {
  const data = path.join(folder, 'hard names');
  fs.mkdirSync(path.join(data, 'images/第一'), { recursive: true });
  fs.writeFileSync(
    path.join(data, 'README.md'),
    '# <b>hostile</b> [link](command:workbench.action.closeWindow)\n',
  );
  fs.writeFileSync(path.join(data, 'images/第一/画像 1.png'), 'x'.repeat(5000));
  fs.writeFileSync(path.join(data, 'metrics.json'), '{"accuracy": 0.97}\n');
  const log = (name: string, ...more: readonly string[]) => {
    amphora(store, 'log', data, '--project', 'demo', '--type', 'dataset', '--name', name, ...more);
  };
  log(`${'very-long-name-'.repeat(8)}end`, '--alias', 'production', '--alias', 'best');
  log('手書き数字の画像データセット', '--alias', '候補');
  log('손글씨 숫자 데이터세트');
  log('<img src=x onerror=alert(1)> **bold** [a](b)');
}

type Picture = (name: string) => Promise<unknown>;

const row = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name }).first();

/** Opens a row where it is not open yet. */
async function expand(page: Page, name: string | RegExp): Promise<void> {
  const item = row(page, name);
  await item.waitFor();
  if ((await item.getAttribute('aria-expanded')) === 'false') await item.click();
}

async function showContainer(page: Page): Promise<void> {
  await page
    .locator(
      '.activitybar a.action-label[aria-label^="Artifacts"], .activitybar a.action-label[aria-label^="アーティ"], .activitybar a.action-label[aria-label^="아티"]',
    )
    .click();
}

/** What a person sees on the way from the projects to a file, and what a run used and made. */
async function walk(page: Page, picture: Picture, theme: string): Promise<void> {
  await row(page, /digits/).waitFor();
  for (const name of [
    /digits/,
    /demo/,
    /^artifact type dataset, 4/,
    /^dataset 手書き数字/,
    /^version 手書き数字/,
  ])
    await expand(page, name);
  await row(page, /README\.md/).waitFor();
  await expand(page, /-13\b/);
  await picture(`${theme}-trees`);
}

async function emptyStates(page: Page, picture: Picture): Promise<void> {
  await page
    .getByText(/no project yet|まだプロジェクト|아직 프로젝트/)
    .first()
    .waitFor();
  await picture('empty');
}

/** Trees, a tooltip and the lineage page, in whatever language. */
async function anyLanguage(page: Page): Promise<void> {
  await row(page, /digits/).waitFor();
  await row(page, /digits/).hover();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: path.join(out, 'language-trees.png') });
  await row(page, /digits/)
    .locator('.codicon-type-hierarchy')
    .click();
  await page.waitForTimeout(2500);
  await page.screenshot({ path: path.join(out, 'language-lineage.png') });
}

/** From the lineage to the tree, and the lineage after the window was loaded again. */
async function panel(page: Page): Promise<void> {
  for (const name of [/digits/, /^artifact type model/, /^model trained-model/]) await expand(page, name);
  await row(page, /^version trained-model:v2/).hover();
  await row(page, /^version trained-model:v2/)
    .locator('.codicon-type-hierarchy')
    .click();
  const lineage = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await lineage.getByText('Open Artifact').first().waitFor();
  await page
    .getByRole('button', { name: /^Collapse All/ })
    .first()
    .click()
    .catch(() => undefined);
  await row(page, /digits/).click();
  await lineage.getByText('Open Artifact').first().click();
  await row(page, /^version trained-model:v2/).waitFor();
  await page.screenshot({ path: path.join(out, 'panel-revealed.png') });
  await page.reload();
  await lineage.getByText('Open Artifact').first().waitFor();
  await page.screenshot({ path: path.join(out, 'panel-restored.png') });
}

async function restrictedMode(page: Page): Promise<void> {
  await expand(page, /digits/);
  await expand(page, /^artifact type model/);
  await row(page, /trained-model/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy Reference' }).waitFor();
  await page.screenshot({ path: path.join(out, 'restricted.png') });
}

async function brokenStore(page: Page, picture: Picture): Promise<void> {
  await page
    .getByText(/Try Again|再試行|다시 시도/)
    .first()
    .waitFor();
  await picture('broken');
}

/** Runs a command through the palette; `>` is there already. */
async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

async function filtered(page: Page, picture: Picture): Promise<void> {
  await row(page, /digits/).waitFor();
  for (const [text, name] of [
    ['model', 'filtered'],
    ['no artifact is called this', 'filtered-empty'],
  ] as const) {
    await command(page, 'Amphora: Filter Artifacts');
    await page.locator('.quick-input-box input').fill(text);
    await page.keyboard.press('Enter');
    await page
      .getByText(/Showing names with “model”|No artifact has this/)
      .first()
      .waitFor();
    await picture(name);
  }
  await command(page, 'Amphora: Clear Artifacts Filter');
}

/** The questions of a log, its progress and result, and the lineage it leads to. */
async function logging(page: Page): Promise<void> {
  const whole = (name: string) => page.screenshot({ path: path.join(out, `${name}.png`) });
  await row(page, /digits/).waitFor();
  await row(page, /digits/).hover();
  await page.waitForSelector('.monaco-hover', { timeout: 5000 }).catch(() => undefined);
  await whole('hover');
  await command(page, 'Amphora: Download Artifact');
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await whole('download-pick');
  await page.locator('.quick-input-box input').fill('digits/trained-model:best');
  await page.getByText('Use “digits/trained-model:best”').first().waitFor();
  await whole('download-typed');
  await page.keyboard.press('Enter');
  await page.locator('.notification-toast').getByText('Show Lineage').first().waitFor();
  await whole('download-done');
  await page.locator('.notification-toast').getByText('Show Lineage').first().click();
  await page.waitForTimeout(2500);
  await whole('lineage');
  await page.locator('.activitybar a.action-label[aria-label^="Explorer"]').click();
  await page.getByRole('treeitem', { name: 'data' }).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Log Folder as Artifact…' }).waitFor();
  await whole('explorer-menu');
  await page.getByRole('menuitem', { name: 'Log Folder as Artifact…' }).click();
  await page.locator('.quick-input-box input').waitFor();
  await whole('log-name');
  await page.locator('.quick-input-box input').fill('bad/name');
  await page
    .getByText(/cannot be the name of/)
    .first()
    .waitFor();
  await whole('log-name-bad');
  await page.locator('.quick-input-box input').fill('digits-source');
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'New Type…' }).waitFor();
  await whole('log-type');
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Metadata' }).waitFor();
  await page.waitForTimeout(300);
  await whole('log-options');
  await page.keyboard.press('Enter');
  await page.locator('.notification-toast', { hasText: /Logged digits-source:v0 \(/ }).waitFor();
  await whole('log-done');
}

async function withCode(
  options: {
    readonly workspace: string;
    readonly theme: string;
    readonly store?: string;
    /** Opens the workspace in restricted mode. */
    readonly restricted?: boolean;
  },
  look: (page: Page, picture: Picture) => Promise<void>,
): Promise<void> {
  const code = await launch({
    extensions: [extension],
    workspace: options.workspace,
    settings: {
      'workbench.colorTheme': options.theme,
      ...(options.store && { 'amphora.store.path': options.store }),
      'security.workspace.trust.startupPrompt': 'never',
    },
    trust: options.restricted === true,
    viewport: { width: 1000, height: 900 },
    verbose: Boolean(process.env['VERBOSE']),
  });
  const picture = (name: string) =>
    code.page.screenshot({
      path: path.join(out, `${name}.png`),
      clip: { x: 0, y: 0, width: 480, height: 900 },
    });
  try {
    // The window's language without a language pack: VS Code's own texts stay English, ours follow.
    const language = process.env['LOCALE'];
    if (language) {
      await code.page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
      await code.page.reload();
      await code.page.locator('.monaco-workbench').waitFor();
    }
    await showContainer(code.page);
    await look(code.page, picture);
  } catch (error) {
    await code.page.screenshot({ path: path.join(out, 'failed.png') });
    throw error;
  } finally {
    await code.close();
  }
}

/** Which to take; all unless told. */
const wanted = new Set(
  (process.env['ONLY'] ?? 'themes,language,panel,restricted,empty,broken,filtered,logging').split(','),
);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-pictures-'));
const workspace = await prepareSample(folder);
addHardNames(path.join(folder, 'store'), folder);
fs.mkdirSync(out, { recursive: true });
const empty = path.join(folder, 'empty');
fs.mkdirSync(empty);
const notStore = path.join(folder, 'file');
fs.writeFileSync(notStore, 'not a store');
const theme = THEMES.dark;
try {
  if (wanted.has('themes')) {
    for (const [name, each] of Object.entries(THEMES)) {
      await withCode({ workspace, theme: each }, (page, picture) => walk(page, picture, name));
    }
  }
  if (wanted.has('language')) await withCode({ workspace, theme }, page => anyLanguage(page));
  if (wanted.has('panel')) await withCode({ workspace, theme }, page => panel(page));
  if (wanted.has('restricted')) {
    const store = path.join(folder, 'store');
    await withCode({ workspace: empty, theme, store, restricted: true }, restrictedMode);
  }
  if (wanted.has('empty')) {
    await withCode({ workspace: empty, theme, store: path.join(folder, 'none') }, emptyStates);
  }
  if (wanted.has('broken')) await withCode({ workspace: empty, theme, store: notStore }, brokenStore);
  if (wanted.has('filtered')) await withCode({ workspace, theme }, filtered);
  if (wanted.has('logging')) await withCode({ workspace, theme }, page => logging(page));
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
