import source from 'worker:../transfer/transferWorkerMain.ts';
import type { StoreAccess } from '../store/local/openLocalStore.ts';
import { openLocalStore } from '../store/local/openLocalStore.ts';
import { downloadVersion } from '../transfer/downloadVersion.ts';
import { logFolder } from '../transfer/logFolder.ts';
import { copyTo } from './copyTo.ts';
import type { StoreService } from './service.ts';

/**
 * The store in a folder and the transfers over it, in this thread.
 * @throws AmphoraError as `openLocalStore`
 */
export function openLocalService(folder: string, access: StoreAccess = 'create'): StoreService {
  const store = openLocalStore(folder, access);
  const worker = { source };
  return {
    store,
    log: (request, call = {}) => logFolder(store, request, { ...call, worker }),
    download: (request, call = {}) => downloadVersion(store, request, { ...call, worker }),
    copyTo: (request, call) => copyTo({ store }, request, call),
    verify: call => store.verify(call),
    collectGarbage: (query, call) => store.collectGarbage(query, call),
    close: () => store.close(),
  };
}
