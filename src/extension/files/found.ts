import type { FileType } from 'vscode';

/** What is at a place of a version or a run. */
export interface Found {
  readonly type: FileType.File | FileType.Directory;
  /** What people call it, such as `mnist:v3/train.csv`. */
  readonly label: string;
  /** Bytes; 0 for a folder. */
  readonly size: number;
  /** When it came to be, and when it was last written; milliseconds since the epoch. */
  readonly time: number;
  readonly changed: number;
  /** Its bytes, checked on the way. */
  readonly open: () => Promise<ReadableStream<Uint8Array>>;
  /** What lies in a folder; empty for a file. */
  readonly list: () => Promise<[string, FileType][]>;
}
