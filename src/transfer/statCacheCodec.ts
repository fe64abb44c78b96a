/**
 * The bytes of a stat cache. All numbers are the machine's own order: the file never leaves it.
 *
 *     8  magic          4  CRC-32 of what follows it   4  number of files   8  bytes of the paths
 *     4  1 where the log that wrote it was committed, else 0
 *     4  how often the store had taken blobs away when these were seen
 *     n × 4 × 8         size, mtime, ctime (ms), inode, as doubles
 *     n × 64, n × 24    SHA-256 in hexadecimal, MD5 in base64
 *     the rest          paths in UTF-8 with NUL between
 *
 * Text of a fixed width is sliced out of one string, which is what makes loading ten thousand files a matter of
 * a few milliseconds.
 */
import { crc32 } from 'node:zlib';
import type { BlobKey, EntryDigest } from '../core/ids.ts';
import type { Stamp } from './stamp.ts';

export interface Digests {
  readonly blob: BlobKey;
  readonly digest: EntryDigest;
}

export interface RememberedFile extends Digests {
  readonly stamp: Stamp;
}

const MAGIC = 'AMPSTAT4';
const HEADER = 32;
const STAMP_WORDS = 4;
const BLOB = 64;
const DIGEST = 24;

/** What a cache knows of the blobs it names. */
export interface Trust {
  /** Whether all of them were made durable. */
  readonly committed: boolean;
  /** How often the store had taken blobs away when these were seen. */
  readonly removals: number;
}

export function encodeStatCache(files: ReadonlyMap<string, RememberedFile>, trust: Trust): Buffer {
  const paths = Buffer.from([...files.keys()].join('\0'));
  const stamps = new Float64Array(files.size * STAMP_WORDS);
  const blobs: string[] = [];
  const digests: string[] = [];
  let word = 0;
  for (const { stamp, blob, digest } of files.values()) {
    stamps[word++] = stamp.size;
    stamps[word++] = stamp.mtimeMs;
    stamps[word++] = stamp.ctimeMs;
    stamps[word++] = stamp.ino;
    blobs.push(blob);
    digests.push(digest);
  }
  const header = Buffer.alloc(HEADER);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(files.size, 12);
  header.writeBigUInt64LE(BigInt(paths.length), 16);
  header.writeUInt8(trust.committed ? 1 : 0, 24);
  header.writeUInt32LE(trust.removals, 28);
  const text = Buffer.from(blobs.join('') + digests.join(''), 'latin1');
  const bytes = Buffer.concat([header, Buffer.from(stamps.buffer), text, paths]);
  bytes.writeUInt32LE(crc32(bytes.subarray(12)), 8);
  return bytes;
}

/** A decoded cache. Files are made of its columns as they are asked for: most are only compared. */
export interface StatTable extends Trust {
  readonly size: number;
  readonly paths: Iterable<string>;
  get(path: string): RememberedFile | undefined;
  /** The digests of a file that is remembered with this stamp. */
  find(path: string, stamp: Stamp): Digests | undefined;
}

/** Undefined for anything that was not written whole by `encodeStatCache`. */
export function decodeStatCache(bytes: Buffer): StatTable | undefined {
  if (bytes.length < HEADER || bytes.toString('latin1', 0, 8) !== MAGIC) return undefined;
  if (bytes.readUInt32LE(8) !== crc32(bytes.subarray(12))) return undefined;
  const count = bytes.readUInt32LE(12);
  const blobsAt = HEADER + count * STAMP_WORDS * 8;
  const digestsAt = blobsAt + count * BLOB;
  const pathsAt = digestsAt + count * DIGEST;
  if (BigInt(pathsAt) + bytes.readBigUInt64LE(16) !== BigInt(bytes.length)) return undefined;
  const paths = count === 0 ? [] : bytes.toString('utf8', pathsAt).split('\0');
  if (paths.length !== count) return undefined;
  // A typed array must begin at a multiple of its width, which a slice of a pool need not.
  const stamps = new Float64Array(Uint8Array.from(bytes.subarray(HEADER, blobsAt)).buffer);
  const blobs = bytes.toString('latin1', blobsAt, digestsAt);
  const digests = bytes.toString('latin1', digestsAt, pathsAt);
  return tableOf({
    paths,
    stamps,
    blobs,
    digests,
    committed: bytes[24] === 1,
    removals: bytes.readUInt32LE(28),
  });
}

interface Columns extends Trust {
  readonly paths: readonly string[];
  readonly stamps: Float64Array;
  readonly blobs: string;
  readonly digests: string;
}

function tableOf({ paths, stamps, blobs, digests, committed, removals }: Columns): StatTable {
  const index = new Map<string, number>();
  for (const path of paths) index.set(path, index.size);
  const digestsAt = (i: number): Digests => ({
    blob: blobs.slice(i * BLOB, (i + 1) * BLOB) as BlobKey,
    digest: digests.slice(i * DIGEST, (i + 1) * DIGEST) as EntryDigest,
  });
  const stampAt = (i: number): Stamp => {
    const at = i * STAMP_WORDS;
    const [size = 0, mtimeMs = 0, ctimeMs = 0, ino = 0] = stamps.subarray(at, at + STAMP_WORDS);
    return { size, mtimeMs, ctimeMs, ino };
  };
  const hasStamp = (i: number, stamp: Stamp): boolean => {
    const at = i * STAMP_WORDS;
    return (
      stamps[at] === stamp.size &&
      stamps[at + 1] === stamp.mtimeMs &&
      stamps[at + 2] === stamp.ctimeMs &&
      stamps[at + 3] === stamp.ino
    );
  };
  return {
    size: index.size,
    committed,
    removals,
    paths,
    get: path => {
      const i = index.get(path);
      return i === undefined ? undefined : { stamp: stampAt(i), ...digestsAt(i) };
    },
    find: (path, stamp) => {
      const i = index.get(path);
      return i !== undefined && hasStamp(i, stamp) ? digestsAt(i) : undefined;
    },
  };
}

/** A cache that remembers nothing. */
export const EMPTY_TABLE = tableOf({
  paths: [],
  stamps: new Float64Array(),
  blobs: '',
  digests: '',
  committed: true,
  removals: 0,
});
