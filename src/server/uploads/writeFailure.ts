import { AmphoraError } from '../../core/errors.ts';
import { storeFailure } from '../../store/local/storeFailure.ts';
import { isSystemError } from '../../store/systemError.ts';

/** What a client is told where bytes could not be written into a store. */
export function writeFailure(error: unknown, store: string): unknown {
  // Somebody took the folder away into which they were written.
  return isSystemError(error, 'ENOENT')
    ? new AmphoraError('staging-lost', {}, { cause: error })
    : storeFailure(error, store);
}
