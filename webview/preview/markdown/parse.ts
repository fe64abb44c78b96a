import type { Token } from 'marked';
import source from 'worker:./worker.ts';
import { startWorker } from '../../ui/worker.ts';

/** Milliseconds that a text may take; some take the parser time that grows with the square of their length. */
const PATIENCE = 2000;

/** What the parser of Markdown finds; undefined where it does not come to an end, or at something too deep. */
export async function parseMarkdown(
  text: string,
  signal: AbortSignal,
): Promise<readonly Token[] | undefined> {
  const worker = startWorker(source);
  const { promise, resolve } = Promise.withResolvers<readonly Token[] | undefined>();
  const giveUp = (): void => resolve(undefined);
  const patience = setTimeout(giveUp, PATIENCE);
  signal.addEventListener('abort', giveUp, { once: true });
  // The program is our own; what it posts has this form.
  worker.onmessage = ({ data }) => resolve(data as readonly Token[] | undefined);
  worker.onerror = giveUp;
  worker.postMessage(text);
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', giveUp);
    worker.terminate();
  }
}
