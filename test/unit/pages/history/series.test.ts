import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HistoryColumns } from '../../../../src/pages/history/HistoryColumns.ts';
import type { SeriesRequest } from '../../../../src/pages/history/series.ts';
import { seriesOfRun } from '../../../../src/pages/history/series.ts';
import { FakeRun, sdkLines } from './fakeRun.ts';

const request = (metrics: readonly string[], more: Partial<SeriesRequest> = {}): SeriesRequest => ({
  stream: 'history',
  metrics,
  x: '_step',
  points: 1000,
  ...more,
});

/** The points of each metric, as pairs. */
async function draw(run: FakeRun, asked: SeriesRequest, columns = new HistoryColumns(run.store())) {
  const { series } = await seriesOfRun(columns, run.detail, asked);
  return series.map(({ x, y }) => x.map((at, i) => [at, y[i]]));
}

test('metrics come as they were logged, each of the lines that have it', async () => {
  const run = new FakeRun([
    { _step: 0, loss: 3, train: { loss: 30, deep: { x: 1 } } },
    { _step: 1, acc: 1 },
    '',
    { _step: 3, loss: 2, 'train.loss': 20 },
    { loss: 9 },
  ]);
  expect(await draw(run, request(['loss', 'acc', 'train.loss', 'train.deep.x', 'none']))).toEqual([
    [
      [0, 3],
      [3, 2],
    ],
    [[1, 1]],
    [
      [0, 30],
      [3, 20],
    ],
    [[0, 1]],
    [],
  ]);
});

test('lines of the machine’s metrics are a stream of their own', async () => {
  const run = new FakeRun([{ _step: 0, 'system.cpu': 1 }]);
  run.streams.events.push('{"_runtime":5,"system.cpu":50}');
  expect(await draw(run, request(['system.cpu'], { stream: 'events', x: '_runtime' }))).toEqual([[[5, 50]]]);
});

test('numbers that are none are left out and counted', async () => {
  const run = new FakeRun([
    '{"_step":0,"loss":NaN}',
    '{"_step":1,"loss":-Infinity,"note":"NaN"}',
    '{"_step":2,"loss":"Infinity"}',
    '{"_step":3,"loss":1e999}',
    '{"_step":NaN,"loss":1}',
    '{"_step":5,"loss":9007199254740993}',
    '{"_step":6,"loss":"1"}',
    '{"_step":7,"loss":null}',
    '{"_step":8,"loss":[1]}',
    '{"_step":9,"loss":true}',
    '{"_step":10,"loss":-0.5e-3}',
  ]);
  const { series } = await seriesOfRun(new HistoryColumns(run.store()), run.detail, request(['loss']));
  expect(series).toEqual([
    {
      metric: 'loss',
      x: [5, 10],
      y: [9007199254740992, -0.0005],
      total: 2,
      raw: true,
      notFinite: 5,
    },
  ]);
});

test('lines that are no rows, and words that only look like a metric, are none', async () => {
  const run = new FakeRun([
    'no row',
    '[{"_step":1,"loss":1}]',
    '{"_step":1,"loss":1',
    '{"_step":1,"loss":1,}',
    'null',
    `{"_step":1,"loss":1,"deep":${'['.repeat(300)}${']'.repeat(300)}}`,
    '{"_step":2,"text":"\\"loss\\":5","other":{"loss":6},"list":[{"loss":7}],"l":"loss"}',
    '{"_step":3,"loss":1,"loss":8}',
    '{"_step":4,"l\\u006fss":9}',
  ]);
  expect(await draw(run, request(['loss']))).toEqual([
    [
      [3, 8],
      [4, 9],
    ],
  ]);
});

const HOSTILE = [
  '__proto__',
  'constructor',
  '',
  '.',
  'a.b',
  '..',
  'q"uote',
  'back\\slash',
  '😀',
  ' ',
  'toString',
];

test('names may be any text', async () => {
  const row = HOSTILE.map((name, i) => `${JSON.stringify(name)}:${String(i)}`).join(',');
  const run = new FakeRun([`{"_step":7,${row}}`, '{"_step":8}']);
  expect(await draw(run, request(HOSTILE))).toEqual(HOSTILE.map((_, i) => [[7, i]]));
  for (const [i, name] of HOSTILE.entries())
    expect(await draw(run, request(['_step'], { x: name }))).toEqual([[[i, 7]]]);
});

