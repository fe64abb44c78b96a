import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { chromiumFlags, findChromium } from './chromium.ts';
import { startServer } from './server.ts';
import type { Server, ServerOptions } from './server.ts';

export interface LaunchOptions extends Omit<ServerOptions, 'folder' | 'port'> {
  /** Folders of extensions to run from source. */
  readonly extensions?: readonly string[];
  /** Module with the `run()` of a test suite for the extension host; it ends the window. */
  readonly tests?: string;
  /** Folder or .code-workspace to open. */
  readonly workspace?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly locale?: string;
}

/** A window of the real VS Code. */
export interface VSCode {
  readonly page: Page;
  readonly browser: Browser;
  readonly server: Server;
  /** Settles with the exit code of the tests when they end, or with 70 and above when VS Code itself does. */
  readonly exit: Promise<number>;
  /** Folder with everything that this VS Code writes (data/logs, data/User, extensions); goes when it is closed. */
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * An extension's folder, of links, without what its repository holds beside it. VS Code itself lies in there, and takes what
 * lies below a development extension for a part of it: the settings' theme is then not found.
 */
function linkExtension(extension: string, folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(extension)) {
    if (name === 'node_modules' || name === 'test' || name === '.git') continue;
    fs.symlinkSync(path.join(path.resolve(extension), name), path.join(folder, name));
  }
  return folder;
}

async function openWindow(server: Server, browser: Browser, options: LaunchOptions) {
  const viewport = options.viewport ?? { width: 1400, height: 900 };
  const page = await browser.newPage({ viewport, ...(options.locale && { locale: options.locale }) });
  page.setDefaultTimeout(30_000);
  if (options.verbose) {
    page.on('console', message => process.stderr.write(`[window ${message.type()}] ${message.text()}\n`));
  }
  const exit = new Promise<number>(resolve => {
    // The workbench calls this with the exit code once the test run's extension host has ended.
    void page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => {
      resolve(70);
    });
    server.process.once('exit', () => {
      resolve(71);
    });
  });
  const uri = (file: string) => ({
    $mid: 1,
    scheme: 'vscode-remote',
    authority: server.host,
    path: path.resolve(file),
  });
  const development = {
    extensions: (options.extensions ?? []).map(uri),
    ...(options.tests && { extensionTestsPath: uri(options.tests) }),
  };
  const script = fs.readFileSync(path.join(import.meta.dirname, 'developmentOptions.js'), 'utf8');
  await page.addInitScript({ content: `${script}\naddDevelopmentOptions(${JSON.stringify(development)});` });
  const payload = JSON.stringify([
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]);
  await page.goto(server.address(options.workspace, { payload }));
  await page.locator('.monaco-workbench').waitFor();
  // A view chosen before the side bar is restored would be put back.
  await page.locator('.part.sidebar .pane-header, .part.sidebar .welcome-view').first().waitFor();
  return { page, exit };
}

/** Starts VS Code's server and opens its workbench in Chromium. HEADED=1 shows the window, VSCODE_TEST_KEEP=1 keeps its folder. */
export async function launch(options: LaunchOptions = {}): Promise<VSCode> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is missing; install it or name it in CHROMIUM_PATH.');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vsh-'));
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close().catch(() => undefined);
    await server?.close();
    if (!process.env['VSCODE_TEST_KEEP']) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const extensions = options.extensions?.map((extension, i) =>
      linkExtension(extension, path.join(folder, 'development', String(i))),
    );
    server = await startServer({ ...options, folder });
    browser = await chromium.launch({
      executablePath,
      headless: !process.env['HEADED'],
      args: [...chromiumFlags],
    });
    const window = await openWindow(server, browser, { ...options, ...(extensions && { extensions }) });
    return { ...window, browser, server, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}
