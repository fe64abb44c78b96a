import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleMinMax } from '../../../../src/pages/history/minMax.ts';

const point = fc.record({
  x: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
  y: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
});
const points = fc.array(point, { maxLength: 200 });
const few = fc.integer({ min: 1, max: 20 });

type Points = readonly { readonly x: number; readonly y: number }[];

const sample = (all: Points, buckets: number) =>
  sampleMinMax(
    all.map(({ x }) => x),
    all.map(({ y }) => y),
    buckets,
  );

/** Positions by x, and by when they were logged. */
const sorted = (all: Points): number[] => [...all.keys()].sort((a, b) => all[a]!.x - all[b]!.x || a - b);

test('property: all that fit come, and else no more than fit, in order and none twice', () => {
  fc.assert(
    fc.property(points, few, (all, buckets) => {
      const picked = sample(all, buckets);
      const order = sorted(all);
      expect(picked.length).toBeLessThanOrEqual(2 * buckets + 2);
      if (all.length <= 2 * buckets + 2) expect(picked).toEqual(order);
      const kept = new Set(picked);
      expect(picked).toEqual(order.filter(i => kept.has(i)));
      expect([picked[0], picked.at(-1)]).toEqual([order[0], order.at(-1)]);
      expect(sample(all, buckets)).toEqual(picked);
    }),
  );
});

test('property: of every stretch the lowest and the highest come', () => {
  // Whole numbers, so that no rounding moves a point over the edge of a stretch.
  const whole = fc.record({ x: fc.integer({ min: 0, max: 64 }), y: fc.integer({ min: -1000, max: 1000 }) });
  fc.assert(
    fc.property(
      fc.array(whole, { minLength: 40, maxLength: 300 }),
      fc.constantFrom(1, 2, 4, 8, 16),
      (drawn, buckets) => {
        const all = [...drawn, { x: 0, y: 0 }, { x: 64, y: 0 }];
        const picked = sample(all, buckets).map(i => all[i]!);
        const width = 64 / buckets;
        for (let bucket = 0; bucket < buckets; bucket++) {
          const inside = ({ x }: { x: number }) =>
            x >= bucket * width && (bucket === buckets - 1 || x < (bucket + 1) * width);
          const extremes = (list: Points) => {
            const ys = list.filter(inside).map(({ y }) => y);
            return ys.length > 0 && [Math.min(...ys), Math.max(...ys)];
          };
          expect(extremes(picked)).toEqual(extremes(all));
        }
      },
    ),
  );
});

test('property: no extreme of all is lost, wherever the axis lies', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 200 }), few, (all, buckets) => {
      const picked = sample(all, buckets).map(i => all[i]!);
      for (const key of ['x', 'y'] as const)
        for (const extreme of [Math.min, Math.max])
          expect(extreme(...picked.map(each => each[key]))).toEqual(extreme(...all.map(each => each[key])));
    }),
  );
});

test.each([
  ['all at one place', Array.from({ length: 99 }, (_, i) => ({ x: 5, y: i }))],
  ['as far apart as numbers are', [-1, 1].flatMap(s => upTo(50).map(y => ({ x: s * Number.MAX_VALUE, y })))],
  ['nearer than halves can tell', upTo(99).map(i => ({ x: (i % 2) * Number.MIN_VALUE, y: i }))],
])('points %s', (_, all) => {
  const ys = sample(all, 3).map(i => all[i]!.y);
  expect(ys).toEqual(expect.arrayContaining([0, Math.max(...all.map(({ y }) => y))]));
  expect(ys.length).toBeLessThanOrEqual(8);
});

function upTo(count: number): readonly number[] {
  return [...Array(count).keys()];
}
