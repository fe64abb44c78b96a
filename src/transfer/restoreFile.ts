/** One blob out of the store: every byte checked, written under a temporary name, then renamed to its own. */
import { createHash, hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../core/errors.ts';
import { writeAll } from '../store/writeAll.ts';
import type { Counters } from './counters.ts';
import type { RestoredFile, RestoreJob, RestoreTask } from './jobs.ts';
import { fill } from './readSource.ts';
import { removeQuietly } from './removeQuietly.ts';
import { isFine, setOwnTime, stampOf } from './stamp.ts';
import { writingTarget } from './fileFailures.ts';

const PIECE = 1 << 20;

/** Makes the function that restores one file after another. @param writer names it among those of the same download */
export function createRestorer(
  job: RestoreJob,
  counters: Counters,
  writer: string,
): (task: RestoreTask) => RestoredFile {
  const buffer = Buffer.allocUnsafeSlow(PIECE + 1);
  let count = 0;

  /** The blob's bytes go to `write`; whether they are the blob's shows at the end. */
  function copy(task: RestoreTask, descriptor: number, write: (bytes: Uint8Array) => void): boolean {
    const { source, size, blob } = task;
    if (size <= PIECE) {
      if (fill(source, descriptor, buffer.subarray(0, size + 1), 0) !== size) return false;
      const bytes = buffer.subarray(0, size);
      if (hash('sha256', bytes) !== blob) return false;
      write(bytes);
      counters.add(0, size);
      return true;
    }
    const sha = createHash('sha256');
    let position = 0;
    while (position <= size) {
      counters.throwIfStopped();
      const length = fill(source, descriptor, buffer.subarray(0, PIECE), position);
      if (length === 0) break;
      const bytes = buffer.subarray(0, length);
      sha.update(bytes);
      write(bytes);
      position += length;
      counters.add(0, length);
    }
    return position === size && sha.digest('hex') === blob;
  }

  function write(task: RestoreTask, source: number, temporary: string): void {
    const target = writingTarget(task.target, () => fs.openSync(temporary, 'wx'));
    try {
      const right = copy(task, source, bytes => writingTarget(task.target, () => writeAll(target, bytes)));
      if (!right) throw damaged(task, job);
      if (isFine(job.clock)) setOwnTime(target);
    } finally {
      fs.closeSync(target);
    }
  }

  return task => {
    counters.throwIfStopped();
    const temporary = path.join(job.temporary, `${writer}-${String(count++)}`);
    const source = openBlob(task, job);
    try {
      write(task, source, temporary);
      writingTarget(task.target, () => fs.renameSync(temporary, task.target));
    } catch (error) {
      removeQuietly(temporary);
      throw error;
    } finally {
      fs.closeSync(source);
    }
    counters.add(1, 0);
    const stats = writingTarget(task.target, () => fs.lstatSync(task.target));
    return { stamp: stampOf(stats), settled: isFine(job.clock) && stats.dev === job.clock.dev };
  };
}

function openBlob(task: RestoreTask, job: RestoreJob): number {
  try {
    return fs.openSync(task.source, 'r');
  } catch (error) {
    throw damaged(task, job, error);
  }
}

function damaged(task: RestoreTask, job: RestoreJob, cause?: unknown): AmphoraError {
  return new AmphoraError('blob-damaged', { path: task.path, version: job.version }, { cause });
}
