/** Opens files to log so that nothing else than a file's bytes is read, and notices when they change meanwhile. */
import fs from 'node:fs';
import { AmphoraError } from '../core/errors.ts';
import { PROBLEMS } from './problems.ts';
import { sameStamp } from './stamp.ts';
import { readFailure } from './fileFailures.ts';

/** Windows lacks some of these. Never waits for the other end of a pipe, and never follows a link put in the file's place. */
const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = fs.constants as Partial<typeof fs.constants>;
const READ = (O_RDONLY ?? 0) | (O_NONBLOCK ?? 0) | (O_NOFOLLOW ?? 0);
const ATTEMPTS = 3;

/** What `read` made of a file, with the file's state throughout. */
export interface Reading<T> {
  readonly value: T;
  readonly stats: fs.Stats;
  /** Milliseconds since the epoch, before the first byte was read. */
  readonly startedAt: number;
}

/**
 * Reads a file by `read`, again if it changed meanwhile.
 * @throws AmphoraError `file-changed` after three attempts, `file-vanished`, `file-unreadable`
 */
export function readSteady<T>(
  path: string,
  read: (descriptor: number, stats: fs.Stats) => T | undefined,
): Reading<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const startedAt = Date.now();
    const descriptor = attemptTo(path, () => fs.openSync(path, READ));
    try {
      const stats = attemptTo(path, () => fs.fstatSync(descriptor));
      if (!stats.isFile()) throw new AmphoraError('file-unreadable', { path, problem: PROBLEMS.replaced });
      const value = read(descriptor, stats);
      const after = fs.fstatSync(descriptor);
      if (value !== undefined && sameStamp(stats, after)) return { value, stats, startedAt };
    } finally {
      fs.closeSync(descriptor);
    }
  }
  throw new AmphoraError('file-changed', { path });
}

/** Fills `buffer` from the file, from `position` on; gives the number of bytes, fewer only at the file's end. */
export function fill(path: string, descriptor: number, buffer: Uint8Array, position: number): number {
  let length = 0;
  while (length < buffer.length) {
    const count = attemptTo(path, () =>
      fs.readSync(descriptor, buffer, length, buffer.length - length, position + length),
    );
    if (count === 0) break;
    length += count;
  }
  return length;
}

function attemptTo<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw readFailure(error, path);
  }
}
