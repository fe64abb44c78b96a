import { markdownTable } from '../markdownTable.ts';
import type { ChartRow } from './chartsBench.ts';

/** Milliseconds and what is sent, as they are and against sending every point. */
export function formatCharts(rows: readonly ChartRow[]): string {
  const steps = rows[0]?.steps.toLocaleString('en') ?? '';
  const kiB = (bytes: number) => (bytes / 1024).toFixed(0);
  return markdownTable(
    [`charts of ${steps} steps: milliseconds (KiB sent)`, 'every point', 'amphora', 'times every point'],
    rows.map(({ operation, own, naive }) => [
      operation,
      `${naive.milliseconds.toFixed(0)} (${kiB(naive.bytes)})`,
      `${own.milliseconds.toFixed(0)} (${kiB(own.bytes)})`,
      `${(naive.milliseconds / own.milliseconds).toFixed(1)} ×`,
    ]),
  );
}
