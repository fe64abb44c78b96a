import type { LongCall } from '../store/maintenance.ts';
import type { TransferProgress } from './requests.ts';

export type TransferOptions = LongCall<TransferProgress> & {
  /**
   * Program that hash workers are started from. It calls `runTransferWorker()` when it finds itself on a
   * thread whose `workerData.role` is `transfer`; a bundle names itself.
   */
  readonly workerFile: string;
};
