/** Where the command line writes: answers on standard output, everything else on standard error. */
import { fitWidth } from './columns.ts';
import { printableLine } from './printable.ts';

export interface Terminal {
  /** Writes an answer; done when it was handed over. Rejects where it cannot be written, as on a full disk. */
  answer(text: string): Promise<void>;
  /** Writes one message, on a line of its own. */
  message(line: string): void;
  /** Whether anybody sees `status`. */
  readonly watched: boolean;
  /** Shows the state of what is under way in place of the last one; nothing where nobody watches. */
  status(line: string): void;
  clearStatus(): void;
}

const ERASE_LINE = '\r\u001b[K';

/** The terminal of a process. Whoever reads the answer may stop doing so (`amphora ls | head`). */
export function processTerminal(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Terminal {
  let shown = false;
  // What fails is told where it is written; without a listener it would end the process.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  const clearStatus = (): void => {
    if (shown) stderr.write(ERASE_LINE);
    shown = false;
  };
  return {
    watched: stderr.isTTY,
    answer: text =>
      new Promise((resolve, reject) => {
        if (text === '') resolve();
        else {
          stdout.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
            if (error == null || error.code === 'EPIPE') resolve();
            else reject(error);
          });
        }
      }),
    message(line) {
      clearStatus();
      stderr.write(`${printableLine(line)}\n`);
    },
    status(line) {
      if (!stderr.isTTY) return;
      // A line that wraps could not be taken back; some terminals do not know how wide they are.
      const width = stderr.columns > 0 ? stderr.columns : 80;
      stderr.write(`${ERASE_LINE}${fitWidth(printableLine(line), Math.max(20, width - 1))}`);
      shown = true;
    },
    clearStatus,
  };
}
