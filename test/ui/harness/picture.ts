/** What a test asks of the picture on a lineage page. */
import type { Locator, Page } from 'playwright-core';

/** A node by the beginning of its accessible name: `dataset, artifact type`, `dataset:digits-raw:v0`. */
export function node(page: Page, name: string): Locator {
  return page.locator(`g.node:not(.leaving)[aria-label^=${JSON.stringify(name)}]`);
}

export function nodes(page: Page): Locator {
  return page.locator('g.node:not(.leaving)');
}

export function graph(page: Page): Locator {
  return page.getByRole('application', { name: 'Lineage graph' });
}

export function toolbar(page: Page, label: string): Locator {
  return page.getByRole('toolbar').getByRole('button', { name: label });
}

/** The name of the node the keyboard is at. */
export async function active(page: Page): Promise<string> {
  const id = await graph(page).getAttribute('aria-activedescendant');
  const name = id === null ? null : await page.locator(`#${id}`).getAttribute('aria-label');
  return name ?? '';
}

/** Scale of the picture. */
export async function scale(page: Page): Promise<number> {
  const transform = await page.locator('svg.picture > g').getAttribute('transform');
  return Number(/scale\(([\d.e-]+)\)/.exec(transform ?? '')?.[1] ?? 1);
}

/** Waits until nothing moves any more. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(`new Promise(resolve => {
    const still = () => JSON.stringify([...document.querySelectorAll('svg.picture g[transform]')].map(
      each => [each.getAttribute('transform'), each.style.opacity]));
    let before = still();
    let same = 0;
    const look = () => {
      const now = still();
      same = now === before ? same + 1 : 0;
      before = now;
      if (same >= 12) resolve(true);
      else requestAnimationFrame(look);
    };
    look();
  })`);
}

export function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate(each => each === each.ownerDocument.activeElement);
}

/** A computed style of the first element found. */
export function styleOf(locator: Locator, property: string): Promise<string> {
  return locator.evaluate(
    (each, name) => each.ownerDocument.defaultView!.getComputedStyle(each).getPropertyValue(name),
    property,
  );
}
