/** What it takes until a page has the points of a long run's charts, against sending all of them. */
import fs from 'node:fs';
import path from 'node:path';
import type { SeriesRequest } from '../../src/pages/history/series.ts';
import { HistoryColumns } from '../../src/pages/history/HistoryColumns.ts';
import { seriesOfRun } from '../../src/pages/history/series.ts';
import { openLocalStore } from '../../src/store/local/openLocalStore.ts';
import { makeLongRun, METRICS } from './longRun.ts';
import { naiveSeries } from './naive.ts';

export interface ChartRow {
  readonly operation: string;
  readonly steps: number;
  /** Medians, one after the other in turns. */
  readonly own: Taken;
  readonly naive: Taken;
}

interface Taken {
  readonly milliseconds: number;
  /** Of the answer, as JSON. */
  readonly bytes: number;
}

/** Until the answer is on the other side. */
async function take(work: () => Promise<unknown>): Promise<Taken> {
  const start = performance.now();
  const text = JSON.stringify(await work());
  JSON.parse(text);
  return { milliseconds: performance.now() - start, bytes: text.length };
}

function median(taken: readonly Taken[]): Taken {
  const sorted = taken.toSorted((a, b) => a.milliseconds - b.milliseconds);
  return sorted[sorted.length >> 1] ?? { milliseconds: NaN, bytes: NaN };
}

export async function chartsBench(
  folder: string,
  steps: number,
  rounds: number,
  onProgress: (message: string) => void,
): Promise<readonly ChartRow[]> {
  const base = fs.mkdtempSync(path.join(folder, 'amphora-bench-charts-'));
  const store = openLocalStore(path.join(base, 'store'));
  try {
    onProgress(`a run of ${steps.toLocaleString('en')} steps`);
    const run = await store.run(await makeLongRun(store, steps));
    const one = { stream: 'history', metrics: METRICS.slice(0, 1), x: '_step', points: 1000 } as const;
    const warm = new HistoryColumns(store);
    const row = async (operation: string, request: SeriesRequest, columns?: HistoryColumns) => {
      onProgress(operation);
      const own: Taken[] = [];
      const naive: Taken[] = [];
      for (let round = 0; round < rounds; round++) {
        own.push(await take(() => seriesOfRun(columns ?? new HistoryColumns(store), run, request)));
        naive.push(await take(() => naiveSeries(store, run, request)));
      }
      return { operation, steps, own: median(own), naive: median(naive) };
    };
    const all = { ...one, metrics: METRICS };
    const first = [
      await row('first chart, of one metric', one),
      await row('first charts, of three metrics', all),
    ];
    await seriesOfRun(warm, run, all);
    const middle = Math.floor(steps / 2);
    return [
      ...first,
      await row('next chart, of one metric', one, warm),
      await row('next charts, of three metrics', all, warm),
      await row('one metric over another', { ...one, x: 'acc' }, warm),
      await row('zoomed to 1,000 steps', { ...one, from: middle, to: middle + 999 }, warm),
    ];
  } finally {
    await store.close();
    fs.rmSync(base, { recursive: true, force: true });
  }
}
