import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlobKey, EntryDigest } from '../../../src/core/ids.ts';
import type { FileEntry } from '../../../src/core/manifest.ts';
import { createManifest, isSafePath, manifestDigestText, manifestSize } from '../../../src/core/manifest.ts';
import { compareUtf8, utf8Length } from '../../../src/core/utf8.ts';

function entry(path: string, digest = '1B2M2Y8AsgTpgAmY7PhCfg==', size = 1): FileEntry {
  return { kind: 'file', path, digest: digest as EntryDigest, size, blob: '0'.repeat(64) as BlobKey };
}

const digestOf = (paths: string[]) =>
  createHash('md5')
    .update(manifestDigestText(createManifest(paths.map(path => entry(path)))))
    .digest('hex');

test('orders entries by the bytes of their paths, not by UTF-16', () => {
  // U+FF5E is before U+1F600 in UTF-8, after it in UTF-16.
  const sorted = createManifest([entry('\u{1F600}'), entry('\uFF5E'), entry('a')]).entries.map(
    item => item.path,
  );
  expect(sorted).toEqual(['a', '\uFF5E', '\u{1F600}']);
});

test('compares text as its UTF-8 bytes compare', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('counts UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }),
  );
});

test('writes the text that W&B takes the digest of', () => {
  const manifest = createManifest([
    entry('b.txt', 'XrY7u+Ae7tCTyyK7j1rNww=='),
    entry('a/c.txt', 'fXkwN6B2Ayb1YX9u8O0DEg=='),
  ]);
  expect(manifestDigestText(manifest)).toBe(
    'wandb-artifact-manifest-v1\na/c.txt:fXkwN6B2Ayb1YX9u8O0DEg==\nb.txt:XrY7u+Ae7tCTyyK7j1rNww==\n',
  );
});

test('the digest does not hang on the order in which files are found', () => {
  const paths = fc.uniqueArray(fc.stringMatching(/^[a-z\u3042-\u3096]{1,8}$/), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(
      paths.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(digestOf(shuffled)).toBe(digestOf(list));
      },
    ),
  );
});

test.each([
  '',
  '/etc/passwd',
  '..',
  '../x',
  'a/../b',
  'a//b',
  'a/.',
  'a/',
  'nul\0byte',
  'x'.repeat(256),
  'a/'.repeat(2100) + 'b',
])('refuses the path %j', path => {
  expect(isSafePath(path)).toBe(false);
  expect(() => createManifest([entry(path)])).toThrow(/leads outside its folder or cannot exist/);
});

test.each(['a', '.hidden', '..a', 'a..', 'a/b/c', 'con', 'a:b', 'ファイル/😀.txt', 'a\\b', 'a\nb'])(
  'accepts the path %j',
  path => {
    expect(isSafePath(path)).toBe(true);
  },
);

test('refuses a path given twice and a file that is also a folder', () => {
  expect(() => createManifest([entry('a'), entry('a')])).toThrow(/"a"/);
  expect(() => createManifest([entry('a/b/c'), entry('a/b')])).toThrow(/"a\/b"/);
});

test('adds up sizes', () => {
  expect(manifestSize(createManifest([entry('a', undefined, 3), entry('b', undefined, 4)]))).toBe(7);
});
