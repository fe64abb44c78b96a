/** Asks a real local store as a page does. */
import * as v from 'valibot';
import { afterAll } from 'vitest';
import { answerPage } from '../../../src/pages/answerPage.ts';
import { RunHistory } from '../../../src/pages/history/RunHistory.ts';
import { PageServices } from '../../../src/pages/services.ts';
import type { Contract, Method, Params, Result } from '../../../src/protocol/contract.ts';
import type { Store } from '../../../src/store/contract.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

/** A store in a folder of its own, which goes when the tests of the file are done. */
export function withStore(): Store {
  const folder = temporaryFolder();
  const store = openLocalStore(folder.path);
  afterAll(async () => {
    await store.close();
    folder.remove();
  });
  return store;
}

type Asking<C extends Contract> = <M extends Method<C>>(
  method: M,
  params: Params<C, M>,
) => Promise<Result<C, M>>;

/** What asks by a page's contract. */
export function asking<C extends Contract>(contract: C, store: Store): Asking<C> {
  const services = new PageServices(store, new RunHistory(store));
  const { signal } = new AbortController();
  return async (method, params) => {
    const question = { contract: contract.name, version: contract.version, method, params };
    const answer = await answerPage(question, services, signal);
    // What a page would take from its host.
    return v.parse(contract.requests[method]?.result ?? v.never(), answer);
  };
}
