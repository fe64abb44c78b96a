import { expect, test } from 'vitest';
import type { RunId } from '../../../src/core/ids.ts';
import { type PointsQuery, SeriesLoader } from '../../../webview/run/charts/SeriesLoader.ts';

interface Asked {
  readonly metrics: readonly string[];
  readonly points: number;
  readonly signal: AbortSignal;
}

function loader(fails = false) {
  const asked: Asked[] = [];
  const request = async (
    _method: string,
    { metrics, points }: Omit<Asked, 'signal'>,
    signal: AbortSignal,
  ) => {
    asked.push({ metrics, points, signal });
    await new Promise(resolve => setImmediate(resolve));
    signal.throwIfAborted();
    if (fails) throw new Error('The store is away.');
    const series = metrics.map(metric => ({ metric, x: [1], y: [2], total: 1, raw: true, notFinite: 0 }));
    return { series, sketch: false };
  };
  const client = { request } as unknown as ConstructorParameters<typeof SeriesLoader>[0];
  return { loader: new SeriesLoader(client, 'r' as RunId), asked };
}

const query = (metric: string, more: Partial<PointsQuery> = {}): PointsQuery => ({
  stream: 'history',
  metric,
  x: '_step',
  zoom: undefined,
  points: 512,
  quick: false,
  ...more,
});
const { signal } = new AbortController();

test('charts that ask at the same moment are asked for together, 64 at most', async () => {
  const { loader: series, asked } = loader();
  const names = Array.from({ length: 100 }, (_, i) => (i === 0 ? '__proto__' : `m${i}`));
  const points = await Promise.all(names.map(name => series.load(query(name), signal)));
  expect(points.map(({ metric }) => metric)).toEqual(names);
  expect(asked.map(({ metrics }) => metrics.length)).toEqual([64, 36]);
});

test('those of another width, zoom or axis are asked for by themselves', async () => {
  const { loader: series, asked } = loader();
  await Promise.all([
    series.load(query('a'), signal),
    series.load(query('b', { points: 1024 }), signal),
    series.load(query('c', { zoom: { from: 1, to: 2 } }), signal),
    series.load(query('d', { x: 'epoch' }), signal),
    series.load(query('e'), signal),
  ]);
  expect(asked.map(({ metrics }) => metrics)).toEqual([['a', 'e'], ['b'], ['c'], ['d']]);
});

test('one that leaves does not stop the others; when all have, the store is told', async () => {
  const { loader: series, asked } = loader();
  const [first, second] = [new AbortController(), new AbortController()];
  const all = [series.load(query('a'), first.signal), series.load(query('b'), second.signal)];
  await new Promise(resolve => setTimeout(resolve, 0));
  first.abort();
  await expect(all[0]).rejects.toThrow();
  expect(asked[0]!.signal.aborted).toBe(false);
  second.abort();
  await expect(all[1]).rejects.toThrow();
  expect(asked[0]!.signal.aborted).toBe(true);
});

test('none is asked for that left before', async () => {
  const { loader: series, asked } = loader();
  const gone = new AbortController();
  const left = series.load(query('a'), gone.signal);
  gone.abort();
  await expect(left).rejects.toThrow();
  expect(asked).toEqual([]);
});

test('a failure is that of each', async () => {
  const { loader: series } = loader(true);
  const all = await Promise.allSettled([series.load(query('a'), signal), series.load(query('b'), signal)]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
