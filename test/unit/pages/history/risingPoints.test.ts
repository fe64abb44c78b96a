import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Column } from '../../../../src/pages/history/Column.ts';
import { sampleMinMax } from '../../../../src/pages/history/minMax.ts';
import { risingPoints } from '../../../../src/pages/history/risingPoints.ts';

const columnOf = (points: Iterable<readonly [number, number]>): Column => {
  const column = new Column();
  for (const [row, value] of points) column.push(row, value);
  return column;
};

/** What is picked by looking at each point. */
function pickedOneByOne(x: Column, y: Column, from: number, to: number, buckets: number) {
  const atRow = new Map([...x.rows].map((row, i) => [row, x.values[i]!]));
  const all = [...y.rows].flatMap((row, i) => {
    const at = atRow.get(row);
    return at === undefined || at < from || at > to ? [] : [{ x: at, y: y.values[i]! }];
  });
  const finite = all.filter(each => Number.isFinite(each.y));
  const picked = sampleMinMax(
    finite.map(each => each.x),
    finite.map(each => each.y),
    buckets,
  ).map(i => finite[i]!);
  return {
    x: picked.map(each => each.x),
    y: picked.map(each => each.y),
    total: finite.length,
    notFinite: all.length - finite.length,
  };
}

const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 2, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, -0) },
);
const rise = fc.oneof(fc.constantFrom(0, 1, 1, 1), fc.double({ min: 0, max: 1e6, noNaN: true }));

test('property: the same is picked as by looking at each point', () => {
  const rows = fc.array(fc.record({ rise, value, isThere: fc.boolean() }), { maxLength: 1500, size: 'max' });
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 40 }),
      fc.option(fc.integer({ min: -1, max: 500 })),
      fc.option(fc.integer({ min: 0, max: 1500 })),
      (drawn, withoutX, buckets, start, end) => {
        let at = -3;
        const steps = drawn.map(each => (at += each.rise));
        const x = columnOf(steps.slice(0, Math.max(0, steps.length - withoutX)).entries());
        const y = columnOf(drawn.flatMap((each, i) => (each.isThere ? [[i, each.value] as const] : [])));
        const [from, to] = [start ?? -Infinity, end ?? Infinity];
        expect(risingPoints(x, y, { from, to, buckets })).toEqual(pickedOneByOne(x, y, from, to, buckets));
      },
    ),
    { numRuns: 300 },
  );
});

test('a column that grew is known to its end', () => {
  const x = columnOf(Array.from({ length: 1000 }, (_, i) => [i, i]));
  const y = columnOf(Array.from({ length: 700 }, (_, i) => [i, i % 10]));
  const all = { from: -Infinity, to: Infinity, buckets: 10 };
  expect(risingPoints(x, y, all)?.total).toBe(700);
  for (let i = 700; i < 1000; i++) y.push(i, i === 950 ? 99 : 0);
  const { x: steps, y: values, total } = risingPoints(x, y, all)!;
  expect([total, values[steps.indexOf(950)]]).toEqual([1000, 99]);
});

test.each([
  [
    'falls',
    [
      [0, 1],
      [1, 0],
    ],
  ],
  [
    'is no number somewhere',
    [
      [0, 1],
      [1, NaN],
    ],
  ],
  [
    'lies farther than numbers go',
    [
      [0, 1],
      [1, Infinity],
    ],
  ],
  [
    'begins below all numbers',
    [
      [0, -Infinity],
      [1, 0],
    ],
  ],
  [
    'is missing from a line',
    [
      [0, 1],
      [2, 2],
    ],
  ],
  [
    'is missing from the first line',
    [
      [1, 1],
      [2, 2],
    ],
  ],
] as const)('an axis that %s is left to those who look at each point', (_, points) => {
  const y = columnOf([[0, 1], [1, 2], [2, 3]]); // prettier-ignore
  expect(risingPoints(columnOf(points), y, { from: -Infinity, to: Infinity, buckets: 3 })).toBeUndefined();
});
