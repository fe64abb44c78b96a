/**
 * Numbered lines of text that are written in any order, and again: what a run streams. A data file takes every line at
 * its end, and an index says where each number's line is; so a line that is written anew leaves its old bytes behind, and
 * nothing is ever half there, because its entry comes after it. An entry, little-endian:
 *
 *     8  where the line begins in the data     4  its bytes     4  CRC-32 of them
 *
 * Zeros stand for a line that was never written. It reads as empty, and so does one that a power failure cut off, whose
 * checksum does not fit. There is one writer at a time.
 */
import fs from 'node:fs';
import { crc32 } from 'node:zlib';
import { isSystemError } from '../systemError.ts';
import { syncFile } from './durable.ts';
import { writeAll } from '../writeAll.ts';

const ENTRY = 16;
const { O_RDWR, O_CREAT } = fs.constants;

export interface LinePaths {
  readonly data: string;
  readonly index: string;
}

export interface LineBatch {
  /** Number of the first line; the first of all is 0. */
  readonly offset: number;
  readonly lines: readonly string[];
}

/** Writes lines to their numbers. Those that stand there already, as after a retry, are not written again. */
export function writeLines(paths: LinePaths, { offset, lines }: LineBatch): void {
  withFile(paths.data, O_RDWR | O_CREAT, data => {
    withFile(paths.index, O_RDWR | O_CREAT, index => {
      const entries = Buffer.alloc(lines.length * ENTRY);
      fs.readSync(index, entries, 0, entries.length, offset * ENTRY);
      const start = fs.fstatSync(data).size;
      const pieces: Buffer[] = [];
      let end = start;
      for (const [i, line] of lines.entries()) {
        const bytes = Buffer.from(line);
        const entry = entries.subarray(i * ENTRY, (i + 1) * ENTRY);
        if (stands(data, start, entry, bytes)) continue;
        entry.writeBigUInt64LE(BigInt(end));
        entry.writeUInt32LE(bytes.length, 8);
        entry.writeUInt32LE(crc32(bytes), 12);
        pieces.push(bytes);
        end += bytes.length;
      }
      writeAll(data, Buffer.concat(pieces), start);
      writeAll(index, entries, offset * ENTRY);
    });
  });
}

/** Whether a line is there already, its bytes too: after a power cut an entry may have outlived them. */
function stands(data: number, size: number, entry: Buffer, bytes: Buffer): boolean {
  if (entry.readUInt32LE(8) !== bytes.length || entry.readUInt32LE(12) !== crc32(bytes)) return false;
  const from = positionOf(entry, 0);
  if (from + bytes.length > size) return false;
  const there = Buffer.alloc(bytes.length);
  fs.readSync(data, there, 0, there.length, from);
  return there.equals(bytes);
}

/** How many lines there are, those never written between others included. */
export function countLines(paths: LinePaths): number {
  const stats = fs.statSync(paths.index, { throwIfNoEntry: false });
  return Math.floor((stats?.size ?? 0) / ENTRY);
}

/** Lines `start` to `end`, exclusive; fewer where there are fewer. They are held in memory all at once. */
export function readLines(paths: LinePaths, start: number, end: number): readonly string[] {
  const count = Math.min(end, countLines(paths)) - start;
  if (count <= 0) return [];
  return withFile(paths.index, fs.constants.O_RDONLY, index => {
    const entries = Buffer.alloc(count * ENTRY);
    fs.readSync(index, entries, 0, entries.length, start * ENTRY);
    return withFile(paths.data, fs.constants.O_RDONLY, data => readEntries(data, entries));
  });
}

/** The lines of these numbers; empty where there is none. */
export function readLinesAt(paths: LinePaths, numbers: readonly number[]): readonly string[] {
  if (countLines(paths) === 0) return numbers.map(() => '');
  return withFile(paths.index, fs.constants.O_RDONLY, index =>
    withFile(paths.data, fs.constants.O_RDONLY, data =>
      numbers.map(number => {
        const entry = Buffer.alloc(ENTRY);
        fs.readSync(index, entry, 0, ENTRY, number * ENTRY);
        return readEntries(data, entry)[0] ?? '';
      }),
    ),
  );
}

/** Makes what was written so far survive a power cut. */
export function syncLines(paths: LinePaths): void {
  for (const file of [paths.data, paths.index]) {
    try {
      syncFile(file);
    } catch (error) {
      // A run need not have streamed anything.
      if (!isSystemError(error, 'ENOENT')) throw error;
    }
  }
}

/** Lines that were written one after another, nearly all, are read in one piece. */
function readEntries(data: number, entries: Buffer): readonly string[] {
  const lines: string[] = [];
  const count = entries.length / ENTRY;
  const { size } = fs.fstatSync(data);
  for (let first = 0; first < count;) {
    const from = positionOf(entries, first);
    let to = from + lengthOf(entries, first);
    let next = first + 1;
    while (next < count && positionOf(entries, next) === to) to += lengthOf(entries, next++);
    // An entry that a power failure spoiled may point anywhere.
    const piece = Buffer.alloc(Math.max(0, Math.min(to, size) - from));
    if (piece.length > 0) fs.readSync(data, piece, 0, piece.length, from);
    for (; first < next; first++) {
      const at = positionOf(entries, first) - from;
      const bytes = piece.subarray(at, at + lengthOf(entries, first));
      lines.push(crc32(bytes) === entries.readUInt32LE(first * ENTRY + 12) ? bytes.toString() : '');
    }
  }
  return lines;
}

function positionOf(entries: Buffer, i: number): number {
  return Number(entries.readBigUInt64LE(i * ENTRY));
}

function lengthOf(entries: Buffer, i: number): number {
  return entries.readUInt32LE(i * ENTRY + 8);
}

function withFile<T>(file: string, flags: number, work: (descriptor: number) => T): T {
  const descriptor = fs.openSync(file, flags, 0o644);
  try {
    return work(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
