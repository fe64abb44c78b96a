/** A real browser that has signed in to a server of the bench, and notes when pages have painted something. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../test/vscode-host/chromium.ts';
import type { BenchServer } from '../server/BenchServer.ts';

/** A question for points of charts, and when its answer came and what was drawn of it was painted: milliseconds since the page was asked for. */
export interface Drawing {
  readonly asked: number;
  readonly answered: number;
  readonly painted: number;
}

/** Runs in the page before its own program. */
const NOTES = `
  const afterPaint = work => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(null);
  });
  window.noted = {
    series: [],
    first: selector => new Promise((resolve, reject) => {
      const known = window.firsts.get(selector);
      if (known !== undefined) resolve(known);
      else window.waiting.set(selector, resolve);
      setTimeout(() => reject(new Error(location.pathname + ' never showed ' + selector)), 30_000);
    }),
    drawn: known => new Promise((resolve, reject) => {
      const begun = performance.now();
      const look = () => {
        const { series } = window.noted;
        if (series.length > known && series.every(each => each.painted !== undefined)) resolve(series);
        else if (performance.now() - begun > 30_000) reject(new Error(location.pathname + ' never drew ' + JSON.stringify(series)));
        else setTimeout(look, 10);
      };
      look();
    }),
  };
  window.firsts = new Map();
  window.waiting = new Map();
  const watched = WATCHED;
  const look = () => {
    for (const selector of watched) {
      if (window.firsts.has(selector) || !document.querySelector(selector)) continue;
      window.firsts.set(selector, undefined);
      afterPaint(() => {
        window.firsts.set(selector, performance.now());
        window.waiting.get(selector)?.(performance.now());
      });
    }
    if (window.firsts.size === watched.length) observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  const { fetch, CanvasRenderingContext2D: { prototype } } = window;
  window.fetch = async (url, init) => {
    if (!String(init?.body).includes('"getSeries"')) return fetch(url, init);
    const noted = { asked: performance.now() };
    window.noted.series.push(noted);
    const response = await fetch(url, init);
    const json = response.json.bind(response);
    response.json = async () => {
      const answer = await json();
      noted.answered = performance.now();
      return answer;
    };
    return response;
  };
  const { stroke } = prototype;
  prototype.stroke = function (...path) {
    stroke.apply(this, path);
    const noted = window.noted.series.at(-1);
    if (noted?.answered === undefined || noted.isDrawn || this.canvas.className !== 'chart-base') return;
    noted.isDrawn = true;
    afterPaint(() => { noted.painted = performance.now(); });
  };`;

export class BenchBrowser {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #url: string;

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.#context = context;
    this.page = page;
    this.#url = url;
  }

  /** @throws Error where there is none on the machine */
  static launch(): Promise<Browser> {
    const executablePath = findChromium();
    if (executablePath === undefined)
      throw new Error('Chromium is missing; name its program in CHROMIUM_PATH.');
    return chromium.launch({ executablePath, args: [...chromiumFlags] });
  }

  /** @param watched selectors of what is waited for by `first` */
  static async signIn(
    browser: Browser,
    server: BenchServer,
    watched: readonly string[],
  ): Promise<BenchBrowser> {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/local`);
    await page.locator('#key').fill(server.key);
    await page.keyboard.press('Enter');
    await page.locator('.page').waitFor();
    await context.addInitScript(NOTES.replace('WATCHED', () => JSON.stringify(watched)));
    return new BenchBrowser(context, page, server.url);
  }

  /** Asks for a page, from one that is nearly empty: what was open before takes its time to go. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.#url}/amphora/assets/none/none`);
    await this.page.goto(`${this.#url}${path}`, { waitUntil: 'commit' });
  }

  /** Milliseconds from asking for the page until something that fits was painted. */
  first(selector: string): Promise<number> {
    return this.page.evaluate(`window.noted.first(${JSON.stringify(selector)})`);
  }

  /** Questions for points since the page was opened, once there are more than `known` and what came was drawn. */
  series(known = 0): Promise<readonly Drawing[]> {
    return this.page.evaluate(`window.noted.drawn(${String(known)})`);
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
