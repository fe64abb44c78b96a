/** What a hash worker runs, bundled on its own: a thread starts the sooner the less it has to load. */
import { workerData } from 'node:worker_threads';
import type { Md5ThreadData } from './pieceMd5.ts';
import { runMd5Thread } from './pieceMd5.ts';
import type { TransferWorkerData } from './transferWorker.ts';
import { runTransferWorker } from './transferWorker.ts';

const data = workerData as TransferWorkerData | Md5ThreadData;
if (data.kind === 'md5') runMd5Thread(data);
else runTransferWorker(data);
