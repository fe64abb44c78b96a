import type { Readable } from 'node:stream';
import type { BlobKey, EntryDigest } from '../core/ids.ts';

/** Where the bytes of a file can be had. */
export type BlobLocation =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'url'; readonly url: string };

/**
 * Bytes of an address, whole or a stretch of them, `end` exclusive.
 * @throws AmphoraError `remote-unreachable` and others of remote stores
 */
export type FetchBytes = (
  url: string,
  range: { readonly start: number; readonly end: number } | undefined,
  signal: AbortSignal | undefined,
) => Promise<{ readonly status: number; readonly body: Readable }>;

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
  /** Set where files are sent from where they are: they are hashed, and `VersionDraft.sources` says where they can be read. */
  readonly inPlace?: true;
}

/** A place for the blobs of a version to come. */
export type Staging = FolderStaging;

/** Path of a blob below the blobs folder: two levels would cost a folder per few files, one keeps 256. */
export function blobPath(key: BlobKey): string {
  return `${key.slice(0, 2)}/${key.slice(2)}`;
}

const MD5 = 'md5-';
const MD5_DIGITS = 32;
/** All addresses are as long as a SHA-256: tables of them have columns of that width. */
const KEY_LENGTH = 64;

/** The address of bytes of which only their MD5 is known. @param digest base64 */
export function md5Blob(digest: EntryDigest): BlobKey {
  return `${MD5}${Buffer.from(digest, 'base64').toString('hex')}`.padEnd(KEY_LENGTH, '-') as BlobKey;
}

/** The address of bytes that were sent past the server: their MD5 and 28 digits of chance, both in hexadecimal. */
export function sentBlob(md5: string, chance: string): BlobKey {
  return `${MD5}${md5}${chance}` as BlobKey;
}

/** The parts of such an address; undefined for another. */
export function sentBlobParts(key: BlobKey): { readonly md5: string; readonly chance: string } | undefined {
  const chance = key.slice(MD5.length + MD5_DIGITS);
  if (!key.startsWith(MD5) || chance.startsWith('-')) return undefined;
  return { md5: key.slice(MD5.length, MD5.length + MD5_DIGITS), chance };
}

/** What bytes must hash to, in hexadecimal, to be those of an address. */
export function checksumOf(key: BlobKey): { readonly algorithm: 'sha256' | 'md5'; readonly value: string } {
  return key.startsWith(MD5)
    ? { algorithm: 'md5', value: key.slice(MD5.length, MD5.length + MD5_DIGITS) }
    : { algorithm: 'sha256', value: key };
}
