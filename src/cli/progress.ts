/** One line that says how far a long call has come: files, bytes, rate and what remains. */
import type { TransferProgress } from '../transfer/requests.ts';
import type { Terminal } from './terminal.ts';
import { bytes, count, duration, some } from './words.ts';

/** How far a call has come; totals are undefined while they are not known. */
export interface Progress {
  readonly files: number;
  readonly filesTotal?: number;
  readonly bytes: number;
  readonly bytesTotal?: number;
}

/** How often the line is rewritten, and how far back the rate looks; milliseconds. */
const EVERY = 100;
const WINDOW = 3000;

const VERBS: Readonly<Record<TransferProgress['phase'], string>> = {
  scan: 'Looking',
  read: 'Reading',
  commit: 'Saving',
  write: 'Writing',
};

function filesWords({ files, filesTotal }: Progress): string {
  return filesTotal === undefined ? some(files, 'file') : `${count(files)} of ${some(filesTotal, 'file')}`;
}

function bytesWords(progress: Progress): string {
  const { bytesTotal } = progress;
  return bytesTotal === undefined
    ? bytes(progress.bytes)
    : `${bytes(progress.bytes)} of ${bytes(bytesTotal)}`;
}

/** @param rate bytes per second; undefined while there is too little to tell */
export function progressLine(verb: string, progress: Progress, rate: number | undefined): string {
  const { bytesTotal } = progress;
  const parts = [`${verb} ${filesWords(progress)}`, bytesWords(progress)];
  if (rate !== undefined && rate > 0) {
    parts.push(`${bytes(rate)}/s`);
    if (bytesTotal !== undefined && bytesTotal > progress.bytes) {
      parts.push(`${duration(((bytesTotal - progress.bytes) / rate) * 1000)} left`);
    }
  }
  return parts.join(' · ');
}

/**
 * Shows progress as it is reported.
 * @param clock milliseconds that only grow
 */
export function progressReporter(
  terminal: Terminal,
  clock: () => number,
): (verb: string, progress: Progress) => void {
  let samples: { readonly time: number; readonly bytes: number }[] = [];
  let shownAt = -Infinity;
  let shownVerb = '';
  // Words for nobody would cost a short call a fifth of its time.
  if (!terminal.watched) return () => {};
  return (verb, progress) => {
    const time = clock();
    if (verb !== shownVerb) samples = [];
    else if (time - shownAt < EVERY) return;
    shownAt = time;
    shownVerb = verb;
    samples = [...samples.filter(sample => time - sample.time <= WINDOW), { time, bytes: progress.bytes }];
    const [first] = samples;
    const elapsed = first === undefined ? 0 : time - first.time;
    const rate =
      first === undefined || elapsed < EVERY ? undefined : ((progress.bytes - first.bytes) / elapsed) * 1000;
    terminal.status(progressLine(verb, progress, rate));
  };
}

/** For `onProgress` of a log or a download. */
export function transferReporter(terminal: Terminal, what: string): (progress: TransferProgress) => void {
  const report = progressReporter(terminal, () => performance.now());
  return progress => {
    report(`${what}: ${VERBS[progress.phase].toLowerCase()}`, progress);
  };
}
