import type { LongCall } from '../store/maintenance.ts';
import type { FetchBytes } from './fetchBlob.ts';
import type { TransferProgress } from './requests.ts';
import type { WorkerProgram } from './workerProgram.ts';

export type TransferOptions = LongCall<TransferProgress> & {
  /** What hash workers are started from. */
  readonly worker: WorkerProgram;
  /** How bytes are had of a store that tells addresses; without it only files can be read. */
  readonly fetch?: FetchBytes;
};
