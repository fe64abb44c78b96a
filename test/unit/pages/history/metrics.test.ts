import { describe, expect, test } from 'vitest';
import { MetricIndex } from '../../../../src/pages/history/MetricIndex.ts';
import { metricsOf } from '../../../../src/pages/history/metrics.ts';
import { FakeRun, sdkLines } from './fakeRun.ts';

const ALL = { stream: 'history', complete: true } as const;
const SOME = { stream: 'history', complete: false } as const;

const image = { _type: 'image-file', path: 'media/images/x_0.png' };

describe('metrics', () => {
  test('are numbers, files or something else', async () => {
    const run = new FakeRun([
      {
        _step: 0,
        loss: 3,
        n: { x: 1 },
        picture: image,
        pictures: { _type: 'images/separated' },
        flag: false,
      },
      '{"_step":1,"loss":NaN,"bad":NaN,"__proto__":1,"":"text"}',
      { _step: 2, loss: 'text', hist: { _type: 'histogram', bins: [] }, picture: null, list: [1], nil: null },
      'no row',
    ]);
    const { complete, metrics } = await metricsOf(new MetricIndex(run.store()), run.detail, ALL);
    expect(complete).toBe(true);
    expect(metrics).toEqual([
      { name: '', kind: 'other', type: 'string', count: 1, last: 'text', rising: false },
      { name: '__proto__', kind: 'number', count: 1, last: 1, rising: true },
      { name: '_step', kind: 'number', count: 3, last: 2, rising: true },
      { name: 'bad', kind: 'number', count: 1, last: 'NaN', rising: false },
      { name: 'flag', kind: 'other', type: 'boolean', count: 1, last: false, rising: false },
      { name: 'hist', kind: 'other', type: 'histogram', count: 1, rising: false },
      { name: 'list', kind: 'other', type: 'list', count: 1, rising: false },
      { name: 'loss', kind: 'number', count: 3, last: 'text', rising: false },
      { name: 'n.x', kind: 'number', count: 1, last: 1, rising: true },
      { name: 'nil', kind: 'other', type: 'nil', count: 1, rising: false },
      { name: 'picture', kind: 'media', type: 'image-file', count: 2, rising: false },
      { name: 'pictures', kind: 'media', type: 'images/separated', count: 1, rising: false },
    ]);
  });

  test('of the machine come from its own lines', async () => {
    const run = new FakeRun([{ loss: 1 }]);
    run.summary = { loss: 1 };
    run.streams.events.push('{"_runtime":1,"system.cpu":5}', '{"_runtime":2,"system.cpu":3}');
    for (const complete of [false, true]) {
      const index = new MetricIndex(run.store());
      const { metrics } = await metricsOf(index, run.detail, { stream: 'events', complete });
      expect(metrics.map(({ name, last }) => [name, last])).toEqual([['_runtime', 2], ['system.cpu', 3]]); // prettier-ignore
    }
  });

  test('are known at once from the summary and the last lines', async () => {
    const run = new FakeRun([{ early: 1 }, ...sdkLines(5000), { _step: 5000, late: image }]);
    run.summary = { best: 0.5, picture: image, _wandb: { runtime: 4 }, early: 1, note: 'x'.repeat(5000) };
    const index = new MetricIndex(run.store());
    const { complete, metrics } = await metricsOf(index, run.detail, SOME);
    expect(complete).toBe(false);
    expect(run.linesRead).toBe(100);
    expect(Object.fromEntries(metrics.map(({ name, kind, type }) => [name, type ?? kind]))).toEqual({
      _runtime: 'number',
      _step: 'number',
      _timestamp: 'number',
      acc: 'number',
      best: 'number',
      early: 'number',
      late: 'image-file',
      loss: 'number',
      note: 'string',
      picture: 'image-file',
    });
    expect(metrics.find(({ name }) => name === 'early')).toEqual({ name: 'early', kind: 'number', last: 1 });
    expect(String(metrics.find(({ name }) => name === 'note')!.last)).toHaveLength(200);

    const all = await metricsOf(index, run.detail, ALL);
    expect(all.complete).toBe(true);
    expect(all.metrics.map(({ name }) => name)).not.toContain('best');
    expect(all.metrics.find(({ name }) => name === 'loss')).toMatchObject({ count: 5000, rising: false });
    // Nothing came since: what is known is all.
    expect(await metricsOf(index, run.detail, SOME)).toEqual(all);
  });

  test('keep their kinds while a run goes on', async () => {
    const run = new FakeRun([{ loss: 1 }]);
    const index = new MetricIndex(run.store());
    await metricsOf(index, run.detail, ALL);
    run.log('{"loss":"text"}');
    expect(await metricsOf(index, run.detail, SOME)).toEqual({
      complete: false,
      metrics: [{ name: 'loss', kind: 'number', last: 'text' }],
    });
  });

  test('stop to be counted when nobody waits', async () => {
    const run = new FakeRun(sdkLines(10_000));
    const controller = new AbortController();
    run.onRead = () => controller.abort();
    const index = new MetricIndex(run.store());
    await expect(metricsOf(index, run.detail, ALL, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    run.onRead = () => {};
    const { metrics } = await metricsOf(index, run.detail, ALL);
    expect(metrics.find(({ name }) => name === '_step')).toMatchObject({ count: 10_000, rising: true });
  });

  test('whose values are of ever other kinds are counted in little room', async () => {
    const run = new FakeRun(
      Array.from({ length: 5000 }, (_, i) => ({ odd: { _type: `kind-${String(i)}` } })),
    );
    const counts = await new MetricIndex(run.store()).counts(run.detail, 'history');
    expect(counts.metrics.get('odd')!.types.size).toBe(20);
  });
});
