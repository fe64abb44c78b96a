import type { BlobKey } from '../core/ids.ts';

/** Where the bytes of a file can be had. */
export type BlobLocation =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'url'; readonly url: string };

/** Folders of a local store that take new blobs. A blob is written below `temporary`, then renamed to its place. */
export interface FolderStaging {
  readonly kind: 'folder';
  /** Names this staging; the store keeps its garbage collector off the blobs seen by it. */
  readonly id: string;
  readonly temporary: string;
  readonly blobs: string;
  /** Folder of remembered digests, so that what did not change is not read again. */
  readonly statCache: string;
  /** How often blobs were ever taken away; the same number again means that what stood there stands there still. */
  readonly removals: number;
}

/** A place for the blobs of a version to come. */
export type Staging = FolderStaging;

/** Path of a blob below the blobs folder: two levels would cost a folder per few files, one keeps 256. */
export function blobPath(key: BlobKey): string {
  return `${key.slice(0, 2)}/${key.slice(2)}`;
}
