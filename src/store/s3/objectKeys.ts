/**
 * Names of objects, below the prefix of a store. Nothing below `blobs/` is written twice, but with the same bytes.
 *
 *     blobs/sha256/ab/<64 digits>           bytes whose SHA-256 the server or a copy knew
 *     blobs/md5/ab/<32 digits>-<28 digits>  bytes that a client sent past the server: their MD5, and chance
 *     incoming/<draft>/<32 digits>          what clients sent for a draft that is not committed
 *     damaged/…                             blobs set aside by `verify`
 */
import { randomBytes } from 'node:crypto';
import type { BlobKey, EntryDigest, VersionId } from '../../core/ids.ts';
import { checksumOf, sentBlob, sentBlobParts } from '../blobs.ts';

export const BLOBS = 'blobs/';
export const INCOMING = 'incoming/';
export const DAMAGED = 'damaged/';

const SHA256 = /^blobs\/sha256\/[0-9a-f]{2}\/([0-9a-f]{64})$/;
const SENT = /^blobs\/md5\/[0-9a-f]{2}\/([0-9a-f]{32})-([0-9a-f]{28})$/;

const hexOf = (digest: EntryDigest): string => Buffer.from(digest, 'base64').toString('hex');

/** A new address for bytes of which only the MD5 is known. Bytes can be made to share one: these never stand for others. */
export function newSentBlob(digest: EntryDigest): BlobKey {
  return sentBlob(hexOf(digest), randomBytes(14).toString('hex'));
}

export function blobObject(blob: BlobKey): string {
  const { algorithm, value } = checksumOf(blob);
  const sent = sentBlobParts(blob);
  const name = sent ? `${sent.md5}-${sent.chance}` : value;
  return `${BLOBS}${algorithm}/${value.slice(0, 2)}/${name}`;
}

/** The blob of an object; undefined where it is none. */
export function blobOfObject(key: string): BlobKey | undefined {
  const sha = SHA256.exec(key)?.[1];
  if (sha !== undefined) return sha as BlobKey;
  const [, md5, chance] = SENT.exec(key) ?? [];
  return md5 !== undefined && chance !== undefined ? sentBlob(md5, chance) : undefined;
}

export function incomingFolder(draft: VersionId): string {
  return `${INCOMING}${draft}/`;
}

export function incomingObject(draft: VersionId, digest: EntryDigest): string {
  return `${incomingFolder(draft)}${hexOf(digest)}`;
}
