import { l10n } from 'vscode';
import type { TransferProgress } from '../../transfer/requests.ts';
import { bytes, count, duration, joined } from '../host/format.ts';
import type { Step } from '../host/progress.ts';

/** Turns what a transfer reports into lines: files, bytes, rate and what remains. Times in milliseconds. */
export function transferSteps(now: () => number = Date.now): (progress: TransferProgress) => Step {
  let since: number | undefined;
  return progress => {
    if (progress.phase === 'scan' && progress.files === 0) return { text: '' };
    if (progress.phase === 'scan') return { text: l10n.t('Looking for files: {0}', count(progress.files)) };
    if (progress.phase === 'commit') return { text: l10n.t('Recording the version'), done: 1 };
    since ??= now();
    const seconds = (now() - since) / 1000;
    const rate = seconds >= 1 ? progress.bytes / seconds : undefined;
    return {
      text: joined(
        ofTotal(progress.files, progress.filesTotal, count, n => l10n.t('{0} files', n)),
        ofTotal(progress.bytes, progress.bytesTotal, bytes, text => text),
        rate === undefined ? undefined : l10n.t('{0}/s', bytes(rate)),
        remaining(progress, rate),
      ),
      ...(progress.bytesTotal ? { done: progress.bytes / progress.bytesTotal } : {}),
    };
  };
}

function ofTotal(
  done: number,
  total: number | undefined,
  format: (value: number) => string,
  unit: (text: string) => string,
): string {
  return unit(total === undefined ? format(done) : l10n.t('{0} of {1}', format(done), format(total)));
}

function remaining(
  { bytes: done, bytesTotal }: TransferProgress,
  rate: number | undefined,
): string | undefined {
  if (bytesTotal === undefined || rate === undefined || rate === 0) return undefined;
  return l10n.t('{0} left', duration(((bytesTotal - done) / rate) * 1000));
}
