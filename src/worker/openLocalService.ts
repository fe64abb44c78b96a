import { openLocalStore } from '../store/local/openLocalStore.ts';
import { downloadVersion } from '../transfer/downloadVersion.ts';
import { logFolder } from '../transfer/logFolder.ts';
import type { StoreService } from './service.ts';

/**
 * The store in a folder and the transfers over it, in this thread.
 * @param options.workerFile file that hash workers are started from; it calls `runTransferWorker` when told its role
 * @throws AmphoraError as `openLocalStore`
 */
export function openLocalService(folder: string, options: { readonly workerFile: string }): StoreService {
  const store = openLocalStore(folder);
  const { workerFile } = options;
  return {
    store,
    log: (request, call = {}) => logFolder(store, request, { ...call, workerFile }),
    download: (request, call = {}) => downloadVersion(store, request, { ...call, workerFile }),
    verify: call => store.verify(call),
    collectGarbage: (query, call) => store.collectGarbage(query, call),
    close: () => store.close(),
  };
}
