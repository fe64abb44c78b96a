import type { RequestRecord } from '../http/requests.ts';
import type { Log, LogLevel } from './Log.ts';
import { LOG_LEVELS, plain, stackLines } from './Log.ts';
import { textEntry, textRequest } from './textLines.ts';

export const LOG_FORMATS = ['json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

interface StreamLogOptions {
  readonly format: LogFormat;
  readonly least: LogLevel;
  /** Takes whole lines. */
  readonly write: (text: string) => void;
}

/** The log of a server that something else gathers the output of: a line for each entry, every request included. */
export class StreamLog implements Log {
  readonly #options: StreamLogOptions;

  constructor(options: StreamLogOptions) {
    this.#options = options;
  }

  debug(message: string): void {
    this.#write('debug', message);
  }

  info(message: string): void {
    this.#write('info', message);
  }

  error(message: string, error: unknown): void {
    this.#write('error', message, error);
  }

  request(record: RequestRecord): void {
    const { write, format } = this.#options;
    if (!this.#tells('info')) return;
    if (format === 'text') write(textEntry('info', textRequest(record)));
    else {
      const { milliseconds, ...rest } = record;
      write(toLine('info', 'request', { ...rest, milliseconds: Math.round(milliseconds * 10) / 10 }));
    }
  }

  #tells(level: LogLevel): boolean {
    return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(this.#options.least);
  }

  #write(level: LogLevel, message: string, error?: unknown): void {
    const { write, format } = this.#options;
    if (!this.#tells(level)) return;
    if (format === 'text') write(textEntry(level, message, error));
    else write(toLine(level, plain(message), error === undefined ? {} : { stack: stackLines(error) }));
  }
}

function toLine(level: LogLevel, message: string, more: object): string {
  return `${JSON.stringify({ time: new Date().toISOString(), level, message, ...more })}\n`;
}
