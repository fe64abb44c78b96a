import util from 'node:util';

/** What the system says of a failure, without the path and the call: `no such file or directory`. */
export function systemProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { errno, message } = error as NodeJS.ErrnoException;
  if (typeof errno !== 'number') return message;
  return util.getSystemErrorMap().get(errno)?.[1] ?? message;
}
