import type { Store } from '../store/contract.ts';
import type { Method } from './messages.ts';
import { SERVICE_METHODS, STORE_METHODS } from './messages.ts';
import type { PageService } from './service.ts';
import type { WorkerTarget } from './WorkerConnection.ts';
import { WorkerConnection } from './WorkerConnection.ts';

/**
 * A store, with the transfers over it, on a thread of its own. Nothing is read or made before the first call.
 * @param workerFile the bundle that ends in `storeWorker.ts`
 * @param env gives the environment of the thread, that of this process unless told
 */
export function connectWorker(
  workerFile: string,
  target: WorkerTarget,
  env?: () => NodeJS.ProcessEnv,
): PageService {
  const connection = new WorkerConnection(workerFile, target, env);
  const methods = <Name extends Method>(names: readonly Name[]) =>
    Object.fromEntries(names.map(name => [name, (...args: unknown[]) => connection.call(name, args)]));
  // One cast where untyped messages become the typed contract again; `STORE_METHODS` is checked against it in tests.
  const store = {
    ...methods(STORE_METHODS),
    onDidChange: connection.onDidChange.bind(connection),
    close: () => connection.close(),
  } as unknown as Store;
  return {
    ...(methods(SERVICE_METHODS) as unknown as Omit<PageService, 'store' | 'close'>),
    store,
    close: () => connection.close(),
  };
}
