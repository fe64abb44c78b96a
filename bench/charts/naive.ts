/** Charts without any care: every line is parsed, and every point sent. */
import type { RunDetail } from '../../src/core/run.ts';
import type { Store } from '../../src/store/contract.ts';
import type { SeriesRequest } from '../../src/pages/history/series.ts';

const AT_ONCE = 10_000;

export async function naiveSeries(store: Store, run: RunDetail, request: SeriesRequest) {
  const { metrics, x: axis, from = -Infinity, to = Infinity } = request;
  const series = metrics.map(metric => ({ metric, x: [] as number[], y: [] as number[] }));
  for (let start = 0; start < run.lines.history; start += AT_ONCE) {
    for (const line of await store.runLines(run.id, 'history', { start, end: start + AT_ONCE })) {
      const row = JSON.parse(line) as Record<string, unknown>;
      const at = row[axis];
      if (typeof at !== 'number' || at < from || at > to) continue;
      for (const { metric, x, y } of series) {
        const value = row[metric];
        if (typeof value !== 'number') continue;
        x.push(at);
        y.push(value);
      }
    }
  }
  return { series };
}
