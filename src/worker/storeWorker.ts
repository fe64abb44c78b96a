/** Entry of the store's thread, and of the hash workers it starts from its own file. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { runTransferWorker } from '../transfer/transferWorker.ts';
import { openLocalService } from './openLocalService.ts';
import { serveStore } from './serveStore.ts';

const Data = v.union([
  v.object({ role: v.literal('store'), folder: v.string() }),
  v.looseObject({ role: v.literal('transfer') }),
]);

if (!isMainThread && parentPort) {
  const data = v.parse(Data, workerData);
  if (data.role === 'transfer') {
    runTransferWorker();
  } else {
    const { folder } = data;
    serveStore(parentPort, () =>
      Promise.resolve().then(() => openLocalService(folder, { workerFile: __filename })),
    );
  }
}
