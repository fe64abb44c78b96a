import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunId } from '../../../src/core/ids.ts';
import { Heights } from '../../../webview/run/logs/heights.ts';
import { LogLines } from '../../../webview/run/logs/LogLines.ts';
import { LogSearch } from '../../../webview/run/logs/LogSearch.ts';

/** A run that has written so many lines, and what was asked of it. */
function output(state: { total: number; fails?: boolean; prefix?: string }) {
  const asked: number[] = [];
  const request = (_method: string, { from, count }: { from: number; count: number }) => {
    asked.push(from);
    if (state.fails === true) return Promise.reject(new Error('The store is away.'));
    const end = Math.min(state.total, from + count);
    const lines = Array.from({ length: Math.max(0, end - from) }, (_, i) => ({
      text: `${state.prefix ?? 'line'} ${from + i}`,
      isError: false,
    }));
    return Promise.resolve({ lines, total: state.total });
  };
  const client = { request } as unknown as ConstructorParameters<typeof LogLines>[0];
  return { client, asked };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

async function linesOf(state: { total: number; fails?: boolean; prefix?: string }) {
  const { client, asked } = output(state);
  let changes = 0;
  const lines = new LogLines(client, 'r' as RunId, () => changes++);
  lines.grow(state.total);
  await settled();
  return { lines, asked, changes: () => changes };
}

describe('lines of output', () => {
  test('come in stretches, as they come into sight', async () => {
    const { lines, asked } = await linesOf({ total: 5500 });
    lines.need(990, 1010);
    lines.need(990, 1010);
    await settled();
    expect(asked).toEqual([0, 1000]);
    expect(lines.at(1005)?.text).toBe('line 1005');
    expect(lines.at(2000)).toBeUndefined();
    expect(lines.loaded).toBe(2000);
    lines.need(5490, 9999);
    await settled();
    expect(lines.at(5499)?.text).toBe('line 5499');
    expect(asked).toEqual([0, 1000, 5000]);
  });

  test('grow: only the last stretch is asked for again', async () => {
    const state = { total: 1500 };
    const { lines, asked } = await linesOf(state);
    lines.need(0, 1500);
    await settled();
    state.total = 1800;
    lines.grow(1800);
    await settled();
    expect(asked).toEqual([0, 1000, 1000]);
    expect(lines.at(1799)?.text).toBe('line 1799');
  });

  test('are forgotten where there are fewer: they were written anew', async () => {
    const state = { total: 1500, prefix: 'old' };
    const { lines } = await linesOf(state);
    lines.need(0, 10);
    await settled();
    Object.assign(state, { total: 3, prefix: 'new' });
    lines.grow(3);
    expect(lines.at(0)).toBeUndefined();
    lines.need(0, 3);
    await settled();
    expect(lines.at(0)?.text).toBe('new 0');
  });

  test('that cannot be read are not asked for until one says so', async () => {
    const state = { total: 10, fails: true };
    const { lines, asked } = await linesOf(state);
    lines.need(0, 10);
    await settled();
    lines.need(0, 10);
    await settled();
    expect(asked).toEqual([0]);
    expect(lines.failure).toBe('The store is away.');
    state.fails = false;
    lines.retry();
    lines.need(0, 10);
    await settled();
    expect(lines.failure).toBeUndefined();
    expect(lines.loaded).toBe(10);
  });

  test('are loaded up to the last 100,000', async () => {
    const { lines, asked } = await linesOf({ total: 123_456 });
    await lines.loadAll();
    expect(asked[0]).toBe(23_000);
    expect(lines.loaded).toBe(100_456);
  });

  test('tell nothing once they are disposed', async () => {
    const { lines, changes } = await linesOf({ total: 10 });
    lines.need(0, 10);
    lines.dispose();
    await settled();
    expect(changes()).toBe(0);
  });
});

describe('searching output', () => {
  test('goes round, and keeps its place while more comes', async () => {
    const state = { total: 120 };
    const { lines } = await linesOf(state);
    lines.need(0, 120);
    await settled();
    const search = new LogSearch();
    search.search('LINE 11', lines);
    expect(search.matches).toEqual([11, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119]);
    expect(search.go(1, 50)).toBe(110);
    expect(search.go(-1, 0)).toBe(11);
    expect(search.go(-1, 0)).toBe(119);
    state.total = 1200;
    lines.grow(1200);
    await settled();
    search.update(lines);
    expect(search.current).toBe(119);
    expect(search.place).toBe(10);
    search.search('', lines);
    expect(search.go(1, 0)).toBeUndefined();
  });
});

describe('heights of lines', () => {
  test('add up, whichever are known', () => {
    const known = fc.dictionary(fc.nat({ max: 99 }).map(String), fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(known, fc.nat({ max: 20_000 }), (measured, y) => {
        const heights = new Heights(18);
        const all = Array.from({ length: 100 }, (_, i) => measured[String(i)] ?? 18);
        for (const [row, height] of Object.entries(measured)) heights.measure(Number(row), height);
        let top = 0;
        for (const [i, height] of all.entries()) {
          expect(heights.top(i)).toBe(top);
          top += height;
        }
        expect(heights.top(100)).toBe(top);
        const row = heights.rowAt(y, 100);
        if (y >= top) expect(row).toBe(100);
        else {
          expect(heights.top(row)).toBeLessThanOrEqual(y);
          expect(heights.top(row + 1)).toBeGreaterThan(y);
        }
      }),
    );
  });
});