test('property: what comes is what the rows have, however they are written', async () => {
  const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.string());
  const row = fc.dictionary(fc.constantFrom('_step', 'a', 'b', 'a.b', '__proto__'), value);
  const space = fc.constantFrom(undefined, 1, ' \t');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(row, space), { maxLength: 30 }), async rows => {
      const run = new FakeRun(rows.map(([each, indent]) => JSON.stringify(each, undefined, indent)));
      const expected = rows
        .map(([each]) => [each['_step'], each['a']])
        .filter(pair => pair.every(each => typeof each === 'number'))
        .sort(([a], [b]) => (a as number) - (b as number));
      const [found] = await draw(run, request(['a']));
      expect(found).toEqual(expected.map(pair => pair.map(each => (Object.is(each, -0) ? 0 : each))));
    }),
  );
});

describe('an axis', () => {
  const run = new FakeRun([
    { _step: 0, a: 5, t: 2 },
    { _step: 1, a: 3, t: 2 },
    { _step: 2, a: 4, t: -1 },
    // Resumed from the first step.
    { _step: 1, a: 7, t: 0 },
  ]);

  test.each([
    ['_step', [[0, 5], [1, 3], [1, 7], [2, 4]]], // prettier-ignore
    ['t', [[-1, 4], [0, 7], [2, 5], [2, 3]]], // prettier-ignore
    ['a', [[3, 3], [4, 4], [5, 5], [7, 7]]], // prettier-ignore
    ['none', []],
  ])('%s need not rise', async (x, expected) => {
    expect(await draw(run, request(['a'], { x }))).toEqual([expected]);
  });

  test('has ends, both among the points', async () => {
    expect(await draw(run, request(['a'], { from: 1, to: 1 }))).toEqual([[[1, 3], [1, 7]]]); // prettier-ignore
    expect(await draw(run, request(['a'], { from: 2 }))).toEqual([[[2, 4]]]);
    expect(await draw(run, request(['a'], { from: 3, to: 2 }))).toEqual([[]]);
  });
});

describe('of a million lines', () => {
  const COUNT = 1_000_000;
  const run = new FakeRun(sdkLines(COUNT));
  run.streams.history[654_321] = '{"_step":654321,"loss":99,"acc":-5}';
  const columns = new HistoryColumns(run.store());

  test('few points come, the spikes among them, and all of a short stretch', async () => {
    const { series } = await seriesOfRun(columns, run.detail, request(['loss', 'acc']));
    for (const { x, y, raw, total } of series) {
      expect([raw, total]).toEqual([false, COUNT]);
      expect(x.length).toBeLessThanOrEqual(2002);
      expect([x[0], x.at(-1)]).toEqual([0, COUNT - 1]);
      expect(x.every((at, i) => i === 0 || at > x[i - 1]!)).toBe(true);
      expect(y).toHaveLength(x.length);
    }
    expect(series[0]!.y[series[0]!.x.indexOf(654_321)]).toBe(99);
    expect(series[1]!.y[series[1]!.x.indexOf(654_321)]).toBe(-5);

    const before = run.linesRead;
    const stretch = request(['loss'], { from: 654_000, to: 654_999 });
    const [near] = (await seriesOfRun(columns, run.detail, stretch)).series;
    expect([near!.raw, near!.total, near!.x.length]).toEqual([true, 1000, 1000]);
    expect(run.linesRead).toBe(before);
  });
});

