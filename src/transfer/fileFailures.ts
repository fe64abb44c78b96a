/** Turns what the operating system refuses into sentences that name the file. */
import { AmphoraError } from '../core/errors.ts';
import { isSystemError, systemProblem } from '../store/systemError.ts';
import { PROBLEMS } from './problems.ts';

/** What stands in brackets in the sentence. */
export function problemOf(error: unknown): string {
  return isSystemError(error, 'ENAMETOOLONG') ? PROBLEMS.tooLong : systemProblem(error);
}

/** The failure to tell of where a file to log could not be read. */
export function readFailure(error: unknown, path: string): unknown {
  if (error instanceof AmphoraError) return error;
  if (isSystemError(error, 'ENOENT', 'ENOTDIR'))
    return new AmphoraError('file-vanished', { path }, { cause: error });
  return new AmphoraError('file-unreadable', { path, problem: problemOf(error) }, { cause: error });
}

/** The failure to tell of where the target of a download could not be written. */
export function targetFailure(error: unknown, path: string): unknown {
  const cause = error;
  if (isSystemError(error, 'ENOSPC', 'EDQUOT')) return new AmphoraError('disk-full', { path }, { cause });
  if (!isSystemError(error)) return error;
  return new AmphoraError('target-not-writable', { path, problem: problemOf(error) }, { cause });
}

/** Writes to the target of a download. @throws what `targetFailure` makes of a failure */
export function writingTarget<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw targetFailure(error, path);
  }
}
