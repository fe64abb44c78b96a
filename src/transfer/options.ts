import type { LongCall } from '../store/maintenance.ts';
import type { TransferProgress } from './requests.ts';

/** What hash workers are started from: a file, or the text of a CommonJS program. Both run `transferWorkerMain.ts`. */
export type WorkerProgram = { readonly file: string } | { readonly source: string };

export type TransferOptions = LongCall<TransferProgress> & { readonly worker: WorkerProgram };
