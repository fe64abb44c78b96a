import type { LongCall } from '../store/maintenance.ts';
import type { TransferProgress } from './requests.ts';
import type { WorkerProgram } from './workerProgram.ts';

export type TransferOptions = LongCall<TransferProgress> & {
  /** What hash workers are started from. */
  readonly worker: WorkerProgram;
};
