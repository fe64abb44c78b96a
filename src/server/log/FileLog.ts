import { appendFileSync, renameSync, statSync } from 'node:fs';
import type { RequestRecord } from '../http/requests.ts';
import type { Log, LogLevel } from './Log.ts';
import { LOG_LEVELS } from './Log.ts';
import { textEntry, textRequest } from './textLines.ts';

/** Bytes after which a log is begun anew; the one before is kept. */
const LIMIT = 1 << 20;

/** The log of a server that nobody watches: a file. */
export class FileLog implements Log {
  readonly #file: string;
  readonly #least: LogLevel;
  #size: number;

  constructor(file: string, least: LogLevel) {
    this.#file = file;
    this.#least = least;
    this.#size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
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
    this.debug(textRequest(record));
  }

  #write(level: LogLevel, message: string, error?: unknown): void {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.#least)) return;
    const text = textEntry(level, message, error);
    try {
      if (this.#size > 0 && this.#size + text.length > LIMIT) {
        renameSync(this.#file, `${this.#file}.1`);
        this.#size = 0;
      }
      appendFileSync(this.#file, text, { mode: 0o600 });
      this.#size += Buffer.byteLength(text);
    } catch {
      // A full disk must not end the server, and there is nowhere else to tell it.
    }
  }
}
