import { isAmphoraError } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';

const NOT_THERE = [
  'project-not-found',
  'artifact-not-found',
  'artifact-deleted',
  'version-not-found',
  'version-deleted',
  'run-not-found',
  'run-file-not-found',
  'draft-not-found',
  'file-not-found',
  'reference-malformed',
  'alias-invalid',
  'alias-reserved',
] as const satisfies readonly ErrorCode[];

/** Null where a thing is not there: clients ask to find out, and have sentences of their own for it. */
export async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (isAmphoraError(error, ...NOT_THERE)) return null;
    throw error;
  }
}