describe('a run is read', () => {
  test('once for all who ask at the same time, and gone on from', async () => {
    const run = new FakeRun(sdkLines(5000));
    const columns = new HistoryColumns(run.store());
    const [one, two] = await Promise.all([
      draw(run, request(['loss'], { points: 10_000 }), columns),
      draw(run, request(['loss', 'acc'], { points: 10_000 }), columns),
    ]);
    expect(one[0]).toEqual(two[0]);
    expect(run.linesRead).toBe(5000);
    run.log(...sdkLines(10, 5000));
    const [more] = await draw(run, request(['loss'], { points: 10_000 }), columns);
    // The last line that was known is looked at again.
    expect([more!.length, run.linesRead]).toEqual([5010, 5011]);
    // One metric is behind the axis, and catches up with it.
    expect((await draw(run, request(['acc'], { points: 10_000 }), columns))[0]).toHaveLength(5010);
    expect(run.linesRead).toBe(5021);
  });

  test.each([
    ['fewer lines', (run: FakeRun) => (run.streams.history.length = 1), [[0, 1]]],
    ['another last line, and one more', anotherEnd, [[0, 1], [1, 50], [2, 60]]], // prettier-ignore
    ['a line within that is another', anotherMiddle, [[0, 40], [1, 0.5]]], // prettier-ignore
  ])('anew where it has %s', async (_, change, expected) => {
    const run = new FakeRun(sdkLines(2));
    const columns = new HistoryColumns(run.store());
    expect((await draw(run, request(['loss']), columns))[0]).toHaveLength(2);
    change(run);
    expect(await draw(run, request(['loss']), columns)).toEqual([expected]);
  });

  test('anew by its last line where the store cannot tell', async () => {
    const run = new FakeRun(sdkLines(2));
    const columns = new HistoryColumns(run.store(false));
    await draw(run, request(['loss']), columns);
    anotherEnd(run);
    expect((await draw(run, request(['loss']), columns))[0]).toEqual([[0, 1], [1, 50], [2, 60]]); // prettier-ignore
  });

  test('no further than it goes, where more was promised', async () => {
    const run = new FakeRun(sdkLines(3));
    const columns = new HistoryColumns(run.store());
    const promised = { ...run.detail, lines: { ...run.detail.lines, history: 9000 } };
    expect((await seriesOfRun(columns, promised, request(['loss']))).series[0]!.total).toBe(3);
    run.log(...sdkLines(1, 3));
    expect((await draw(run, request(['loss']), columns))[0]).toHaveLength(4);
  });

  test('until it is cancelled, and on from there', async () => {
    const run = new FakeRun(sdkLines(10_000));
    const columns = new HistoryColumns(run.store());
    const controller = new AbortController();
    run.onRead = start => {
      if (start >= 4000) controller.abort();
    };
    const cancelled = seriesOfRun(columns, run.detail, request(['loss']), controller.signal);
    const other = draw(run, request(['loss']), columns);
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect((await other)[0]![0]).toEqual([0, 1]);
    expect(run.linesRead).toBe(10_000);
    await expect(seriesOfRun(columns, run.detail, request(['acc']), controller.signal)).rejects.toMatchObject(
      { name: 'AbortError' },
    );
  });

  test('on after a read that failed', async () => {
    const run = new FakeRun(sdkLines(3000));
    const columns = new HistoryColumns(run.store());
    run.onRead = start => {
      if (start > 0) throw new Error('unreadable');
    };
    await expect(draw(run, request(['loss']), columns)).rejects.toThrow('unreadable');
    run.onRead = () => {};
    expect((await draw(run, request(['loss'], { points: 5000 }), columns))[0]).toHaveLength(3000);
  });

  test('while others have their turn', async () => {
    const run = new FakeRun(sdkLines(20_000));
    let turns = 0;
    const work = { goesOn: true };
    const other = (async () => {
      for (; work.goesOn; turns++) await new Promise(resolve => setImmediate(resolve));
    })();
    await draw(run, request(['loss']));
    work.goesOn = false;
    await other;
    expect(turns).toBeGreaterThan(40);
  });

  test('again when there was no room to keep it', async () => {
    const first = new FakeRun(sdkLines(3000), 'r1');
    const second = new FakeRun(sdkLines(3000), 'r2');
    const store = {
      ...first.store(),
      runLines: (...args: Parameters<ReturnType<FakeRun['store']>['runLines']>) =>
        (args[0] === first.id ? first : second).store().runLines(...args),
    };
    // Two columns of a run, not those of two.
    const columns = new HistoryColumns(store, { room: 120_000 });
    const drawn = await draw(first, request(['loss']), columns);
    await draw(first, request(['loss']), columns);
    expect(first.linesRead).toBe(3000);
    await draw(second, request(['loss']), columns);
    expect(await draw(first, request(['loss']), columns)).toEqual(drawn);
    expect(first.linesRead).toBe(6000);
    const none = new HistoryColumns(store, { room: 0 });
    expect(await draw(first, request(['loss']), none)).toEqual(drawn);
  });
});

/** As a run that was rewound and went on. */
function anotherEnd(run: FakeRun): void {
  run.streams.history[1] = '{"_step":1,"loss":50}';
  run.streams.history.push('{"_step":2,"loss":60}');
}

function anotherMiddle(run: FakeRun): void {
  run.streams.history[0] = '{"_step":0,"loss":40}';
  run.rewrites++;
}
