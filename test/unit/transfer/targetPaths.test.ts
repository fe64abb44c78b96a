import { expect, test } from 'vitest';
import type { BlobKey, EntryDigest } from '../../../src/core/ids.ts';
import { requireWritablePaths, selectEntries } from '../../../src/transfer/targetPaths.ts';
import { isTemporaryName, isTemporaryOfDead, temporaryName } from '../../../src/transfer/temporaryName.ts';

const windowsOnly = [
  'a:b',
  'a*',
  'a?',
  'a<b>',
  'a|b',
  'a"b',
  'a\\b',
  'dir./f',
  'f ',
  'CON',
  'nul.txt',
  'lpt¹',
  'x/com1.log/y',
  'a\u0001',
];
test.each(windowsOnly)('Windows cannot hold %j, others can', name => {
  expect(() => requireWritablePaths([name], 'win32')).toThrow(
    expect.objectContaining({ code: 'path-unsafe' }),
  );
  expect(() => requireWritablePaths([name], 'linux')).not.toThrow();
});

test.each(['console', 'com10', 'a.con', '.hidden', '日本語', 'a b'])('Windows can hold %j', name => {
  expect(() => requireWritablePaths([`x/${name}/y`, name], 'win32')).not.toThrow();
});

test.each([[['readme', 'README']], [['caf\u00e9', 'cafe\u0301']]])(
  'systems that take %j for one file refuse the second',
  names => {
    for (const platform of ['win32', 'darwin'] as const) {
      expect(() => requireWritablePaths(names, platform)).toThrow(
        expect.objectContaining({ code: 'path-unsafe' }),
      );
    }
    expect(() => requireWritablePaths(names, 'linux')).not.toThrow();
  },
);

test('files and folders are selected once each, in the order of the manifest', () => {
  const entry = (path: string) => ({
    kind: 'file' as const,
    path,
    size: 1,
    digest: '' as EntryDigest,
    blob: '' as BlobKey,
  });
  const manifest = { entries: ['a', 'ab', 'b/c', 'b/d/e', 'bb'].map(entry) };
  const select = (...paths: string[]) => selectEntries(manifest, paths, 'x:v0').map(({ path }) => path);
  expect(select('b/d/', 'a', 'b')).toEqual(['a', 'b/c', 'b/d/e']);
  expect(select()).toEqual([]);
  expect(selectEntries(manifest, undefined, 'x:v0')).toBe(manifest.entries);
  expect(() => select('c')).toThrow(expect.objectContaining({ code: 'file-not-found' }));
});

test('a temporary folder tells whose it is', () => {
  const mine = temporaryName('0a1b');
  expect(isTemporaryName(mine)).toBe(true);
  expect(isTemporaryOfDead(mine)).toBe(false);
  expect(isTemporaryOfDead(mine.replace(`-${process.pid}-`, '-4194304999-'))).toBe(true);
  expect(isTemporaryOfDead(mine.replace(/-[0-9a-f]{8}-\d+-/, '-00000000-4194304999-'))).toBe(false);
  expect(isTemporaryName('.amphora-download-mine')).toBe(false);
});
