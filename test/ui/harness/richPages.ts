import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { fillRichStore, type RichStore } from '../../support/richStore.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

interface Filled extends RichStore {
  readonly store: LocalStore;
  readonly folder: string;
}

/** A store with everything that pages show, for the tests of a file. */
export function withRichStore(): () => Filled {
  let filled: Filled | undefined;
  const folder = temporaryFolder();
  beforeAll(async () => {
    const store = openLocalStore(folder.path);
    filled = { store, folder: folder.path, ...(await fillRichStore(store, { steps: 20 })) };
  });
  afterAll(async () => {
    await filled?.store.close();
    folder.remove();
  });
  return () => {
    if (!filled) throw new Error('The store is not filled yet.');
    return filled;
  };
}

/** Rows of a grid that say this. */
export function gridRows(within: Page | Locator, text: string | RegExp): Locator {
  return within.locator('.grid-rows .grid-row').filter({ hasText: text });
}
