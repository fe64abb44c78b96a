import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LinePaths } from '../../../src/store/local/lineFile.ts';
import { readLines, writeLines } from '../../../src/store/local/lineFile.ts';
import { RewriteCounts } from '../../../src/store/local/RewriteCounts.ts';
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

const all = (paths: LinePaths): readonly string[] => readLines(paths, 0, 1000);

const line = fc.constantFrom('', 'a', 'b', 'longer', '語');
const batch = fc.record({ offset: fc.nat({ max: 12 }), lines: fc.array(line, { maxLength: 6 }) });

test('property: the number is another one exactly when lines that were there became others', () => {
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 12 }), writes => {
      const paths = fresh();
      const rewrites = new RewriteCounts();
      let before = all(paths);
      let number = rewrites.of(paths);
      for (const write of writes) {
        writeLines(paths, write);
        const now = all(paths);
        const next = rewrites.of(paths);
        expect(next !== number).toBe(before.some((text, i) => text !== now[i]));
        expect(rewrites.of(paths)).toBe(next);
        [before, number] = [now, next];
      }
    }),
  );
});

test('a run that was forgotten meanwhile gets a number that it never had', () => {
  const paths = fresh();
  writeLines(paths, { offset: 0, lines: ['a', 'b'] });
  const rewrites = new RewriteCounts();
  const seen = new Set([rewrites.of(paths)]);
  for (let i = 0; i < 600; i++) seen.add(rewrites.of(fresh()));
  expect(seen.has(rewrites.of(paths))).toBe(false);
});

test('an index longer than is read at once is compared to its end', () => {
  const paths = fresh();
  const lines = Array.from({ length: 70_000 }, (_, i) => String(i));
  writeLines(paths, { offset: 0, lines });
  const rewrites = new RewriteCounts();
  const first = rewrites.of(paths);
  writeLines(paths, { offset: lines.length, lines: ['more'] });
  expect(rewrites.of(paths)).toBe(first);
  writeLines(paths, { offset: 69_000, lines: ['other'] });
  expect(rewrites.of(paths)).not.toBe(first);
});
