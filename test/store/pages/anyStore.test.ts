/** Charts are the same of every store, while a run goes on and after it was rewound. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HistoryColumns } from '../../../src/pages/history/HistoryColumns.ts';
import { MetricIndex } from '../../../src/pages/history/MetricIndex.ts';
import { metricsOf } from '../../../src/pages/history/metrics.ts';
import { seriesOfRun } from '../../../src/pages/history/series.ts';
import type { OpenedStore } from '../contract/implementations.ts';
import { IMPLEMENTATIONS } from '../contract/implementations.ts';

const EVERY = 50;

const lineOf = (i: number, value = i): string => `{"_step": ${String(i * EVERY)}, "loss": ${String(value)}}`;
const upTo = (count: number): readonly number[] => [...Array(count).keys()];

describe.each(IMPLEMENTATIONS)('charts of %s', (_, open) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('have every point, of a run that logs few of its steps', async () => {
    const { store } = opened;
    const { id } = await store.beginRun({ project: 'digits', jobType: 'train' });
    const write = (offset: number, ...lines: readonly string[]) =>
      store.writeRunLines(id, 'history', { offset, lines });
    const columns = new HistoryColumns(store);
    const draw = async () => {
      const request = { stream: 'history', metrics: ['loss'], x: '_step', points: 20_000 } as const;
      const [series] = (await seriesOfRun(columns, await store.run(id), request)).series;
      return series!;
    };
    const count = 12_000;
    const lines = upTo(count).map(i => lineOf(i));
    await write(0, ...lines.slice(0, 10_000));
    await write(10_000, ...lines.slice(10_000));
    const first = await draw();
    expect([first.total, first.raw]).toEqual([count, true]);
    expect(first.x).toEqual(upTo(count).map(i => i * EVERY));
    expect(first.y).toEqual(upTo(count));

    await write(count, `{"_step": ${String(count * EVERY)}, "loss": NaN}`, lineOf(count + 1));
    const more = await draw();
    expect([more.total, more.notFinite, more.x.at(-1)]).toEqual([count + 1, 1, (count + 1) * EVERY]);

    // Rewound by two lines, and gone on.
    await write(count, lineOf(count, -1), lineOf(count + 1, -2), lineOf(count + 2, -3));
    const anew = await draw();
    expect([anew.total, anew.notFinite, anew.y.slice(-4)]).toEqual([count + 3, 0, [count - 1, -1, -2, -3]]);

    const index = new MetricIndex(store);
    const { metrics } = await metricsOf(index, await store.run(id), { stream: 'history', complete: true });
    expect(metrics.map(metric => [metric.name, metric.count])).toEqual([['_step', count + 3], ['loss', count + 3]]); // prettier-ignore
  });
});
