/** Entry of the store's thread. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { openLocalService } from './openLocalService.ts';
import { serveStore } from './serveStore.ts';

const Data = v.object({ folder: v.string() });

if (!isMainThread && parentPort) {
  const { folder } = v.parse(Data, workerData);
  serveStore(parentPort, () => Promise.resolve().then(() => openLocalService(folder)));
}
