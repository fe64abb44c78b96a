import { describe, expect, test } from 'vitest';
import { HistoryColumns } from '../../../../src/pages/history/HistoryColumns.ts';
import { seriesOfRun } from '../../../../src/pages/history/series.ts';
import { FakeRun } from './fakeRun.ts';

const LONG = 50_000;
const request = { stream: 'history', metrics: ['loss'], x: '_step', points: 200 } as const;

function longRun(): FakeRun {
  return new FakeRun(
    Array.from({ length: LONG }, (_, i) => ({ _step: i, loss: i === 30_001 ? 1000 : i / LONG })),
  );
}

describe('a long run that is asked for in haste', () => {
  test('is drawn of few lines, from its first to its last, and then whole with its spike', async () => {
    const run = longRun();
    const columns = new HistoryColumns(run.store());
    const soon = await seriesOfRun(columns, run.detail, { ...request, quick: true });
    expect(soon.sketch).toBe(true);
    expect(run.linesRead).toBeLessThan(LONG / 20);
    expect([soon.series[0]!.x[0], soon.series[0]!.x.at(-1)]).toEqual([0, LONG - 1]);
    const whole = await seriesOfRun(columns, run.detail, request);
    expect(whole.sketch).toBe(false);
    expect(Math.max(...whole.series[0]!.y)).toBe(1000);
    expect(whole.series[0]!.total).toBe(LONG);
  });

  test('is no sketch where the columns were read before, and reads only what came since', async () => {
    const run = longRun();
    const columns = new HistoryColumns(run.store());
    await seriesOfRun(columns, run.detail, request);
    run.log({ _step: LONG, loss: -1 });
    const { sketch, series } = await seriesOfRun(columns, run.detail, { ...request, quick: true });
    expect(sketch).toBe(false);
    expect(Math.min(...series[0]!.y)).toBe(-1);
  });

  test('is no sketch where it is short', async () => {
    const run = new FakeRun([{ _step: 0, loss: 1 }]);
    const columns = new HistoryColumns(run.store());
    const { sketch, series } = await seriesOfRun(columns, run.detail, { ...request, quick: true });
    expect(sketch).toBe(false);
    expect(series[0]!.y).toEqual([1]);
  });
});
