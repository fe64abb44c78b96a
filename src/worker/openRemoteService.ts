import source from 'worker:../transfer/transferWorkerMain.ts';
import { AmphoraError } from '../core/errors.ts';
import { RemoteStore } from '../store/remote/RemoteStore.ts';
import { downloadVersion } from '../transfer/downloadVersion.ts';
import { logFolder } from '../transfer/logFolder.ts';
import { copyTo } from './copyTo.ts';
import type { StoreService } from './service.ts';
import type { RemoteTarget } from './target.ts';

/** A remote store and the transfers over it, in this thread. Nothing is asked before the first call. */
export function openRemoteService(target: RemoteTarget): StoreService {
  const store = new RemoteStore(target, target);
  const { fetch } = store;
  const worker = { source };
  const ofServer = (what: string) => () =>
    Promise.reject(new AmphoraError('not-supported', { store: store.client.url, what }));
  return {
    store,
    fetch,
    log: (request, call = {}) => logFolder(store, request, { ...call, worker }),
    download: (request, call = {}) => downloadVersion(store, request, { ...call, worker, fetch }),
    copyTo: (request, call) => copyTo({ store, fetch }, request, call),
    verify: ofServer('check its files, which its server does'),
    collectGarbage: ofServer('give space back, which its server does'),
    close: () => store.close(),
  };
}
