import { version } from '../../../package.json';
import { AmphoraError, errorFromJson } from '../../core/errors.ts';
import { defineCommand } from '../command.ts';
import { printable } from '../printable.ts';
import { silenceSqliteWarning } from '../runtime.ts';
import { usageError } from '../usageError.ts';

function readNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw usageError(`${option} takes a whole number from ${least} to ${most}, not "${text}"`);
}

/** The server is a bundle of its own, beside this one. */
async function loadServer() {
  silenceSqliteWarning();
  try {
    return await import('../../server/main.ts');
  } catch (error) {
    const missing =
      error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND');
    throw missing ? new AmphoraError('part-missing', { path: 'server.js' }, { cause: error }) : error;
  }
}

export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'Serve the store to the wandb library',
  usage: 'serve [--port PORT] [--host HOST] [--idle-exit SECONDS]',
  details: `Scripts that use the wandb library log to this store when WANDB_BASE_URL is the server's address and
WANDB_API_KEY its key, both shown when it is ready. It runs until Ctrl-C or SIGTERM. A store has one server at most.`,
  access: 'create',
  words: [],
  options: {
    port: {
      type: 'string',
      value: 'PORT',
      help: 'Port to listen on (else the one of the last time where it is free, else any)',
    },
    host: {
      type: 'string',
      value: 'HOST',
      help: 'Address to listen on (else 127.0.0.1: only this machine reaches it)',
    },
    'idle-exit': {
      type: 'string',
      value: 'SECONDS',
      help: 'End after so long without a request, an attached window and a run under way',
    },
  },
  async run({ terminal, env, json, storeFolder, storeName, interrupts }, { options }) {
    if (storeFolder === undefined) {
      throw new AmphoraError('not-supported', {
        store: storeName,
        what: 'be served from here, where it is not',
      });
    }
    const { port, host = '127.0.0.1', 'idle-exit': idle } = options;
    if (host === '') throw usageError('--host needs a value: --host HOST');
    const numbers = {
      port: port === undefined ? undefined : readNumber('--port', port, 0, 65535),
      idle: idle === undefined ? undefined : 1000 * readNumber('--idle-exit', idle, 1, 1_000_000),
    };
    const { serveStore } = await loadServer();
    // One Ctrl-C can come twice, from the terminal and from a program around us; to stop takes a few seconds at most.
    const stop = new AbortController();
    const takeBack = interrupts.handOver(() => stop.abort());
    const failure = await serveStore({
      ...numbers,
      storeFolder,
      host,
      version,
      debug: Boolean(env['AMPHORA_DEBUG']),
      signal: AbortSignal.any([interrupts.signal, stop.signal]),
      onReady: ready => {
        const settings = `  WANDB_BASE_URL=${ready.url}\n  WANDB_API_KEY=${ready.apiKey}\n`;
        const text = `Serving "${storeFolder}" at ${ready.url}\n\nFor scripts that use wandb:\n${settings}\nCtrl-C stops it.\n`;
        return terminal.answer(json ? `${JSON.stringify(ready)}\n` : printable(text));
      },
    });
    takeBack();
    if (failure !== undefined) throw errorFromJson(failure);
    return { text: () => '' };
  },
});
