/**
 * How often lines of runs' histories were rewritten, whichever process did it: told by the indexes of their files, whose entries
 * change with the lines. Counted from when this was first asked of a run.
 */
import fs from 'node:fs';
import { crc32 } from 'node:zlib';
import { keepNewest } from '../../core/keepNewest.ts';
import { isSystemError } from '../systemError.ts';
import type { LinePaths } from './lineFile.ts';

interface Seen {
  /** Sizes and times of both files; nothing was written where they are the same. */
  readonly stamp: string;
  /** Bytes of the index that were there. */
  readonly size: number;
  /** Of those bytes. */
  readonly checksum: number;
  readonly rewrites: number;
}

/** Runs that are remembered; one that was forgotten gets a number that it never had. */
const KEPT = 500;
const PIECE = 1024 * 1024;

function stampOf({ data, index }: LinePaths): string {
  return [data, index]
    .map(file => fs.statSync(file, { bigint: true, throwIfNoEntry: false }))
    .map(stats => (stats ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : ''))
    .join(' ');
}

export class RewriteCounts {
  readonly #seen = new Map<string, Seen>();
  #last = 0;

  /** A number that is another one after lines were written over others, or into a gap before others. */
  of(paths: LinePaths): number {
    const before = this.#seen.get(paths.index);
    const stamp = stampOf(paths);
    if (before?.stamp === stamp) return before.rewrites;
    const { size, checksum, stands } = readIndex(paths.index, before);
    const rewrites = stands ? (before?.rewrites ?? ++this.#last) : ++this.#last;
    this.#seen.delete(paths.index);
    this.#seen.set(paths.index, { stamp, size, checksum, rewrites });
    keepNewest(this.#seen, KEPT);
    return rewrites;
  }
}

interface IndexState extends Pick<Seen, 'size' | 'checksum'> {
  /** Whether what was there before is there still. */
  readonly stands: boolean;
}

function readIndex(file: string, before: Seen | undefined): IndexState {
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, fs.constants.O_RDONLY);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
    return { size: 0, checksum: 0, stands: (before?.size ?? 0) === 0 };
  }
  try {
    const { size } = fs.fstatSync(descriptor);
    const known = before?.size ?? 0;
    const checksum = checksumOf(descriptor, 0, Math.min(known, size), 0);
    const stands = size >= known && checksum === (before?.checksum ?? 0);
    return { size, checksum: checksumOf(descriptor, Math.min(known, size), size, checksum), stands };
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Goes on with a checksum of what is before these bytes. */
function checksumOf(descriptor: number, start: number, end: number, before: number): number {
  const piece = Buffer.alloc(Math.min(PIECE, end - start));
  let checksum = before;
  for (let at = start; at < end;) {
    const read = fs.readSync(descriptor, piece, 0, Math.min(piece.length, end - at), at);
    if (read === 0) break;
    checksum = crc32(piece.subarray(0, read), checksum);
    at += read;
  }
  return checksum;
}
