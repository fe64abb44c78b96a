/** What a person does in VS Code's own window. */
import { source as axe } from 'axe-core';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export function artifactsTree(page: Page): Locator {
  return page.getByRole('tree', { name: 'Artifacts' });
}

/** The page in sight, inside the frames that VS Code puts it in. */
export function pageFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready >> visible=true').frameLocator('#active-frame');
}

/** The lineage page, inside the frames that VS Code puts it in. */
export function lineageFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** The input of a quick pick or an input box. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget input').first();
}

export async function middleOf(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags a row of the Explorer to a row of the Artifacts view: held over the activity bar, the view comes forward. */
export async function dragToArtifacts(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.hover();
  const start = await middleOf(from);
  const over = await middleOf(page.getByRole('tab', { name: 'Artifacts' }));
  await page.mouse.down();
  await page.mouse.move(start.x + 5, start.y + 12, { steps: 4 });
  await page.mouse.move(over.x, over.y, { steps: 10 });
  // The first move onto the icon only enters it.
  await page.mouse.move(over.x, over.y + 2, { steps: 2 });
  await to.waitFor();
  const target = await middleOf(to);
  await page.mouse.move(target.x - 20, target.y - 2, { steps: 8 });
  await page.mouse.move(target.x, target.y, { steps: 4 });
  await page.mouse.up();
}

/**
 * Chooses an entry of the menu that a right click opens in VS Code. By the keyboard: a click that follows at once is taken for the
 * end of the one that opened the menu.
 */
export async function chooseInMenu(page: Page, of: Locator, entry: string): Promise<void> {
  await of.click({ button: 'right' });
  await page.getByRole('menuitem', { name: entry, exact: true }).hover();
  await page.keyboard.press('Enter');
}

/** Runs a command as one finds it in the palette. */
export async function runFromPalette(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await quickInput(page).fill(`>${title}`);
  await page.locator('.quick-input-list-row', { hasText: title }).first().click();
}

/**
 * Waits until VS Code has written down something that has this text in it, such as the address of a page. In a browser it does so
 * every few seconds, and not when the window goes.
 */
export async function untilKept(page: Page, text: string): Promise<void> {
  const kept = `(async () => {
    const resultOf = request => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const values = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name.startsWith('vscode-web-state-db')) continue;
      const database = await resultOf(indexedDB.open(name));
      values.push(...await resultOf(database.transaction('ItemTable').objectStore('ItemTable').getAll()));
      database.close();
    }
    return values.some(value => String(value).includes(${JSON.stringify(text)}));
  })()`;
  await expect.poll(() => page.evaluate(kept)).toBe(true);
}

/** A notification that says this. */
export function notice(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-toast', { hasText: text });
}

/** What axe finds wrong with the lineage page. */
export async function lineageViolations(page: Page): Promise<readonly unknown[]> {
  const element = await page.frameLocator('iframe.webview.ready').locator('#active-frame').elementHandle();
  const frame = await element.contentFrame();
  if (!frame) throw new Error('The lineage page is not open.');
  await frame.evaluate(axe);
  return frame.evaluate<unknown[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
  );
}
