import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunId } from '../../../src/core/ids.ts';
import { decodeLine } from '../../../src/pages/history/consoleLines.ts';
import type { FollowedStore } from '../../../src/pages/history/KeptStreams.ts';
import { linesAt, parseRow, spread, valueAt } from '../../../src/pages/history/lines.ts';
import { MetricIndex } from '../../../src/pages/history/MetricIndex.ts';
import { logLines } from '../../../src/server/history/consoleLog.ts';
import { historyKeys } from '../../../src/server/history/historyKeys.ts';
import {
  firstRow,
  lineOfStep,
  linesOfSteps,
  sampleLines,
  sampleRows,
} from '../../../src/server/history/sample.ts';

const ID = 'r1' as RunId;

/** A run that has streamed these lines. */
function runOf(lines: readonly string[]) {
  let reads = 0;
  const store: FollowedStore = {
    historyRewrites: () => Promise.resolve(0),
    runLines: (_run, _stream, { start, end }) => {
      reads++;
      if (start < 0) throw new Error('there is no line before the first');
      return Promise.resolve(lines.slice(start, end));
    },
  };
  const run = { id: ID, lines: { history: lines.length, events: lines.length, console: lines.length } };
  return { store, run, reads: () => reads };
}

const steps = (numbers: readonly number[]): readonly string[] =>
  numbers.map(step =>
    JSON.stringify({
      _step: step,
      ...(step % 2 === 0 ? { even: step } : {}),
      'a.b': step,
      deep: { x: step },
    }),
  );
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

test.each([
  [0, 5, []],
  [3, 5, [0, 1, 2]],
  [10, 2, [0, 9]],
  [10, 1, [0]],
  [10, 0, []],
  [10, -3, []],
  [5, 3, [0, 2, 4]],
])('of %i positions, %i are %j', (total, count, expected) => {
  expect(spread(total, count)).toEqual(expected);
});

test('property: positions are spread from the first to the last, none twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5000 }), fc.integer({ min: 2, max: 600 }), (total, count) => {
      const positions = spread(total, count);
      expect(positions).toHaveLength(Math.min(total, count));
      expect([positions[0], positions.at(-1)]).toEqual([0, total - 1]);
      expect(positions.every((position, i) => i === 0 || position > positions[i - 1]!)).toBe(true);
    }),
  );
});

