import { afterEach, expect } from 'vitest';
import { answerPage } from '../../../src/pages/answerPage.ts';
import { RunHistory } from '../../../src/pages/history/RunHistory.ts';
import { PageServices } from '../../../src/pages/services.ts';
import type { Store } from '../../../src/store/contract.ts';
import { withBrowser } from './browser.ts';
import { type HostedOptions, type HostedPage, openHostedPage } from './hostedPage.ts';

type Options = Omit<HostedOptions, 'ask'> & { readonly store: Store };

/**
 * Opens pages over a real store. After each test they are closed, and none may have raised an error or broken its policy.
 * @returns also tells the page whenever the store changed, as a panel does
 */
export function withStorePages(): (options: Options) => Promise<HostedPage> {
  const browser = withBrowser();
  const opened: HostedPage[] = [];
  afterEach(async () => {
    const pages = opened.splice(0);
    await Promise.all(pages.map(each => each.close()));
    expect(pages.flatMap(each => each.faults)).toEqual([]);
  });
  return async ({ store, ...options }) => {
    const services = new PageServices(store, new RunHistory(store));
    const hosted = await openHostedPage(browser(), {
      ...options,
      ask: (question, signal) => answerPage(question, services, signal),
    });
    opened.push(hosted);
    const following = store.onDidChange(() => hosted.host.notify('changed', null));
    hosted.page.once('close', () => following.dispose());
    return hosted;
  };
}
