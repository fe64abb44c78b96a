import { describe, expect, test } from 'vitest';
import { RunHistory } from '../../../../src/pages/history/RunHistory.ts';
import { seriesOfRun } from '../../../../src/pages/history/series.ts';
import { FakeRun, sdkLines } from './fakeRun.ts';

const LINES = 20_000;
const request = { stream: 'history', metrics: ['loss'], x: '_step', points: LINES } as const;

/** A run of which something is done when it is first read from a line on. */
function runWith(line: number, work: () => void): FakeRun {
  const run = new FakeRun(sdkLines(LINES));
  run.onRead = start => {
    if (start < line) return;
    run.onRead = () => {};
    work();
  };
  return run;
}

/** Asks for the counts, and for points once these are read from a line on. */
async function askFrom(line: number) {
  const ended: string[] = [];
  const points = Promise.withResolvers<readonly number[]>();
  const run = runWith(line, () => {
    const drawn = seriesOfRun(history.columns, run.detail, request).then(({ series }) => series[0]!.y);
    points.resolve(drawn.finally(() => ended.push('points')));
  });
  const history = new RunHistory(run.store());
  const { metrics } = await history.index.counts(run.detail, 'history');
  ended.push('counts');
  return {
    run,
    ended,
    counts: metrics.get('loss')!.types.get('number')!.count,
    points: await points.promise,
  };
}

const EXPECTED = sdkLines(LINES).map(row => (row as { readonly loss: number }).loss);

describe('a run whose metrics are counted', () => {
  test('is read once where its points are asked for at the same time', async () => {
    const run = new FakeRun(sdkLines(LINES));
    const { columns, index } = new RunHistory(run.store());
    const [{ metrics }, { series }] = await Promise.all([
      index.counts(run.detail, 'history'),
      seriesOfRun(columns, run.detail, request),
    ]);
    expect([metrics.get('loss')!.types.get('number')!.count, series[0]!.y]).toEqual([LINES, EXPECTED]);
    expect(run.linesRead).toBe(LINES);
  });

  test('is read again only to where it was when its points were asked for soon after', async () => {
    const { run, counts, points } = await askFrom(4000);
    expect([counts, points]).toEqual([LINES, EXPECTED]);
    expect(run.linesRead).toBeLessThan(1.5 * LINES);
  });

  test('is counted to its end first when its points are asked for late', async () => {
    const { run, ended, counts, points } = await askFrom(14_000);
    expect([counts, points]).toEqual([LINES, EXPECTED]);
    // The last line that was known is looked at again.
    expect([ended, run.linesRead]).toEqual([['counts', 'points'], 2 * LINES + 1]);
  });

  test('is read on for its points when nobody waits for the counts any more', async () => {
    const counting = new AbortController();
    const run = runWith(6000, () => counting.abort());
    const { columns, index } = new RunHistory(run.store());
    const counted = index.counts(run.detail, 'history', counting.signal);
    const drawn = seriesOfRun(columns, run.detail, request);
    await expect(counted).rejects.toMatchObject({ name: 'AbortError' });
    expect((await drawn).series[0]!.y).toEqual(EXPECTED);
    expect(run.linesRead).toBe(LINES);
  });

  test('is not read for points that nobody waits for any more', async () => {
    const drawing = new AbortController();
    const run = new FakeRun(sdkLines(LINES));
    const { columns, index } = new RunHistory(run.store());
    const counted = index.counts(run.detail, 'history');
    const drawn = seriesOfRun(columns, run.detail, request, drawing.signal);
    drawing.abort();
    await expect(drawn).rejects.toMatchObject({ name: 'AbortError' });
    expect((await counted).metrics.get('loss')!.types.get('number')!.count).toBe(LINES);
    const keys = [{ what: 'numbers', metric: 'loss' }] as const;
    expect([columns.doneOf(run.detail, 'history', keys), run.linesRead]).toEqual([0, LINES]);
  });
});
