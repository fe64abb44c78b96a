import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlobKey, EntryDigest } from '../../../src/core/ids.ts';
import type { ManifestEntry } from '../../../src/core/manifest.ts';
import { createManifest, isSafePath } from '../../../src/core/manifest.ts';
import { decodeManifest, encodeManifest } from '../../../src/store/catalog/manifestBlob.ts';

const path = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isSafePath);
const size = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const blob = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map(bytes => Buffer.from(bytes).toString('hex') as BlobKey);
const md5 = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map(bytes => Buffer.from(bytes).toString('base64'));
// Bits in the padding, or any other text, must come back as they were.
const digest = fc.oneof(
  md5,
  fc.string(),
  fc.constant('AAAAAAAAAAAAAAAAAAAAAB=='),
) as fc.Arbitrary<EntryDigest>;
const entry: fc.Arbitrary<ManifestEntry> = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), path, size, digest, blob }),
  fc.record({ kind: fc.constant('reference' as const), path, size, digest, url: fc.webUrl() }),
);
const manifest = fc
  .uniqueArray(entry, { selector: ({ path }) => path.split('/')[0], maxLength: 30 })
  .map(createManifest);

const encode = (entries: readonly ManifestEntry[]) => Buffer.from(encodeManifest({ entries }));

test('property: what is encoded is decoded', () => {
  fc.assert(
    fc.property(manifest, ({ entries }) => {
      expect(decodeManifest(encode(entries)).entries).toEqual(entries);
    }),
  );
});

test('property: bytes cut off or added are no manifest', () => {
  fc.assert(
    fc.property(manifest, fc.nat(), ({ entries }, at) => {
      const bytes = encode(entries);
      expect(() => decodeManifest(bytes.subarray(0, at % bytes.length))).toThrow();
      expect(() => decodeManifest(Buffer.concat([bytes, Buffer.from('x')]))).toThrow();
    }),
  );
});

test('a count that is not the number of paths, or a rest that tells of other entries, is refused', () => {
  const file = { kind: 'file', size: 1, blob: 'ab'.repeat(32) as BlobKey } as const;
  const entries = ['a', 'b'].map(path => ({ ...file, path, digest: 'other' as EntryDigest }));
  const swap = (from: string, to: string) =>
    Buffer.from(encode(entries).toString('latin1').replace(from, to), 'latin1');
  expect(() => decodeManifest(swap('a\0b', 'a b'))).toThrow('other paths');
  expect(() => decodeManifest(swap('[1,', '[2,'))).toThrow('other entries');
  expect(() => decodeManifest(swap('[1,', '-1,'))).toThrow();
  expect(decodeManifest(encode(entries)).entries).toEqual(entries);
});

test('a path that leads out of its folder is refused', () => {
  const bytes = encode([
    { kind: 'file', path: 'ab/c', size: 1, digest: '' as EntryDigest, blob: 'ab'.repeat(32) as BlobKey },
  ]);
  const hostile = Buffer.from(bytes.toString('latin1').replace('ab/c', '../c'), 'latin1');
  expect(() => decodeManifest(hostile)).toThrow(/leads outside its folder/);
});
