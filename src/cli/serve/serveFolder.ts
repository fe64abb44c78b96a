import { version } from '../../../package.json';
import { AmphoraError, errorFromJson } from '../../core/errors.ts';
import type { Answer, Context } from '../command.ts';
import { printable } from '../printable.ts';
import { loadServer } from './loadServer.ts';

export interface FolderOptions {
  readonly host: string;
  readonly port: number | undefined;
  /** Milliseconds. */
  readonly idle: number | undefined;
}

/** `amphora serve` of the store in a folder. */
export async function serveFolder(context: Context, options: FolderOptions): Promise<Answer> {
  const { terminal, env, json, storeFolder, storeName, interrupts } = context;
  if (storeFolder === undefined) {
    throw new AmphoraError('not-supported', {
      store: storeName,
      what: 'be served from here, where it is not',
    });
  }
  const { serveStore } = await loadServer();
  // One Ctrl-C can come twice, from the terminal and from a program around us; to stop takes a few seconds at most.
  const stop = new AbortController();
  const takeBack = interrupts.handOver(() => stop.abort());
  const failure = await serveStore({
    ...options,
    storeFolder,
    version,
    debug: Boolean(env['AMPHORA_DEBUG']),
    signal: AbortSignal.any([interrupts.signal, stop.signal]),
    onReady: ready => {
      const settings = `  WANDB_BASE_URL=${ready.url}\n  WANDB_API_KEY=${ready.apiKey}\n`;
      const text = `Serving "${storeFolder}" at ${ready.url}\n\nFor scripts that use wandb:\n${settings}\nIn a browser: amphora open\n\nCtrl-C stops it.\n`;
      return terminal.answer(json ? `${JSON.stringify(ready)}\n` : printable(text));
    },
  });
  takeBack();
  if (failure !== undefined) throw errorFromJson(failure);
  return { text: () => '' };
}
