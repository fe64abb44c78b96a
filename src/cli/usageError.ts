import { AmphoraError } from '../core/errors.ts';

/** The command line cannot be understood. @param problem a sentence without its full stop */
export function usageError(problem: string): AmphoraError<'usage'> {
  return new AmphoraError('usage', { problem });
}
