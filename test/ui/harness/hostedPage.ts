/**
 * Opens a built page in Chromium with the product's own HTML, policy and host end of the contracts; only VS Code itself is played:
 * `acquireVsCodeApi`, the theme's variables, and what a panel does.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Port } from '../../../src/protocol/contract.ts';
import { type Ask, type Handlers, type Host, serve } from '../../../src/protocol/host.ts';
import { pageHtml } from '../../../src/protocol/pageHtml.ts';
import { type HostContract, hostContract } from '../../../src/protocol/pages/host.ts';
import { DARK, type Theme } from './themes.ts';

const ORIGIN = 'https://page.test';
const DIST = path.resolve(import.meta.dirname, '../../../dist/webview');

export interface HostedOptions {
  /** The page's program in `dist/webview`. */
  readonly bundle: 'artifact' | 'run' | 'compare' | 'project' | 'lineage';
  /** What it is to show: the path of a page address. */
  readonly path: string;
  /** Answers for the store. */
  readonly ask: Ask;
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
  readonly messages?: Readonly<Record<string, string>>;
  readonly locale?: string;
  readonly canEdit?: boolean;
  readonly kept?: Readonly<Record<string, boolean>>;
  readonly handlers?: Partial<Handlers<HostContract>>;
}

export interface HostedPage {
  readonly page: Page;
  /** Actions the page asked of its host: method and parameters, as `open {"path":"/local/p"}`. */
  readonly asked: string[];
  /** Violations of the page's policy, and errors. */
  readonly faults: string[];
  readonly host: Host<HostContract>;
  close(): Promise<void>;
}

export async function openHostedPage(browser: Browser, options: HostedOptions): Promise<HostedPage> {
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1200, height: 720 },
    reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
    forcedColors: options.forcedColors === true ? 'active' : 'none',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  const listeners = new Set<(message: unknown) => void>();
  await context.exposeFunction('toHost', (message: unknown) => {
    for (const listener of listeners) listener(message);
  });
  const port: Port = {
    post: message =>
      void page.evaluate(`window.postMessage(${JSON.stringify(message)})`).catch(() => undefined),
    listen: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const asked: string[] = [];
  const host = serve(hostContract, port, handlersFor(options, asked), options.ask, {
    describe: error => ({ message: error instanceof Error ? error.message : String(error) }),
    onRefused: reason => faults.push(reason),
  });
  await context.addInitScript(setUp(options.theme ?? DARK));
  await serveFiles(context, options);
  await page.goto(`${ORIGIN}/`);
  const close = async (): Promise<void> => {
    host.dispose();
    await context.close();
  };
  return { page, asked, faults, host, close };
}

/** Titles are told all the time; they are no actions. */
const QUIET: ReadonlySet<string> = new Set(['ready', 'title']);

function handlersFor(options: HostedOptions, asked: string[]): Handlers<HostContract> {
  let { path: shown } = options;
  const kept = { ...options.kept };
  const methods = Object.keys(hostContract.requests).filter(method => !QUIET.has(method));
  const noted = Object.fromEntries(
    methods.map(method => [
      method,
      (params: unknown) => {
        asked.push(params === null ? method : `${method} ${JSON.stringify(params)}`);
        return Promise.resolve(null);
      },
    ]),
  ) as unknown as Handlers<HostContract>;
  return {
    ...noted,
    ready: () =>
      Promise.resolve({
        locale: options.locale ?? 'en',
        messages: { ...options.messages },
        path: shown,
        store: '',
        canEdit: options.canEdit ?? true,
        browser: undefined,
        kept,
      }),
    title: ({ path: moved }) => {
      shown = moved;
      return Promise.resolve(null);
    },
    keep: ({ name, value }) => {
      kept[name] = value;
      return Promise.resolve(null);
    },
    ...options.handlers,
  };
}

/** Runs in the page before its own script. State survives a reload, as in VS Code. */
function setUp(theme: Theme): string {
  return `
    window.acquireVsCodeApi = () => ({
      postMessage: message => void window.toHost(message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: state => sessionStorage.setItem('state', JSON.stringify(state)),
    });
    document.addEventListener('securitypolicyviolation', event => console.error('Policy: ' + event.violatedDirective + ' ' + event.blockedURI));
    document.addEventListener('DOMContentLoaded', () => {
      const theme = ${JSON.stringify(theme)};
      document.body.className = theme.bodyClass;
      document.body.dataset.vscodeThemeKind = theme.kind;
      for (const [name, value] of Object.entries(theme.variables)) {
        document.documentElement.style.setProperty('--vscode-' + name, value);
      }
    });`;
}

async function serveFiles(context: BrowserContext, { bundle, locale }: HostedOptions): Promise<void> {
  const html = pageHtml({
    cspSource: ORIGIN,
    nonce: 'n0nce',
    script: `${ORIGIN}/${bundle}.js`,
    style: `${ORIGIN}/${bundle}.css`,
    codicons: `${ORIGIN}/codicon.css`,
    language: locale ?? 'en',
    title: 'Page',
  });
  const types: Readonly<Record<string, string>> = {
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.ttf': 'font/ttf',
  };
  await context.route(`${ORIGIN}/**`, async route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const contentType = types[path.extname(pathname)];
    if (contentType === undefined) return route.fulfill({ status: 404 });
    await route.fulfill({ contentType, body: await fs.readFile(path.join(DIST, path.basename(pathname))) });
  });
}
