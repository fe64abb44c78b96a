import type { FileBytes } from '../../src/protocol/pages/shared.ts';

/** A file, as a preview reads it. */
export interface FileSource {
  readonly path: string;
  /** Bytes of all of it. */
  readonly size: number;
  /** Its beginning, or all of it. @param limit bytes */
  read(limit: number, signal: AbortSignal): Promise<FileBytes>;
}

/** Files that lie together, such as those of a version, and what can be done with each. */
export interface FileHost {
  /** By its path; undefined where there is none, or where its bytes lie elsewhere. */
  source(path: string): FileSource | undefined;
  /** In an editor. */
  open(path: string): void;
  /** To where the person says. */
  save(path: string): void;
  /** A text to the clipboard. */
  copy(text: string): void;
}