test('property: the first line of a step is found, whatever steps were left out', async () => {
  const sorted = fc.array(fc.nat(200), { maxLength: 60 }).map(list => [...list].sort((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(sorted, fc.nat(220), async (list, step) => {
      const { store, run } = runOf(steps(list));
      expect(await lineOfStep(store, run, step)).toBe(list.filter(each => each < step).length);
    }),
  );
});

test('a line is a row where it is an object', () => {
  expect([parseRow('{"a":1}'), parseRow('[1]'), parseRow('1'), parseRow(''), parseRow('{')]).toEqual([
    { a: 1 },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(parseRow(`{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`)).toBeUndefined();
  const row = parseRow('{"a.b":1,"c":{"d":{"e":2}},"__proto__":{"x":3},"p":1,"p.q":{"r":4}}')!;
  expect(
    ['a.b', 'c.d.e', 'c.d', 'c.x', 'a', 'toString', '__proto__.x', 'p.q.r'].map(key => valueAt(row, key)),
  ).toEqual([1, 2, { e: 2 }, undefined, undefined, undefined, 3, 4]);
});

test('lines that are near each other are read together', async () => {
  const { store, reads } = runOf(upTo(1000).map(String));
  expect((await linesAt(store, ID, 'history', [1, 2, 3, 50, 900])).map(({ line }) => line)).toEqual([
    '1',
    '2',
    '3',
    '50',
    '900',
  ]);
  expect(reads()).toBe(2);
});

describe('samples', () => {
  test('are taken evenly, as many as were asked for', async () => {
    const { store, run } = runOf(steps(upTo(1001)));
    expect(
      (await sampleLines(store, run, 'history', 11)).map(line => (parseRow(line) as { _step: number })._step),
    ).toEqual(upTo(11).map(i => i * 100));
    expect(await sampleLines(store, run, 'history', null)).toHaveLength(500);
    expect(await sampleLines(store, run, 'history', -1)).toEqual([]);
  });

  test('are of rows that have all keys', async () => {
    const { store, run } = runOf(steps(upTo(100)));
    const rows = (spec: object) => sampleRows(store, run, JSON.stringify(spec));
    expect(await rows({ keys: ['_step', 'even'], samples: 3 })).toEqual([
      { _step: 0, even: 0 },
      { _step: 50, even: 50 },
      { _step: 98, even: 98 },
    ]);
    expect(await rows({ keys: ['deep.x', 'a.b'], minStep: 7, maxStep: 9 })).toEqual([
      { 'deep.x': 7, 'a.b': 7 },
      { 'deep.x': 8, 'a.b': 8 },
    ]);
    expect(await rows({ keys: ['nothing'] })).toEqual([]);
    expect(await rows({ samples: 2 })).toHaveLength(2);
    expect(await rows({ minStep: 1000 })).toEqual([]);
  });

  test('are to the last step where a client asks for just as many', async () => {
    const { store, run } = runOf(steps(upTo(100)));
    const pages = [];
    // As newer clients scan: 0 to 29, 30 to 59, …
    for (let first = 0; first < 100; first += 30) {
      const last = Math.min(first + 30, 100) - 1;
      const spec = {
        keys: ['_step', 'a.b', '_step'],
        minStep: first,
        maxStep: last,
        samples: last - first + 1,
      };
      pages.push(...(await sampleRows(store, run, JSON.stringify(spec))));
    }
    expect(pages.map(row => row['_step'])).toEqual(upTo(100));
    // As older ones do: 0 to 30, 30 to 60, the last not among them.
    const older = [];
    for (let first = 0; first < 100; first += 30) {
      const spec = { keys: ['_step'], minStep: first, maxStep: Math.min(first + 30, 100), samples: 30 };
      older.push(...(await sampleRows(store, run, JSON.stringify(spec))));
    }
    expect(older.map(row => row['_step'])).toEqual(upTo(100));
  });

  test('are as many as were asked for, though the word stands in other rows too', async () => {
    const lines = upTo(300).map(step =>
      JSON.stringify({ _step: step, other: { loss: 1 }, ...(step % 10 === 0 ? { loss: step } : {}) }),
    );
    const { store, run } = runOf(lines);
    const rows = await sampleRows(store, run, '{"keys":["loss"],"samples":30}');
    expect(rows.map(row => row['loss'])).toEqual(upTo(30).map(i => i * 10));
  });

  test('are found under names that clients write in another way', async () => {
    const { store, run } = runOf([
      '{"_step":0,"caf\\u00e9":1}',
      '{"_step":1,"a\\u003cb":2}',
      '{"_step":2,"q\\"":3}',
    ]);
    for (const [i, key] of ['café', 'a<b', 'q"'].entries())
      expect(await sampleRows(store, run, JSON.stringify({ keys: [key] }))).toEqual([{ [key]: i + 1 }]);
  });

  test('need a spec', async () => {
    const { store, run } = runOf([]);
    for (const spec of ['', '[]', '{"keys":1}', '{"samples":"x"}', 'no json'])
      await expect(sampleRows(store, run, spec)).rejects.toMatchObject({ code: 'filter-malformed' });
  });
});

test('lines of steps are whole, or too many', async () => {
  const { store, run } = runOf(['', ...steps([3, 4, 8])]);
  expect(await linesOfSteps(store, run, 4, 8)).toEqual(steps([4]));
  expect(await linesOfSteps(store, run, null, null)).toEqual(steps([3, 4, 8]));
  expect(await firstRow(store, run)).toMatchObject({ _step: 3 });
  expect(await firstRow(store, runOf([]).run)).toBeUndefined();
  const long = { ...run, lines: { ...run.lines, history: 600_000 } };
  await expect(linesOfSteps(store, long, null, null)).rejects.toMatchObject({ code: 'history-too-long' });
});

/** The run when it had streamed so many lines. */
const counted = (history: number) => ({ id: ID, lines: { history, events: 0, console: 0 } });

describe('the metrics of a run', () => {
  test('are counted by kind, nested ones by their path', async () => {
    const lines = [
      '{"_step":0,"a":1,"n":{"x":1}}',
      '{"_step":1,"a":"t","n":{"x":0}}',
      '',
      'no row',
      '{"_step":2,"i":{"_type":"image-file"},"l":[1],"z":null,"b":true}',
    ];
    const { store } = runOf(lines);
    const { keys, lastStep } = (await historyKeys(new MetricIndex(store), counted(lines.length))) as {
      keys: object;
      lastStep: number;
    };
    expect(lastStep).toBe(2);
    expect(keys).toEqual({
      _step: { typeCounts: [{ type: 'number', count: 3 }], monotonic: true, previousValue: 2 },
      a: {
        typeCounts: [
          { type: 'number', count: 1 },
          { type: 'string', count: 1 },
        ],
        monotonic: false,
        previousValue: 1,
      },
      'n.x': { typeCounts: [{ type: 'number', count: 2 }], monotonic: false, previousValue: 0 },
      i: { typeCounts: [{ type: 'image-file', count: 1 }], monotonic: false, previousValue: -1 },
      l: { typeCounts: [{ type: 'list', count: 1 }], monotonic: false, previousValue: -1 },
      z: { typeCounts: [{ type: 'nil', count: 1 }], monotonic: false, previousValue: -1 },
      b: { typeCounts: [{ type: 'boolean', count: 1 }], monotonic: false, previousValue: -1 },
    });
  });

  test('are counted on from where the count was, and anew when lines went', async () => {
    const lines = [...steps(upTo(10))];
    const { store, reads } = runOf(lines);
    const index = new MetricIndex(store);
    await historyKeys(index, counted(10));
    const before = reads();
    await historyKeys(index, counted(10));
    expect(reads()).toBe(before);
    lines.push(...steps([10]));
    const [one, two] = await Promise.all([historyKeys(index, counted(11)), historyKeys(index, counted(11))]);
    expect([one, two]).toEqual([two, one]);
    expect(one).toMatchObject({ lastStep: 10, keys: { _step: { typeCounts: [{ count: 11 }] } } });
    lines.length = 3;
    expect(await historyKeys(index, counted(3))).toMatchObject({ lastStep: 2 });
  });

  test('are counted anew when lines before the last were written', async () => {
    const lines = [...steps(upTo(3))];
    let rewrites = 0;
    const index = new MetricIndex({
      ...runOf(lines).store,
      historyRewrites: () => Promise.resolve(rewrites),
    });
    await historyKeys(index, counted(3));
    lines[1] = '{"_step":1,"other":true}';
    rewrites++;
    expect(await historyKeys(index, counted(3))).toMatchObject({
      keys: { _step: { typeCounts: [{ count: 3 }] }, other: { typeCounts: [{ count: 1 }] } },
    });
  });

  test('are counted after a read that failed', async () => {
    const { store } = runOf(steps(upTo(3)));
    let fails = true;
    const index = new MetricIndex({
      ...store,
      runLines: (...args) => (fails ? Promise.reject(new Error('unreadable')) : store.runLines(...args)),
    });
    await expect(historyKeys(index, counted(3))).rejects.toThrow('unreadable');
    fails = false;
    expect(await historyKeys(index, counted(3))).toMatchObject({ lastStep: 2 });
  });
});

describe('console lines', () => {
  test.each([
    [
      '{"ts":"2026-11-26T12:00:00.1","level":"error","content":"text","label":"w"}',
      ['2026-11-26T12:00:00.1', 'error', 'w', 'text'],
    ],
    ['{"content":""}', [null, null, null, '']],
    ['{"content":1}', [null, null, null, '{"content":1}']],
    ['{no json', [null, null, null, '{no json']],
    ['2026-11-26T12:00:00.123456 text', ['2026-11-26T12:00:00.123456', null, null, 'text']],
    ['ERROR 2026-11-26T12:00:00Z a\nb', ['2026-11-26T12:00:00Z', 'error', null, 'a\nb']],
    ['ERROR text', [null, null, null, 'ERROR text']],
    ['', [null, null, null, '']],
  ])('%j', (text, [timestamp, level, label, line]) => {
    expect(decodeLine(text)).toEqual({ timestamp, level, label, line });
  });

  test('come in pages, from the beginning or at the end', async () => {
    const { store, run } = runOf(upTo(25).map(String));
    const page = async (args: object) => {
      const { edges, pageInfo } = await logLines(store, run, args);
      return [edges.map(({ node }) => node.number), pageInfo.endCursor, pageInfo.hasNextPage];
    };
    expect(await page({ first: 3 })).toEqual([[0, 1, 2], '3', true]);
    expect(await page({ first: 3, after: '24' })).toEqual([[24], '25', false]);
    expect(await page({ last: 2 })).toEqual([[23, 24], '25', false]);
    for (const after of ['99', '1e99', '999999999999999999999'])
      expect((await page({ after }))[0]).toEqual(after === '1e99' ? upTo(24).map(i => i + 1) : []);
    for (const odd of [
      { after: '-5', first: 1 },
      { after: 'x', first: 1 },
    ])
      expect((await page(odd))[0]).toEqual([0]);
    for (const odd of [{ first: -1 }, { last: -1 }, { first: 0 }]) expect((await page(odd))[0]).toEqual([]);
    expect((await page({ first: 2 ** 31 - 1 }))[0]).toHaveLength(25);
  });
});
