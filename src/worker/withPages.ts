import { answerPage } from '../pages/answerPage.ts';
import { RunHistory } from '../pages/history/RunHistory.ts';
import { PageServices } from '../pages/services.ts';
import type { PageService, StoreService } from './service.ts';

/** A store's service that answers pages too. */
export function withPages(service: StoreService): PageService {
  const pages = new PageServices(service.store, new RunHistory(service.store));
  return {
    ...service,
    askPage: (question, { signal = new AbortController().signal } = {}) =>
      answerPage(question, pages, signal),
  };
}
