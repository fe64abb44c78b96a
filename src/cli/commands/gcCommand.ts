import { defineCommand } from '../command.ts';
import { progressReporter } from '../progress.ts';
import { bytes, some } from '../words.ts';

export const gcCommand = defineCommand({
  name: 'gc',
  summary: 'Give back the space of what no version needs',
  usage: 'gc [--dry-run]',
  access: 'change',
  words: [],
  options: { 'dry-run': { type: 'boolean', help: 'Only say what would be removed' } },
  async run(context, { options }) {
    const service = await context.service();
    const show = progressReporter(context.terminal, () => performance.now());
    const report = await service.collectGarbage(
      { dryRun: options['dry-run'] },
      {
        signal: context.interrupts.signal,
        onProgress: progress => {
          show('Looking through', progress);
        },
      },
    );
    return {
      json: report,
      text() {
        const { blobs, temporaryFiles } = report;
        if (blobs === 0 && temporaryFiles === 0) return 'There is nothing to remove\n';
        const verb = report.dryRun ? 'Would remove' : 'Removed';
        const left =
          temporaryFiles === 0 ? '' : ` and ${some(temporaryFiles, 'left-over')} of interrupted logs`;
        return `${verb} ${some(blobs, 'blob')} (${bytes(report.bytes)})${left}\n`;
      },
    };
  },
});
