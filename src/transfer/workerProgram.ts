import { Worker } from 'node:worker_threads';

/** What threads are started from: a file, or the text of a CommonJS program. Both run `transferWorkerMain.ts`. */
export type WorkerProgram = { readonly file: string } | { readonly source: string };

/** Starts a thread. @param workerData `TransferWorkerData` or `Md5ThreadData`, which say what it does */
export function startWorker(program: WorkerProgram, workerData: object): Worker {
  if ('file' in program) return new Worker(program.file, { workerData });
  return new Worker(program.source, { eval: true, workerData });
}
