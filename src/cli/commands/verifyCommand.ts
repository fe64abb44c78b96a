import type { VerifyReport } from '../../store/maintenance.ts';
import { defineCommand } from '../command.ts';
import { progressReporter } from '../progress.ts';
import { SHARED_OPTIONS, withCaredStore } from '../sharedStore.ts';
import { bytes, some } from '../words.ts';

function lines(report: VerifyReport): readonly string[] {
  const { versions, blobs, damaged, damagedManifests } = report;
  const checked = `Checked ${some(versions, 'version')}, ${some(blobs, 'blob')}, ${bytes(report.bytes)}`;
  if (damaged.length === 0 && damagedManifests.length === 0) return [`${checked}: all is well`];
  return [
    ...damagedManifests.map(version => `${version}: its list of files is damaged`),
    ...damaged.map(({ blob, problem, neededBy }) => {
      const files = neededBy.length === 0 ? 'no file' : neededBy.join(', ');
      return `${blob.slice(0, 12)} is ${problem}, needed by ${files}`;
    }),
    checked,
  ];
}

export const verifyCommand = defineCommand({
  name: 'verify',
  summary: 'Check every byte of the store',
  usage: 'verify [--database URL --blobs PLACE]',
  details: 'Ends with 1 where anything is damaged; logging the same files again mends it.',
  access: 'read',
  words: [],
  options: SHARED_OPTIONS,
  async run(context, { options }) {
    const show = progressReporter(context.terminal, () => performance.now());
    const report = await withCaredStore(context, options, ({ care }) =>
      care.verify({
        signal: context.interrupts.signal,
        onProgress: progress => {
          show('Checking', progress);
        },
      }),
    );
    const problems = report.damaged.length + report.damagedManifests.length;
    if (problems > 0) {
      const things = some(problems, 'thing in the store is', 'things in the store are');
      const advice = 'log the folders that hold the named files again, which puts whole ones in their place';
      context.terminal.message(`amphora: ${things} damaged; ${advice}.`);
    }
    const ok = problems === 0;
    return {
      json: { ok, ...report },
      text: () =>
        lines(report)
          .map(line => `${line}\n`)
          .join(''),
      exitCode: ok ? 0 : 1,
    };
  },
});
