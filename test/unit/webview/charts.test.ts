import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type XScale, xAxis, yAxis } from '../../../webview/chart/axis.ts';
import { apart } from '../../../webview/chart/apart.ts';
import { formatValue } from '../../../webview/chart/format.ts';
import { layOut } from '../../../webview/chart/plot.ts';
import { nearest, placesIn, screenPoints } from '../../../webview/chart/points.ts';
import { nearestX, readingsAt, steppedX } from '../../../webview/chart/readings.ts';
import { lineStyle, type Series } from '../../../webview/chart/series.ts';
import { smoothed } from '../../../webview/chart/smooth.ts';
import { pointRows } from '../../../webview/chart/table.ts';
import { zoomed } from '../../../webview/chart/zoom.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const line = (x: number[], y: number[], label = 'loss'): Series => ({ label, style: lineStyle(0), x, y });

describe('smoothing', () => {
  test('is nothing at 0 and begins with the first value', () => {
    expect([...smoothed([3, 1, 2], 0)]).toEqual([3, 1, 2]);
    expect(smoothed([3, 1, 2], 0.9)[0]).toBeCloseTo(3, 12);
  });

  test('is the weighted mean of what came so far', () => {
    const [, second, third] = smoothed([1, 3, 5], 0.5);
    expect(second).toBeCloseTo((0.5 * 1 + 3) / 1.5, 12);
    expect(third).toBeCloseTo((0.25 * 1 + 0.5 * 3 + 5) / 1.75, 12);
  });

  test('never leaves the values, and leaves a constant alone', () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (values, weight) => {
          const [low, high] = [Math.min(...values), Math.max(...values)];
          const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
          for (const each of smoothed(values, weight)) {
            expect(each).toBeGreaterThanOrEqual(low - slack);
            expect(each).toBeLessThanOrEqual(high + slack);
          }
        },
      ),
    );
  });

  test('passes over what is no number', () => {
    const [first, second, third] = smoothed([1, NaN, 1], 0.9);
    expect(first).toBeCloseTo(1, 12);
    expect(second).toBeNaN();
    expect(third).toBeCloseTo(1, 12);
  });
});

