/** How a listing of very many files comes and scrolls. */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { commitFiles } from '../../test/support/storeKit.ts';
import { BenchServer } from '../server/BenchServer.ts';
import { BenchBrowser } from './BenchBrowser.ts';
import { quantile } from './quantile.ts';

export interface ScrollResult {
  readonly files: number;
  /** Milliseconds from asking for the page until its rows are painted, the median. */
  readonly shown: number;
  /** Milliseconds from frame to frame while the wheel turns. */
  readonly frame: { readonly median: number; readonly most: number };
}

const ROW = '.files-grid .grid-rows .grid-row';
const TURNS = 300;
/** px of a turn of the wheel. */
const TURN = 600;

async function makeStore(folder: string, files: number): Promise<string> {
  const place = path.join(folder, 'store');
  const store = openLocalStore(place);
  const names = Array.from({ length: files }, (_, i) => `image-${String(i).padStart(6, '0')}.png`);
  await commitFiles(store, Object.fromEntries(names.map((name, i) => [name, String(i % 100)])), {
    project: 'digits',
    artifact: 'images',
  });
  await store.close();
  return place;
}

export async function scrollBench(
  browser: Browser,
  cli: string,
  folder: string,
  files: number,
  rounds: number,
  onProgress: (message: string) => void,
): Promise<ScrollResult> {
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-files-'));
  try {
    onProgress(`a version of ${files.toLocaleString('en')} files`);
    const server = await BenchServer.start(cli, await makeStore(base, files));
    const opened = await BenchBrowser.signIn(browser, server, [ROW]);
    try {
      const shown: number[] = [];
      const frames: number[] = [];
      for (let round = -1; round < rounds; round++) {
        await opened.open('/local/digits/artifacts/dataset/images/v0/files');
        const time = await opened.first(ROW);
        const between = await scroll(opened);
        if (round < 0) continue;
        shown.push(time);
        frames.push(...between);
      }
      const frame = { median: quantile(frames), most: quantile(frames, 0.95) };
      return { files, shown: quantile(shown), frame };
    } finally {
      await opened.close();
      await server.stop();
    }
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

/** Turns the wheel over the list. @returns milliseconds from frame to frame */
async function scroll({ page }: BenchBrowser): Promise<readonly number[]> {
  const before = await page.locator(ROW).first().textContent();
  await page.locator(ROW).nth(3).hover();
  await page.evaluate(`
    window.frames60 = [];
    const frame = time => { window.frames60.push(time); window.following = requestAnimationFrame(frame); };
    window.following = requestAnimationFrame(frame);`);
  for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, TURN);
  const times = await page.evaluate<number[]>('cancelAnimationFrame(window.following), window.frames60');
  if ((await page.locator(ROW).first().textContent()) === before)
    throw new Error('The list does not scroll.');
  return times.slice(1).map((time, i) => time - (times[i] ?? time));
}
