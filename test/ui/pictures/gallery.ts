// The README's gallery of pages: versions and lineage of the digits sample, and runs with metrics.
// node test/ui/pictures/gallery.ts [FOLDER of a sample that is made already]; the extension must be built.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { prepareSample } from '../../../scripts/lib/sample.mjs';
import { answerPage } from '../../../src/pages/answerPage.ts';
import { RunHistory } from '../../../src/pages/history/RunHistory.ts';
import { PageServices } from '../../../src/pages/services.ts';
import type { Store } from '../../../src/store/contract.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { fillRichStore } from '../../support/richStore.ts';
import { chromiumFlags, findChromium } from '../../vscode-host/chromium.ts';
import { type HostedOptions, openHostedPage } from '../harness/hostedPage.ts';
import { THEMES } from '../harness/themes.ts';

interface Picture {
  readonly name: string;
  readonly theme: 'Dark Modern' | 'Light Modern';
  readonly of: 'sample' | 'training';
  readonly bundle: HostedOptions['bundle'];
  readonly path: (runs: readonly string[]) => string;
  /** Brings the page to what is to be seen. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Folds what is less to see, and points at a line. */
async function lookAtTraining(page: Page): Promise<void> {
  await page.locator('.section-button').first().click();
  await page.locator('.chart-plot').first().hover();
}

const PICTURES: readonly Picture[] = [
  {
    name: 'files',
    theme: 'Dark Modern',
    of: 'sample',
    bundle: 'artifact',
    path: () => '/local/digits/artifacts/dataset/digits-raw/latest/files/pictures/2/row-0002.png',
    prepare: page => page.locator('amphora-preview img').first().waitFor(),
  },
  {
    name: 'charts',
    theme: 'Light Modern',
    of: 'training',
    bundle: 'run',
    path: ([run = '']) => `/local/digits/runs/${run}/charts`,
    prepare: lookAtTraining,
  },
  {
    name: 'compare',
    theme: 'Light Modern',
    of: 'training',
    bundle: 'compare',
    path: runs =>
      `/local/digits/compare?${runs
        .slice(0, 4)
        .map(run => `run=${run}`)
        .join('&')}`,
    prepare: async page => {
      await page.getByRole('tab', { name: 'Charts' }).click();
      await page.getByRole('slider', { name: 'Smoothing' }).fill('0.9');
      await lookAtTraining(page);
    },
  },
  {
    name: 'lineage',
    theme: 'Dark Modern',
    of: 'sample',
    bundle: 'lineage',
    path: () => '/local/digits/lineage',
    prepare: async page => {
      await page.locator('g.node[aria-label^="model, artifact type"]').dblclick();
      await page.locator('g.node[aria-label^="model:trained-model:v3"]').click();
      await page.waitForTimeout(800);
      await page.getByRole('toolbar').getByRole('button', { name: /fit/i }).click();
    },
  },
];

const root = path.resolve(import.meta.dirname, '../../..');
const out = path.join(root, 'docs/images');

async function take(
  browser: Browser,
  { name, theme, bundle, path: pathOf, prepare }: Picture,
  store: Store,
  runs: readonly string[],
): Promise<void> {
  const services = new PageServices(store, new RunHistory(store));
  const { page, faults, close } = await openHostedPage(browser, {
    bundle,
    path: pathOf(runs),
    ask: (question, signal) => answerPage(question, services, signal),
    theme: THEMES.find(each => each.name === theme)!,
    size: { width: 1100, height: 700 },
    reducedMotion: true,
  });
  await page.waitForLoadState('networkidle');
  await prepare?.(page);
  // What comes late, such as pictures, and what moves.
  await page.waitForTimeout(800);
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  for (const fault of faults) console.error(name, fault);
  await close();
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-gallery-'));
const sample = process.argv[2] ?? path.join(folder, 'sample');
const executablePath = findChromium();
if (executablePath === undefined) throw new Error('Chromium is missing; name its program in CHROMIUM_PATH.');
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
try {
  await prepareSample(sample);
  const stores = {
    sample: openLocalStore(path.join(sample, 'store')),
    training: openLocalStore(path.join(folder, 'training')),
  };
  const { runs } = await fillRichStore(stores.training);
  const keys = await Promise.all(runs.map(async id => (await stores.training.run(id)).key));
  for (const picture of PICTURES) await take(browser, picture, stores[picture.of], keys);
  for (const store of Object.values(stores)) await store.close();
} finally {
  await browser.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
