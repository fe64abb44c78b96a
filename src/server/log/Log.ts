import type { RequestRecord } from '../http/requests.ts';

/** Where a server tells what it does. Keys, signatures and queries do not belong there. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  /** With the stack of what happened. */
  error(message: string, error: unknown): void;
  /** One that was answered. */
  request(record: RequestRecord): void;
}

export const LOG_LEVELS = ['debug', 'info', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Control characters could forge lines or steer the terminal that shows them. */
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, character => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** A failure with its stack and its causes, a line each. */
export function stackLines(error: unknown): readonly string[] {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause = error instanceof Error && error.cause !== undefined ? stackLines(error.cause) : [];
  return [...text.split('\n').map(plain), ...cause];
}
