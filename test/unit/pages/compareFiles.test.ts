import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlobKey, EntryDigest } from '../../../src/core/ids.ts';
import { createManifest, type Manifest } from '../../../src/core/manifest.ts';
import { compareUtf8 } from '../../../src/core/utf8.ts';
import { compareFiles } from '../../../src/pages/compare/files.ts';
import { MAX_DIFFERENCES } from '../../../src/protocol/pages/compare.ts';

/** Path → content; its length is its size. */
type Files = Readonly<Record<string, string>>;

function manifestOf(files: Files): Manifest {
  return createManifest(
    Object.entries(files).map(([path, content]) => ({
      kind: 'file',
      path,
      size: content.length,
      digest: content as EntryDigest,
      blob: content as BlobKey,
    })),
  );
}

const compare = (left: Files, right: Files) => compareFiles(manifestOf(left), manifestOf(right));

test('tells what was added, removed, changed and renamed, by path', () => {
  const left = { 'a.txt': 'one', 'b.txt': 'two', 'c.txt': 'three', 'd.txt': 'four' };
  const right = { 'a.txt': 'one', 'b.txt': 'twenty', 'e.txt': 'three', 'f.txt': 'new' };
  const { differences, more, totals } = compare(left, right);
  expect(differences).toEqual([
    { change: 'changed', path: 'b.txt', before: 3, after: 6 },
    { change: 'removed', path: 'd.txt', before: 4 },
    { change: 'renamed', path: 'e.txt', from: 'c.txt', before: 5, after: 5 },
    { change: 'added', path: 'f.txt', after: 3 },
  ]);
  expect(more).toBe(false);
  expect(totals).toEqual({
    added: { files: 1, bytes: 3 },
    removed: { files: 1, bytes: 4 },
    changed: { files: 1, bytes: 6 },
    renamed: { files: 1, bytes: 5 },
    same: { files: 1, bytes: 3 },
  });
});

test('pairs each of several files with the same bytes once', () => {
  const { differences } = compare({ a: 'x', b: 'x' }, { c: 'x', d: 'x', e: 'x' });
  expect(differences.map(({ change, path, from }) => [change, path, from])).toEqual([
    ['renamed', 'c', 'a'],
    ['renamed', 'd', 'b'],
    ['added', 'e', undefined],
  ]);
});

test('takes no empty file for a renamed one, nor one for a property of all objects', () => {
  const { differences } = compare({ a: '' }, { b: '', constructor: 'c', ['__proto__']: 'p' });
  expect(differences.map(({ change, path }) => `${change} ${path}`)).toContain('removed a');
  expect(differences.map(({ change }) => change)).not.toContain('renamed');
});

test('tells the first of more differences than anybody reads, and counts all', () => {
  const many = Object.fromEntries(
    Array.from({ length: MAX_DIFFERENCES + 5 }, (_, i) => [`f${String(i).padStart(6, '0')}`, `c${i}`]),
  );
  const { differences, more, totals } = compare({}, many);
  expect([differences.length, more, totals.added.files]).toEqual([
    MAX_DIFFERENCES,
    true,
    MAX_DIFFERENCES + 5,
  ]);
  expect(differences.at(-1)?.path).toBe(`f${String(MAX_DIFFERENCES - 1).padStart(6, '0')}`);
});

describe('of any two versions', () => {
  const path = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🎲', 'ｚ'), minLength: 1, maxLength: 3 });
  const content = fc.constantFrom('', 'x', 'yy', 'zzz', 'w');
  const files = fc.dictionary(path, content, { maxKeys: 12 });

  test('the differences applied to the left give the right', () => {
    fc.assert(
      fc.property(files, files, (left, right) => {
        const { differences } = compare(left, right);
        const made = new Map(Object.entries(left));
        for (const { change, path: at, from } of differences) {
          if (change === 'removed') made.delete(at);
          if (change === 'renamed') made.delete(from!);
        }
        for (const { change, path: at, from, before, after } of differences) {
          if (change === 'removed') continue;
          // A renamed file has its old bytes; of others the new ones are taken, as a download would.
          made.set(at, change === 'renamed' ? left[from!]! : right[at]!);
          expect(made.get(at)).toHaveLength(after!);
          if (change === 'changed') expect(left[at]).toHaveLength(before!);
        }
        expect(Object.fromEntries(made)).toEqual({ ...right });
      }),
    );
  });

  test('the totals add up to all files and bytes, and paths are in order', () => {
    fc.assert(
      fc.property(files, files, (left, right) => {
        const { differences, totals } = compare(left, right);
        const { added, removed, changed, renamed, same } = totals;
        const sum = (all: Files) => Object.values(all).reduce((bytes, each) => bytes + each.length, 0);
        expect(removed.files + changed.files + renamed.files + same.files).toBe(Object.keys(left).length);
        expect(added.files + changed.files + renamed.files + same.files).toBe(Object.keys(right).length);
        expect(added.bytes + changed.bytes + renamed.bytes + same.bytes).toBe(sum(right));
        expect(differences).toHaveLength(added.files + removed.files + changed.files + renamed.files);
        const paths = differences.map(each => each.path);
        expect(paths).toEqual([...paths].sort(compareUtf8));
        expect(new Set(paths).size).toBe(paths.length);
      }),
    );
  });

  test('a comparison with itself finds nothing, and one turned round the opposite', () => {
    fc.assert(
      fc.property(files, files, (left, right) => {
        expect(compare(left, left).differences).toEqual([]);
        const [there, back] = [compare(left, right).totals, compare(right, left).totals];
        expect([back.added, back.removed, back.renamed, back.same]).toEqual([
          there.removed,
          there.added,
          there.renamed,
          there.same,
        ]);
      }),
    );
  });
});
