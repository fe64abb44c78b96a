/** Entry of the store's thread. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { openLocalService } from './openLocalService.ts';
import type { PageService } from './service.ts';
import { serveStore } from './serveStore.ts';
import { withPages } from './withPages.ts';

const Data = v.union([
  v.object({ folder: v.string() }),
  v.object({
    remote: v.object({ url: v.string(), apiKey: v.string(), cacheFolder: v.optional(v.string()) }),
  }),
]);

async function open(data: v.InferOutput<typeof Data>): Promise<PageService> {
  if ('folder' in data) return withPages(openLocalService(data.folder));
  const { openRemoteService } = await import('./openRemoteService.ts');
  const { cacheFolder, ...address } = data.remote;
  return withPages(openRemoteService({ ...address, ...(cacheFolder === undefined ? {} : { cacheFolder }) }));
}

if (!isMainThread && parentPort) {
  const data = v.parse(Data, workerData);
  serveStore(parentPort, () => open(data));
}
