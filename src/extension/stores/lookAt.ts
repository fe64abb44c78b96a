import type { StoreInfo } from '../../store/contract.ts';
import type { RemoteAddress } from '../../store/remote/RemoteClient.ts';
import type { StoreService } from '../../worker/service.ts';
import type { WorkerTarget } from '../../worker/WorkerConnection.ts';

/** Whose key it is, asked on a thread of its own. @throws AmphoraError `remote-key-refused` and others */
export async function lookAt(
  connect: (target: WorkerTarget) => StoreService,
  address: RemoteAddress,
  signal: AbortSignal,
): Promise<StoreInfo> {
  const service = connect(() => Promise.resolve(address));
  try {
    return await service.store.info({ signal });
  } finally {
    await service.close();
  }
}
