/** What a crew of workers is told once (a job), what it is handed piece by piece (tasks), and what it answers. */
import type { BlobKey, EntryDigest } from '../core/ids.ts';
import type { BlobState } from './BlobWriter.ts';
import type { FileClock, Stamp } from './stamp.ts';
import type { WorkerProgram } from './workerProgram.ts';

/** Reads files and places their bytes in a store. */
export interface PlaceJob {
  readonly kind: 'place';
  readonly blobs: string;
  readonly temporary: string;
  /** Only hashes: the files are sent from where they are. */
  readonly inPlace?: true;
  /** Folder of the store, for messages. */
  readonly store: string;
  readonly clock: FileClock;
  /** What a thread that helps with large files is started from. */
  readonly worker: WorkerProgram;
}

export interface PlaceTask {
  /** Absolute path to read from. */
  readonly source: string;
  /** What these bytes probably are: a file that was only touched is hashed before it is written once more. */
  readonly expected?: BlobKey;
}

export interface PlacedFile {
  readonly blob: BlobKey;
  readonly digest: EntryDigest;
  /** Of the bytes that were hashed. */
  readonly stamp: Stamp;
  /** What the store had of the blob; it has it now. */
  readonly before: BlobState;
  /** Whether the stamp may be remembered. */
  readonly settled: boolean;
}

/** Writes blobs of a store as files. */
export interface RestoreJob {
  readonly kind: 'restore';
  /** The folder below which all is written. */
  readonly target: string;
  /** A folder on the same file system as the target. */
  readonly temporary: string;
  /** `name:v3`, for messages. */
  readonly version: string;
  readonly clock: FileClock;
}

export interface RestoreTask {
  readonly blob: BlobKey;
  /** Path of the blob. */
  readonly source: string;
  readonly size: number;
  /** Absolute path to write. */
  readonly target: string;
  /** Path in the version, for messages. */
  readonly path: string;
}

export interface RestoredFile {
  readonly stamp: Stamp;
  /** Whether the stamp may be remembered. */
  readonly settled: boolean;
}

/** Hashes local files, to see whether they are as a version has them. */
export interface CompareJob {
  readonly kind: 'compare';
  readonly clock: FileClock;
}

export interface CompareTask {
  readonly source: string;
  readonly blob: BlobKey;
}

export type ComparedFile =
  { readonly same: false } | { readonly same: true; readonly stamp: Stamp; readonly settled: boolean };

export interface JobKinds {
  readonly place: { readonly job: PlaceJob; readonly task: PlaceTask; readonly result: PlacedFile };
  readonly restore: { readonly job: RestoreJob; readonly task: RestoreTask; readonly result: RestoredFile };
  readonly compare: { readonly job: CompareJob; readonly task: CompareTask; readonly result: ComparedFile };
}
export type JobKind = keyof JobKinds;
export type JobOf<K extends JobKind> = JobKinds[K]['job'];
export type TaskOf<K extends JobKind> = JobKinds[K]['task'];
export type ResultOf<K extends JobKind> = JobKinds[K]['result'];
