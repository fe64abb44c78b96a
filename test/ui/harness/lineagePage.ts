/**
 * Opens the built lineage page in Chromium with the product's own HTML, policy and host end of the contract; only
 * VS Code itself is played: `acquireVsCodeApi`, the theme's variables, and the store behind the host.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import type { Port } from '../../../src/protocol/contract.ts';
import { type Handlers, type Host, serve } from '../../../src/protocol/host.ts';
import { type LineageContract, lineageContract, type LineageScope } from '../../../src/protocol/lineage.ts';
import { lineagePage } from '../../../src/protocol/lineagePage.ts';
import { detailsOf } from './details.ts';
import { PROJECT } from './graphs.ts';
import { DARK, type Theme } from './themes.ts';

const ORIGIN = 'https://page.test';
const DIST = path.resolve(import.meta.dirname, '../../../dist/webview');

export interface PageOptions {
  readonly graph: LineageGraph;
  readonly scope?: LineageScope;
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
  readonly messages?: Readonly<Record<string, string>>;
  readonly locale?: string;
  /** Whether the legend is open at first; closed unless told. */
  readonly legend?: boolean;
  readonly handlers?: Partial<Handlers<LineageContract>>;
}

export interface OpenPage {
  readonly page: Page;
  /** Actions the page asked for: method and id. */
  readonly asked: string[];
  /** Violations of the page's policy, and errors. */
  readonly faults: string[];
  readonly host: Host<LineageContract>;
  /** What is in the store from now on. */
  setGraph(graph: LineageGraph): void;
  close(): Promise<void>;
}

export async function openLineagePage(browser: Browser, options: PageOptions): Promise<OpenPage> {
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
  let graph = options.graph;
  const host = serve(
    lineageContract,
    port,
    handlersFor(options, () => graph, asked),
    {
      describe: error => ({ message: error instanceof Error ? error.message : String(error) }),
      onRefused: reason => faults.push(reason),
    },
  );
  await context.addInitScript(setUp(options.theme ?? DARK));
  await serveFiles(context, options.locale ?? 'en');
  await page.goto(`${ORIGIN}/`);
  const close = async (): Promise<void> => {
    host.dispose();
    await context.close();
  };
  return { page, asked, faults, host, close, setGraph: next => (graph = next) };
}

function handlersFor(
  options: PageOptions,
  graph: () => LineageGraph,
  asked: string[],
): Handlers<LineageContract> {
  const scope: LineageScope = options.scope ?? { project: PROJECT };
  let shown = scope;
  let legend = options.legend ?? false;
  const note = (method: string) => (params: { readonly id: string } | null) => {
    asked.push(params ? `${method} ${params.id}` : method);
    return Promise.resolve(null);
  };
  return {
    ready: () =>
      Promise.resolve({
        locale: options.locale ?? 'en',
        messages: options.messages ?? {},
        scope: shown,
        legend,
      }),
    getGraph: asking => {
      shown = asking;
      return Promise.resolve({ scope: asking, project: 'digits', graph: graph() });
    },
    getDetails: ({ id }) => Promise.resolve(detailsOf(graph(), id)),
    openVersion: note('openVersion'),
    openRun: note('openRun'),
    openFiles: note('openFiles'),
    copyReference: note('copyReference'),
    download: note('download'),
    logFolder: note('logFolder'),
    copyExample: note('copyExample'),
    keepLegend: ({ open }) => {
      legend = open;
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

async function serveFiles(context: BrowserContext, language: string): Promise<void> {
  const html = lineagePage({
    cspSource: ORIGIN,
    nonce: 'n0nce',
    script: `${ORIGIN}/lineage.js`,
    style: `${ORIGIN}/lineage.css`,
    codicons: `${ORIGIN}/codicon.css`,
    language,
    title: 'Lineage',
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
