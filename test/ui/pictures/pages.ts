// Pictures of pages over a store, in each theme and narrow, for a designer's eye.
// node test/ui/pictures/pages.ts STORE FOLDER BUNDLE PATH [NAME]; the extension must be built.
import path from 'node:path';
import { chromium } from 'playwright-core';
import { answerPage } from '../../../src/pages/answerPage.ts';
import { RunHistory } from '../../../src/pages/history/RunHistory.ts';
import { PageServices } from '../../../src/pages/services.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { chromiumFlags, findChromium } from '../../vscode-host/chromium.ts';
import type { HostedOptions } from '../harness/hostedPage.ts';
import { openHostedPage } from '../harness/hostedPage.ts';
import { THEMES } from '../harness/themes.ts';

const [storeFolder = '', out = '', bundle = 'artifact', address = '/', name = bundle] = process.argv.slice(2);
const store = openLocalStore(storeFolder);
const executablePath = findChromium();
if (executablePath === undefined) throw new Error('Chromium is missing; name its program in CHROMIUM_PATH.');
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
const services = new PageServices(store, new RunHistory(store));

async function picture(file: string, options: Partial<HostedOptions>): Promise<void> {
  const { page, faults, close } = await openHostedPage(browser, {
    bundle: bundle as HostedOptions['bundle'],
    path: address,
    ask: (question, signal) => answerPage(question, services, signal),
    ...options,
  });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(400);
  await page.screenshot({ path: path.join(out, `${name}-${file}.png`) });
  for (const fault of faults) console.error(file, fault);
  await close();
}

for (const theme of THEMES) {
  await picture(theme.name.toLowerCase().replaceAll(' ', '-'), { theme, size: { width: 1000, height: 720 } });
}
await picture('narrow', { size: { width: 320, height: 720 } });
await browser.close();
await store.close();
