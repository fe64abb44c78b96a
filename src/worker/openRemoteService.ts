import source from 'worker:../transfer/transferWorkerMain.ts';
import { AmphoraError } from '../core/errors.ts';
import type { RemoteAddress } from '../store/remote/RemoteClient.ts';
import { RemoteStore } from '../store/remote/RemoteStore.ts';
import { downloadVersion } from '../transfer/downloadVersion.ts';
import type { FetchBytes } from '../transfer/fetchBlob.ts';
import { logFolder } from '../transfer/logFolder.ts';
import type { StoreService } from './service.ts';

export interface RemoteTarget extends RemoteAddress {
  /** Where digests of local files are remembered. */
  readonly cacheFolder?: string;
}

/** A remote store and the transfers over it, in this thread. Nothing is asked before the first call. */
export function openRemoteService({ cacheFolder, ...address }: RemoteTarget): StoreService {
  const store = new RemoteStore(address, cacheFolder === undefined ? {} : { cacheFolder });
  const fetch: FetchBytes = async (url, range, signal) => {
    const headers = range
      ? { range: `bytes=${String(range.start)}-${range.end === undefined ? '' : String(range.end - 1)}` }
      : {};
    const body = await store.client.exchange({ method: 'GET', url, headers, ...(signal ? { signal } : {}) });
    return { status: body.statusCode ?? 0, body };
  };
  const worker = { source };
  const ofServer = (what: string) => () =>
    Promise.reject(new AmphoraError('not-supported', { store: store.client.url, what }));
  return {
    store,
    fetch,
    log: (request, call = {}) => logFolder(store, request, { ...call, worker }),
    download: (request, call = {}) => downloadVersion(store, request, { ...call, worker, fetch }),
    verify: ofServer('check its files, which its server does'),
    collectGarbage: ofServer('give space back, which its server does'),
    close: () => store.close(),
  };
}
