import { window } from 'vscode';
import type { Disposable, LogOutputChannel } from 'vscode';
import { stringifyJson } from '../../core/json.ts';

/** The output channel; made by the first line, so that activation writes nothing. */
export class Log implements Disposable {
  #channel: LogOutputChannel | undefined;

  get #output(): LogOutputChannel {
    return (this.#channel ??= window.createOutputChannel('Amphora', { log: true }));
  }

  error(error: unknown): void {
    this.#output.error(error instanceof Error ? error : String(error));
    for (let cause = causeOf(error); cause !== undefined; cause = causeOf(cause)) {
      this.#output.error(cause instanceof Error ? cause : stringifyJson(cause));
    }
  }

  info(text: string): void {
    this.#output.info(text);
  }

  show(): void {
    this.#output.show(true);
  }

  dispose(): void {
    this.#channel?.dispose();
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
