/** Reads a log file as it grows, past the point where it is renamed and begun anew. */
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** How much of what was there before is read. */
const BACKLOG = 256 * 1024;
const PIECE = 64 * 1024;

export class LogFileReader {
  readonly #file: string;
  readonly #decoder = new TextDecoder();
  #handle: FileHandle | undefined;
  #offset = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** What was written since the last call, whole lines from the first on; empty where there is no file yet. */
  async read(): Promise<string> {
    const rest = await this.#rest();
    const handle = this.#handle;
    const now = await stat(this.#file, { bigint: true }).catch(() => undefined);
    const held = await handle?.stat({ bigint: true });
    if (now !== undefined && now.ino === held?.ino) return rest;
    // The file is another one now, or the first one has come.
    await this.close();
    if (!now) return rest;
    this.#handle = await open(this.#file, 'r').catch(() => undefined);
    const isFirst = handle === undefined;
    this.#offset = isFirst ? Math.max(0, Number(now.size) - BACKLOG) : 0;
    const text = await this.#rest();
    return rest + (this.#isWithin(isFirst, now.size) ? text.replace(/^[^\n]*\n/, '') : text);
  }

  /** Whether reading began within the file, most likely within a line. */
  #isWithin(isFirst: boolean, size: bigint): boolean {
    return isFirst && size > BACKLOG;
  }

  async #rest(): Promise<string> {
    if (!this.#handle) return '';
    const pieces: string[] = [];
    const buffer = Buffer.allocUnsafe(PIECE);
    for (;;) {
      const { bytesRead } = await this.#handle.read(buffer, 0, PIECE, this.#offset);
      if (bytesRead === 0) return pieces.join('');
      this.#offset += bytesRead;
      pieces.push(this.#decoder.decode(buffer.subarray(0, bytesRead), { stream: true }));
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }
}
