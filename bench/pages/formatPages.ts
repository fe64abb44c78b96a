import { markdownTable } from '../markdownTable.ts';
import type { PagesResult } from './pagesBench.ts';

/** Milliseconds of first contents by size of the project, of charts, and of a listing. */
export function formatPages({ firstContent, scroll, chart }: PagesResult): string {
  const sizes = Object.keys(firstContent[0]?.times ?? {});
  const first = markdownTable(
    ['first content of a page, by versions and runs: milliseconds', ...sizes, 'ratio'],
    firstContent.map(({ page, times }) => {
      const all = sizes.map(size => times[size] ?? NaN);
      const ratio = (all.at(-1) ?? NaN) / (all[0] ?? NaN);
      return [page, ...all.map(time => time.toFixed(0)), ratio.toFixed(2)];
    }),
  );
  const steps = chart[0]?.steps.toLocaleString('en') ?? '';
  const charts = markdownTable(
    [`charts of ${steps} steps: milliseconds`, 'from the question to drawn', 'from the answer to drawn'],
    chart.map(({ what, asked, drawn }) => [what, asked.toFixed(0), drawn.toFixed(0)]),
  );
  const { files, shown, frame } = scroll;
  const listing = `a listing of ${files.toLocaleString('en')} files: there in ${shown.toFixed(0)} ms; while it scrolls a frame takes ${frame.median.toFixed(1)} ms (95 % up to ${frame.most.toFixed(1)} ms)`;
  return [first, charts, listing].join('\n\n');
}
