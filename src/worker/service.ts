/**
 * What the extension and the command line work with: a store and the transfers over it. The command line has it
 * in its own process (`openLocalService`), the extension on a thread of its own (`connectWorker`), behind the same interface.
 */
import type { Maintenance, LongCall } from '../store/maintenance.ts';
import type { FetchBytes } from '../store/blobs.ts';
import type { Question } from '../protocol/host.ts';
import type { CallOptions, Store } from '../store/contract.ts';
import type { CopyRequest, CopyResult } from '../transfer/copy/copy.ts';
import type {
  DownloadRequest,
  DownloadResult,
  LogRequest,
  LogResult,
  TransferProgress,
} from '../transfer/requests.ts';
import type { StoreTarget } from './target.ts';

export interface Transfers {
  /** Logs a folder or file as a version. Aborted, it leaves nothing behind. */
  log(request: LogRequest, options?: LongCall<TransferProgress>): Promise<LogResult>;
  /** Copies a version to another store or project. Aborted, it leaves whole versions only, and goes on when asked again. */
  copyTo(request: CopyToRequest, options?: LongCall<TransferProgress>): Promise<CopyResult>;
  /** Writes a version's files into a folder. Aborted, it leaves whole files only. */
  download(request: DownloadRequest, options?: LongCall<TransferProgress>): Promise<DownloadResult>;
}

/** A copy, and where it goes: into another project of the same store unless another is named. */
export interface CopyToRequest extends CopyRequest {
  readonly to?: StoreTarget;
}

export interface StoreService extends Transfers, Maintenance {
  readonly store: Store;
  /** How bytes are had where the store tells addresses; in its own thread only. */
  readonly fetch?: FetchBytes;
  close(): Promise<void>;
}

/** The same with answers to pages, which the command line has no use for. */
export interface PageService extends StoreService {
  /** @throws AmphoraError as `answerPage` */
  askPage(question: Question, options?: CallOptions): Promise<unknown>;
}
