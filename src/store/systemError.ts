import { getSystemErrorMap } from 'node:util';

/** Whether Node reports a failure of the operating system: one of these, or any where none is named. */
export function isSystemError(error: unknown, ...codes: readonly string[]): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return false;
  return codes.length === 0 || codes.includes(String(error.code));
}

/**
 * What the system says of a failure, in English and without the path and the call: `permission denied`.
 * `src/extension/errors/systemWords.ts` translates it.
 */
export function systemProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { errno, code, message } = error as NodeJS.ErrnoException;
  if (errno === undefined) return message;
  return getSystemErrorMap().get(errno)?.[1] ?? code ?? message;
}
