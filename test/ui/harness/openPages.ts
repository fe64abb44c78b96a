import { afterEach, expect } from 'vitest';
import { withBrowser } from './browser.ts';
import { digitsGraph } from './graphs.ts';
import { openLineagePage, type OpenPage, type PageOptions } from './lineagePage.ts';
import { atRest, nodes } from './picture.ts';

/**
 * Opens lineage pages, of the digits sample unless told, and waits until they stand still. After each test they are
 * closed, and none may have raised an error or broken its policy.
 */
export function withPages(): (options?: Partial<PageOptions>) => Promise<OpenPage> {
  const browser = withBrowser();
  const opened: OpenPage[] = [];
  afterEach(async () => {
    const pages = opened.splice(0);
    await Promise.all(pages.map(each => each.close()));
    expect(pages.flatMap(each => each.faults)).toEqual([]);
  });
  return async options => {
    const page = await openLineagePage(browser(), { graph: digitsGraph(), ...options });
    opened.push(page);
    const isDrawn = options?.graph?.nodes.length !== 0 && options?.handlers?.getGraph === undefined;
    if (isDrawn) {
      await nodes(page.page).first().waitFor();
      await atRest(page.page);
    }
    return page;
  };
}
