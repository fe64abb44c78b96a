/** A thread that reads, hashes and writes files, synchronously and one after another. */
import { parentPort } from 'node:worker_threads';
import { errorToJson, isAmphoraError } from '../core/errors.ts';
import type { ErrorJson } from '../core/errors.ts';
import { Counters, Stopped } from './counters.ts';
import type { JobKind, JobOf, ResultOf, TaskOf } from './jobs.ts';
import { createPerformer } from './perform.ts';

/** `workerData` of such a thread. */
export interface TransferWorkerData<K extends JobKind = JobKind> {
  readonly kind: K;
  readonly job: JobOf<K>;
  readonly shared: SharedArrayBuffer;
  readonly name: string;
}

export interface TransferWorkerReply<K extends JobKind = JobKind> {
  readonly results?: readonly ResultOf<K>[];
  readonly failure?: ErrorJson;
  /** A failure that is nobody's: a defect. */
  readonly defect?: Error;
}

/** Serves tasks until the thread is ended. Do nothing else on that thread. */
export function runTransferWorker({ kind, job, shared, name }: TransferWorkerData): void {
  if (!parentPort) throw new Error('This is not a worker');
  const port = parentPort;
  const perform = createPerformer(kind, job, new Counters(shared), name);
  port.on('message', (tasks: readonly TaskOf<JobKind>[]) => {
    port.postMessage(reply(() => tasks.map(perform)));
  });
}

function reply(work: () => readonly ResultOf<JobKind>[]): TransferWorkerReply {
  try {
    return { results: work() };
  } catch (error) {
    if (isAmphoraError(error)) return { failure: errorToJson(error) };
    if (error instanceof Stopped) return { results: [] };
    return { defect: error instanceof Error ? error : new Error(String(error)) };
  }
}
