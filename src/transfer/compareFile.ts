/** Whether a local file is, to the byte, what a version has. */
import { createHash } from 'node:crypto';
import { AmphoraError, isAmphoraError } from '../core/errors.ts';
import { checksumOf } from '../store/blobs.ts';
import type { Counters } from './counters.ts';
import type { CompareJob, ComparedFile, CompareTask } from './jobs.ts';
import { fill, readSteady } from './readSource.ts';
import { isSettled, stampOf } from './stamp.ts';

const PIECE = 1 << 20;

/** Makes the function that compares one file after another. A file that does not hold still is not the same. */
export function createComparer(job: CompareJob, counters: Counters): (task: CompareTask) => ComparedFile {
  const buffer = Buffer.allocUnsafeSlow(PIECE);

  function digest(source: string, descriptor: number, algorithm: string): string {
    const hash = createHash(algorithm);
    let position = 0;
    for (;;) {
      counters.throwIfStopped();
      const length = fill(source, descriptor, buffer, position);
      hash.update(buffer.subarray(0, length));
      position += length;
      counters.add(0, length);
      if (length < PIECE) return hash.digest('hex');
    }
  }

  return ({ source, blob }) => {
    const { algorithm, value: wanted } = checksumOf(blob);
    try {
      const { value, stats, startedAt } = readSteady(source, descriptor =>
        digest(source, descriptor, algorithm),
      );
      counters.add(1, 0);
      if (value !== wanted) return { same: false };
      return { same: true, stamp: stampOf(stats), settled: isSettled(stats, startedAt, job.clock) };
    } catch (error) {
      if (isAmphoraError(error, 'file-changed', 'file-vanished')) return { same: false };
      if (!isAmphoraError(error, 'file-unreadable')) throw error;
      throw new AmphoraError(
        'target-not-writable',
        { path: source, problem: error.data.problem },
        { cause: error },
      );
    }
  };
}