describe('points', () => {
  test('the nearest is found', () => {
    expect(nearest([], 1)).toBe(-1);
    const sortedList = fc.array(finite, { minLength: 1 }).map(list => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(sortedList, finite, (x, value) => {
        const found = Math.abs(x[nearest(x, value)]! - value);
        expect(found).toBe(Math.min(...x.map(each => Math.abs(each - value))));
      }),
    );
  });

  test('those in a stretch come with their neighbours', () => {
    expect(placesIn([0, 1, 2, 3, 4], { from: 2, to: 2 })).toEqual([1, 4]);
    expect(placesIn([0, 1, 2], { from: 5, to: 6 })).toEqual([2, 3]);
  });

  test('no spike is lost where many share a pixel', () => {
    const values = fc.array(finite, { minLength: 500, maxLength: 1500 });
    fc.assert(
      fc.property(values, y => {
        const x = y.map((_, i) => i);
        const width = 20;
        const xOf = (value: number) => (value / y.length) * width;
        const drawn = screenPoints({ x, y, xOf, yOf: value => value }, 0, y.length, width);
        const byPixel = Map.groupBy(y.keys(), i => Math.floor(xOf(i)));
        const drawnByPixel = new Map<number, number[]>();
        for (let i = 0; i < drawn.length; i += 2) {
          const at = Math.floor(xOf(x[Math.round((drawn[i]! / width) * y.length)]!));
          drawnByPixel.set(at, [...(drawnByPixel.get(at) ?? []), drawn[i + 1]!]);
        }
        for (const [pixel, places] of byPixel) {
          const all = places.map(i => Math.fround(y[i]!));
          const shown = drawnByPixel.get(pixel) ?? [];
          expect(Math.min(...shown)).toBe(Math.min(...all));
          expect(Math.max(...shown)).toBe(Math.max(...all));
          expect(shown.length).toBeLessThanOrEqual(4);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('a line breaks at what is no number', () => {
    const y = Array.from({ length: 1000 }, (_, i) => (i === 500 ? NaN : i));
    const drawn = screenPoints({ x: y.map((_, i) => i), y, xOf: v => v / 100, yOf: v => v }, 0, 1000, 10);
    expect(drawn.filter(Number.isNaN)).toHaveLength(2);
  });
});

describe('axes', () => {
  test('ticks lie within and in order, whatever the stretch', () => {
    const span = fc.tuple(finite, fc.double({ min: 1e-6, max: 1e9, noNaN: true }));
    const kinds = fc.constantFrom<XScale[]>('number', 'step', 'version', 'duration', 'time');
    fc.assert(
      fc.property(span, kinds, ([from, length], kind) => {
        const { ticks } = xAxis(kind, { from, to: from + length }, [0, 600], 6);
        expect(ticks.length).toBeLessThan(40);
        for (const [i, { at }] of ticks.entries()) {
          expect(at).toBeGreaterThanOrEqual(-1);
          expect(at).toBeLessThanOrEqual(601);
          if (i > 0) expect(at).toBeGreaterThan(ticks[i - 1]!.at);
        }
      }),
    );
  });

  test('say steps as whole numbers, durations as people do, sizes in their units', () => {
    const labels = (kind: 'step' | 'duration' | 'version', to: number) =>
      xAxis(kind, { from: 0, to }, [0, 600], 4).ticks.map(({ label }) => label);
    expect(labels('step', 3)).toEqual(['0', '1', '2', '3']);
    expect(labels('version', 2)).toEqual(['v0', 'v1', 'v2']);
    expect(labels('step', 40_000)).toEqual(['0', '10k', '20k', '30k', '40k']);
    expect(labels('duration', 7200)).toEqual(['0m', '30m', '60m', '90m', '120m']);
    expect(yAxis('bytes', { from: 0, to: 2e9 }, [100, 0], 2).ticks.map(({ label }) => label)).toContain(
      '1 GB',
    );
    expect(
      yAxis('log', { from: 0.001, to: 10 }, [100, 0], 4).ticks.filter(({ label }) => label !== ''),
    ).toHaveLength(5);
  });

  test('values keep digits that tell points apart', () => {
    expect(formatValue(0.042_171_3)).toBe('0.042171');
    expect(formatValue(1797)).toBe('1,797');
    expect(formatValue(12_345.678)).toBe('12,345.68');
    expect(formatValue(1.23e-9)).toBe('1.23e-9');
    expect(formatValue(1e21)).toBe('1e21');
    expect(formatValue(NaN)).toBe('NaN');
  });
});

describe('a plot', () => {
  const room = { width: 400, height: 200, textWidth: (text: string) => text.length * 6 };
  const model = {
    series: [line([0, 1, 2, 3], [1, -1, 0, 100])],
    xScale: 'step' as const,
    yScale: 'linear' as const,
    smoothing: 0,
    zoom: undefined,
    points: false,
  };

  test('is none without points', () => {
    expect(layOut({ ...model, series: [] }, room)).toBeUndefined();
    expect(layOut({ ...model, series: [line([], [])] }, room)).toBeUndefined();
    expect(layOut({ ...model, series: [line([1], [NaN])] }, room)).toBeUndefined();
    expect(layOut({ ...model, series: [line([1], [0])], yScale: 'log' }, room)).toBeUndefined();
  });

  test('has all of a single point, or of a constant', () => {
    const plot = layOut({ ...model, series: [line([5, 6], [7, 7])] }, room)!;
    for (const at of plot.lines[0]!.points) expect(Number.isFinite(at)).toBe(true);
    expect(layOut({ ...model, series: [line([5], [7])] }, room)!.lines[0]!.points).toHaveLength(2);
  });

  test('leaves out what a log scale has no place for', () => {
    const { lines, y } = layOut({ ...model, yScale: 'log' }, room)!;
    expect([...lines[0]!.points].map(Number.isNaN)).toEqual([
      false,
      false,
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(y.domain.from).toBeGreaterThan(0);
  });

  test('fits its values to what is zoomed to', () => {
    const { y } = layOut(
      { ...model, zoom: { from: 0.9, to: 1.1 }, series: [line([0, 1, 2, 3, 4], [1, 2, 1, 1, 99])] },
      room,
    )!;
    expect(y.domain.to).toBeLessThan(3);
  });

  test('draws a smoothed line before its faint values', () => {
    const { lines } = layOut({ ...model, smoothing: 0.6 }, room)!;
    expect(lines.map(({ faint }) => faint)).toEqual([true, false]);
  });
});

describe('what is looked at', () => {
  const axis = xAxis('number', { from: 0, to: 100 }, [0, 1000], 5);
  const long = line([0, 10, 20, 30], [1, 2, 3, 4], 'long');
  const short = line([0, 10], [5, 6], 'short');

  test('has the value of each line that is there', () => {
    expect(readingsAt([long, short], 9, axis, 0).map(({ y }) => y)).toEqual([2, 6]);
    expect(readingsAt([long, short], 28, axis, 0).map(({ series }) => series.label)).toEqual(['long']);
    expect(readingsAt([long], 30, axis, 0.5)[0]!.smooth).toBeCloseTo(smoothed([1, 2, 3, 4], 0.5)[3]!, 12);
  });

  test('moves from point to point', () => {
    expect(nearestX([long, short], 14)).toBe(10);
    expect(steppedX([short, long], undefined, 1)).toBe(0);
    expect(steppedX([short, long], undefined, -1)).toBe(30);
    expect(steppedX([short, long], 10, 1)).toBe(20);
    expect(steppedX([short, long], 30, 1)).toBe(30);
    expect(steppedX([line([1, 1, 1, 2], [1, 2, 3, 4])], 1, 1)).toBe(2);
    expect(steppedX([], 1, 1)).toBeUndefined();
  });

  test('is a table of all lines', () => {
    expect(pointRows([long, short])).toEqual([
      { x: 0, values: [1, 5] },
      { x: 10, values: [2, 6] },
      { x: 20, values: [3, undefined] },
      { x: 30, values: [4, undefined] },
    ]);
  });
});

describe('zooming', () => {
  const whole = { from: 0, to: 100 };

  test('keeps the place under the pointer', () => {
    expect(zoomed(whole, whole, 20, 0.5)).toEqual({ from: 10, to: 60 });
    expect(zoomed({ from: 10, to: 60 }, whole, 20, 2)).toBeUndefined();
    expect(zoomed({ from: 0, to: 20 }, whole, 0, 2)).toEqual({ from: 0, to: 40 });
  });

  test('never leaves the whole', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, c, factor) => {
        const from = a * 50;
        const to = 51 + b * 49;
        const span = zoomed({ from, to }, whole, from + c * (to - from), factor);
        if (!span) return;
        expect(span.from).toBeGreaterThanOrEqual(-1e-9);
        expect(span.to).toBeLessThanOrEqual(100 + 1e-9);
        expect(span.to).toBeGreaterThan(span.from);
      }),
    );
  });
});

test('names of lines stand apart, and within the plot', () => {
  expect(apart([50, 51, 90], { top: 0, bottom: 100 })).toEqual([50, 64, 90]);
  expect(apart([98, 99, 100], { top: 0, bottom: 100 })).toEqual([72, 86, 100]);
  expect(apart([-5, 0], { top: 8, bottom: 100 })).toEqual([8, 22]);
});

test('no two of the first 24 lines look the same', () => {
  const looks = Array.from({ length: 24 }, (_, i) => JSON.stringify(lineStyle(i)));
  expect(new Set(looks).size).toBe(24);
});
