import { appendFileSync, renameSync, statSync } from 'node:fs';

/** Bytes after which a log is begun anew; the one before is kept. */
const LIMIT = 1 << 20;

const LEVELS = ['debug', 'info', 'error'] as const;
export type LogLevel = (typeof LEVELS)[number];

/** Control characters could forge lines or steer the terminal that shows them. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, character => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

function details(error: unknown): readonly string[] {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause = error instanceof Error && error.cause !== undefined ? details(error.cause) : [];
  return [...text.split('\n').map(line => `  ${plain(line)}`), ...cause];
}

/** The log file of a server. Keys, signatures and queries do not belong in it. */
export class ServerLog {
  readonly #file: string;
  readonly #least: LogLevel;
  #size: number;

  constructor(file: string, least: LogLevel) {
    this.#file = file;
    this.#least = least;
    this.#size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }

  debug(message: string): void {
    this.#write('debug', [plain(message)]);
  }

  info(message: string): void {
    this.#write('info', [plain(message)]);
  }

  /** With the stack of what happened. */
  error(message: string, error: unknown): void {
    this.#write('error', [plain(message), ...details(error)]);
  }

  #write(level: LogLevel, lines: readonly string[]): void {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(this.#least)) return;
    const text = `${new Date().toISOString()} ${level} ${lines.join('\n')}\n`;
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
