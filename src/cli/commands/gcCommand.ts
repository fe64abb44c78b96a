import type { ExpiredVersion, GarbageReport } from '../../store/maintenance.ts';
import { defineCommand } from '../command.ts';
import { progressReporter } from '../progress.ts';
import { isoTime } from '../shapes.ts';
import { SHARED_OPTIONS, withCaredStore } from '../sharedStore.ts';
import { bytes, some } from '../words.ts';

/** For logs under way in a store that several machines share, one of which always is. Milliseconds. */
const PATIENCE = 60_000;

function expiredLines(expired: readonly ExpiredVersion[], dryRun: boolean): readonly string[] {
  if (expired.length === 0) return [];
  const verb = dryRun ? 'Would delete' : 'Deleted';
  return [
    `${verb} ${some(expired.length, 'version')} whose time is over:`,
    ...expired.map(({ reference, expiredAt }) => `  ${reference} (since ${isoTime(expiredAt)})`),
  ];
}

function removedLine({ blobs, temporaryFiles, dryRun, ...report }: GarbageReport): string {
  if (blobs === 0 && temporaryFiles === 0) return 'There is nothing to remove';
  const verb = dryRun ? 'Would remove' : 'Removed';
  const left = temporaryFiles === 0 ? '' : ` and ${some(temporaryFiles, 'left-over')} of interrupted logs`;
  return `${verb} ${some(blobs, 'blob')} (${bytes(report.bytes)})${left}`;
}

export const gcCommand = defineCommand({
  name: 'gc',
  summary: 'Delete versions whose time is over, and give back the space of what no version needs',
  usage: 'gc [--dry-run] [--database URL --blobs PLACE]',
  details: `A version that was given a time to live goes when it is over, unless it has an alias other than latest or is linked into
a portfolio.`,
  access: 'change',
  words: [],
  options: {
    'dry-run': { type: 'boolean', help: 'Only say what would be removed' },
    ...SHARED_OPTIONS,
  },
  async run(context, { options }) {
    const show = progressReporter(context.terminal, () => performance.now());
    const call = {
      signal: context.interrupts.signal,
      onProgress: (progress: Parameters<typeof show>[1]) => {
        show('Looking through', progress);
      },
    };
    const report = await withCaredStore(context, options, ({ care, isShared }) =>
      care.collectGarbage({ dryRun: options['dry-run'], ...(isShared ? { patience: PATIENCE } : {}) }, call),
    );
    const { expired, dryRun } = report;
    const told = expired.map(({ expiredAt, ...version }) => ({ ...version, expiredAt: isoTime(expiredAt) }));
    return {
      json: { ...report, expired: told },
      text: () => [...expiredLines(expired, dryRun), removedLine(report)].map(line => `${line}\n`).join(''),
    };
  },
});
