import { version } from '../../../package.json';
import { errorFromJson } from '../../core/errors.ts';
import type { TeamReady } from '../../server/serveTeam.ts';
import type { Answer, Context } from '../command.ts';
import type { StopSignal } from '../interrupts.ts';
import { signalExitCode } from '../interrupts.ts';
import { printable } from '../printable.ts';
import { usageError } from '../usageError.ts';
import { loadServer } from './loadServer.ts';
import type { TeamInput } from './teamOptions.ts';
import { readTeamOptions } from './teamOptions.ts';

/** Milliseconds within which a second Ctrl-C may be the first one, through a program around us. */
const SAME_STROKE = 1000;

/** One signal stops it in good order, another at once; `SIGHUP` has certificates read again where there are any. */
class Signals {
  readonly #stop = new AbortController();
  #first: { readonly signal: StopSignal; readonly at: number } | undefined;
  reload: (() => void) | undefined;

  get stop(): AbortSignal {
    return this.#stop.signal;
  }

  take(signal: StopSignal): void {
    if (signal === 'SIGHUP' && this.reload) this.reload();
    else if (!this.#first) {
      this.#first = { signal, at: performance.now() };
      this.#stop.abort();
    } else if (signal === 'SIGTERM' || performance.now() - this.#first.at > SAME_STROKE) {
      // What is committed is whole at every instant.
      process.exit(signalExitCode(signal));
    }
  }
}

export interface TeamPlaces {
  readonly database: string;
  readonly blobs: string | undefined;
  readonly port: number;
}

/** What people are told when it is ready. */
function greeting({ url, metrics, hasUsers }: TeamReady): string {
  const numbers = metrics === undefined ? '' : `Metrics: ${metrics}\n`;
  const first = hasUsers
    ? ''
    : 'There are no users yet; amphora users add NAME --admin makes the first one.\n';
  const browser = `In a browser: ${url}, with an API key, or amphora open --store ${url}\n`;
  return `Serving at ${url}\n${numbers}${browser}${first}\nCtrl-C stops it.\n`;
}

/** `amphora serve --database`. */
export async function serveTeam(
  { terminal, env, json, interrupts }: Context,
  { database, blobs, port }: TeamPlaces,
  input: TeamInput,
): Promise<Answer> {
  if (!blobs) throw usageError('--blobs PLACE is missing: where the files of the team lie');
  const { serveTeamStore, isLoopbackHost } = await loadServer();
  const options = readTeamOptions(input, isLoopbackHost(input.host));
  const signals = new Signals();
  const takeBack = interrupts.handOver(signal => signals.take(signal));
  const failure = await serveTeamStore({
    ...options,
    database,
    blobs,
    host: input.host,
    port,
    version,
    debug: Boolean(env['AMPHORA_DEBUG']),
    writeLog: text => void process.stderr.write(text),
    signal: AbortSignal.any([interrupts.signal, signals.stop]),
    onReload: reload => {
      signals.reload = reload;
    },
    onReady: ready => terminal.answer(json ? `${JSON.stringify(ready)}\n` : printable(greeting(ready))),
  });
  takeBack();
  if (failure !== undefined) throw errorFromJson(failure);
  return { text: () => '' };
}
