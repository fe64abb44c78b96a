/** A log as people read it. */
import type { RequestRecord } from '../http/requests.ts';
import type { LogLevel } from './Log.ts';
import { plain, stackLines } from './Log.ts';

/** One entry, with the stack of a failure below it. */
export function textEntry(level: LogLevel, message: string, error?: unknown): string {
  const details = error === undefined ? [] : stackLines(error).map(line => `  ${line}`);
  return `${new Date().toISOString()} ${level} ${[plain(message), ...details].join('\n')}\n`;
}

export function textRequest({ method, path, status, milliseconds, user }: RequestRecord): string {
  const by = user === undefined ? '' : ` by ${user}`;
  return `${method} ${path} ${status} ${Math.round(milliseconds)} ms${by}`;
}
