import { openLocalStore } from '../store/local/openLocalStore.ts';
import type { LongCall } from '../store/maintenance.ts';
import { RemoteStore } from '../store/remote/RemoteStore.ts';
import type { CopyResult } from '../transfer/copy/copy.ts';
import { copy } from '../transfer/copy/copy.ts';
import type { CopyEnd } from '../transfer/copy/copyBytes.ts';
import type { TransferProgress } from '../transfer/requests.ts';
import type { CopyToRequest } from './service.ts';
import type { StoreTarget } from './target.ts';

function openEnd(target: StoreTarget): CopyEnd {
  if (target.kind === 'local') return { store: openLocalStore(target.folder) };
  const store = new RemoteStore(target, target);
  return { store, fetch: store.fetch };
}

/** Copies out of a store into another, which is opened for it in this thread, or into another project of its own. */
export async function copyTo(
  from: CopyEnd,
  { to, ...request }: CopyToRequest,
  call: LongCall<TransferProgress> = {},
): Promise<CopyResult> {
  if (to === undefined) return copy(from, from, request, call);
  const other = openEnd(to);
  try {
    return await copy(from, other, request, call);
  } finally {
    await other.store.close();
  }
}
