import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LinePaths } from '../../../src/store/local/lineFile.ts';
import {
  countLines,
  readLines,
  readLinesAt,
  syncLines,
  writeLines,
} from '../../../src/store/local/lineFile.ts';
import { temporaryFolder } from '../../support/storeKit.ts';

let folder: ReturnType<typeof temporaryFolder>;
let count = 0;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

function fresh(): LinePaths {
  const file = path.join(folder.path, String(count++));
  return { data: `${file}.lines`, index: `${file}.index` };
}

const line = fc.string({ unit: 'grapheme', maxLength: 12 }).map(text => text.toWellFormed());
const batch = fc.record({ offset: fc.nat({ max: 30 }), lines: fc.array(line, { maxLength: 8 }) });
const batches = fc.array(batch, { maxLength: 12 });

/** What the lines are after these writes. */
function model(writes: readonly { readonly offset: number; readonly lines: readonly string[] }[]): string[] {
  const all: string[] = [];
  for (const { offset, lines } of writes) {
    while (all.length < offset && lines.length > 0) all.push('');
    lines.forEach((text, i) => (all[offset + i] = text));
  }
  return all;
}

test('property: reads what was written, wherever and however often', () => {
  fc.assert(
    fc.property(batches, fc.nat({ max: 40 }), fc.nat({ max: 40 }), (writes, start, length) => {
      const paths = fresh();
      for (const write of writes) writeLines(paths, write);
      const expected = model(writes);
      expect(countLines(paths)).toBe(expected.length);
      expect(readLines(paths, 0, 100)).toEqual(expected);
      expect(readLines(paths, start, start + length)).toEqual(expected.slice(start, start + length));
      const scattered = [start, 0, start + length, length];
      expect(readLinesAt(paths, scattered)).toEqual(scattered.map(number => expected[number] ?? ''));
    }),
  );
});

test('property: what a power failure cut off reads as empty, all else as it was', () => {
  fc.assert(
    fc.property(batches, fc.nat(), (writes, cut) => {
      const paths = fresh();
      for (const write of writes) writeLines(paths, write);
      const expected = model(writes);
      if (expected.length === 0) return;
      const { size } = fs.statSync(paths.data);
      fs.truncateSync(paths.data, cut % (size + 1));
      const found = readLines(paths, 0, 100);
      expect(found).toHaveLength(expected.length);
      expect(readLinesAt(paths, [...expected.keys()])).toEqual(found);
      found.forEach((text, i) => expect(['', expected[i]]).toContain(text));
    }),
  );
});

test('an index with anything in it is read without harm', () => {
  const paths = fresh();
  writeLines(paths, { offset: 0, lines: ['a', 'b', 'c'] });
  const index = fs.readFileSync(paths.index);
  index.fill(0xff, 16, 32);
  fs.writeFileSync(paths.index, index);
  expect(readLines(paths, 0, 9)).toEqual(['a', '', 'c']);
});

test('the same lines again take no room', () => {
  const paths = fresh();
  const lines = Array.from({ length: 100 }, (_, i) => `{"_step":${i}}`);
  writeLines(paths, { offset: 0, lines });
  const before = fs.statSync(paths.data).size;
  writeLines(paths, { offset: 0, lines });
  writeLines(paths, { offset: 50, lines: lines.slice(50) });
  expect(fs.statSync(paths.data).size).toBe(before);
  writeLines(paths, { offset: 50, lines: ['other'] });
  expect(readLines(paths, 49, 52)).toEqual([lines[49], 'other', lines[51]]);
});

test('what was never written has no lines, and nothing to make durable', () => {
  const paths = fresh();
  expect([countLines(paths), readLines(paths, 0, 10)]).toEqual([0, []]);
  syncLines(paths);
});
