/**
 * What the extension and the command line work with: a store and the transfers over it. The command line has it
 * in its own process (`openLocalService`), the extension on a thread of its own (`connectWorker`), behind the same interface.
 */
import type { Maintenance, LongCall } from '../store/maintenance.ts';
import type { Store } from '../store/contract.ts';
import type { FetchBytes } from '../transfer/fetchBlob.ts';
import type {
  DownloadRequest,
  DownloadResult,
  LogRequest,
  LogResult,
  TransferProgress,
} from '../transfer/requests.ts';

export interface Transfers {
  /** Logs a folder or file as a version. Aborted, it leaves nothing behind. */
  log(request: LogRequest, options?: LongCall<TransferProgress>): Promise<LogResult>;
  /** Writes a version's files into a folder. Aborted, it leaves whole files only. */
  download(request: DownloadRequest, options?: LongCall<TransferProgress>): Promise<DownloadResult>;
}

export interface StoreService extends Transfers, Maintenance {
  readonly store: Store;
  /** How bytes are had where the store tells addresses; in its own thread only. */
  readonly fetch?: FetchBytes;
  close(): Promise<void>;
}
