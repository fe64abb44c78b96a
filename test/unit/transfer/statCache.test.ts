import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { BlobKey, EntryDigest } from '../../../src/core/ids.ts';
import { StatCache } from '../../../src/transfer/StatCache.ts';
import type { RememberedFile } from '../../../src/transfer/statCacheCodec.ts';
import { decodeStatCache, encodeStatCache } from '../../../src/transfer/statCacheCodec.ts';
import { isSettled } from '../../../src/transfer/stamp.ts';

const word = fc.double({ min: -(2 ** 53), max: 2 ** 64, noNaN: true });
const characters = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const remembered: fc.Arbitrary<RememberedFile> = fc.record({
  stamp: fc.record({ size: word, mtimeMs: word, ctimeMs: word, ino: word }),
  blob: characters('0123456789abcdef', 64) as fc.Arbitrary<BlobKey>,
  digest: characters('ABCxyz019+/=', 24) as fc.Arbitrary<EntryDigest>,
});
const name = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter(text => !text.includes('\0') && text.isWellFormed());
const files = fc
  .uniqueArray(fc.tuple(name, remembered), { selector: ([path]) => path })
  .map(list => new Map(list));

const file = (size: number, content = 'a'): RememberedFile => ({
  stamp: { size, mtimeMs: 1, ctimeMs: 2, ino: 3 },
  blob: content.repeat(64) as BlobKey,
  digest: content.repeat(24) as EntryDigest,
});

function cacheFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-stat-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  return path.join(folder, 'stat');
}

test('property: what is encoded is decoded', () => {
  fc.assert(
    fc.property(files, fc.boolean(), fc.nat(), (known, committed, removals) => {
      const table = decodeStatCache(encodeStatCache(known, { committed, removals }));
      expect(table).toMatchObject({ size: known.size, committed, removals });
      for (const [path, file] of known) {
        expect(table?.get(path)).toEqual(file);
        expect(table?.find(path, file.stamp)).toEqual({ blob: file.blob, digest: file.digest });
        expect(
          table?.find(path, {
            ...file.stamp,
            ctimeMs: file.stamp.ctimeMs === 0 ? 1 : file.stamp.ctimeMs / 2,
          }),
        ).toBeUndefined();
      }
    }),
  );
});

test('property: a file cut off, longer or with any byte changed is no cache', () => {
  const damage = fc.record({
    at: fc.nat(),
    bit: fc.integer({ min: 0, max: 7 }),
    kind: fc.constantFrom('flip', 'cut', 'add'),
  });
  fc.assert(
    fc.property(files, damage, (known, { at, bit, kind }) => {
      const bytes = encodeStatCache(known, { committed: true, removals: 0 });
      const index = at % bytes.length;
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
      const damaged = {
        flip: flipped,
        cut: bytes.subarray(0, index),
        add: Buffer.concat([bytes, Buffer.alloc(1)]),
      };
      expect(decodeStatCache(damaged[kind])).toBeUndefined();
    }),
  );
});

test('a cache finds what was saved while the stamp is the same, and forgets what it did not see', () => {
  const folder = cacheFolder();
  const first = new StatCache(folder, '/data', 0);
  first.add('a', file(1, 'a'));
  first.add('b', file(2, 'b'));
  first.save(['a', 'b']);
  const second = new StatCache(folder, '/data', 0);
  expect(second.find('a', file(1).stamp)?.blob).toBe('a'.repeat(64));
  expect(second.find('a', file(9).stamp)).toBeUndefined();
  expect(second.last('a')?.blob).toBe('a'.repeat(64));
  expect(new StatCache(folder, '/other', 0).last('a')).toBeUndefined();
  second.save();
  expect(new StatCache(folder, '/data', 0).last('b')).toBeDefined();
  second.save(['a']);
  expect(new StatCache(folder, '/data', 0).last('b')).toBeUndefined();
  expect(fs.readdirSync(folder)).toHaveLength(1);
});

test('a damaged cache is an empty one, and one that cannot be kept is none', () => {
  const folder = cacheFolder();
  const cache = new StatCache(folder, '/data', 0);
  cache.add('a', file(1));
  cache.save();
  const [saved = ''] = fs.readdirSync(folder);
  fs.truncateSync(path.join(folder, saved), 40);
  expect(new StatCache(folder, '/data', 0).last('a')).toBeUndefined();
  fs.rmSync(folder, { recursive: true });
  fs.writeFileSync(folder, 'a file in its place');
  cache.add('b', file(1));
  cache.save();
  expect(new StatCache(folder, '/data', 0).last('b')).toBeUndefined();
});

test('a cache says whether what it names was committed', () => {
  const folder = cacheFolder();
  const open = () => new StatCache(folder, '/data', 0);
  expect(open().committed).toBe(true);
  const cache = open();
  cache.add('a', file(1));
  cache.save(['a'], false);
  expect(open().committed).toBe(false);
  open().save();
  expect(open().committed).toBe(false);
  open().save(['a'], true);
  expect(open().committed).toBe(true);
});

test('only so many folders are remembered, the latest', () => {
  const folder = cacheFolder();
  for (let i = 0; i < 260; i++) {
    const cache = new StatCache(folder, `/data ${i}`, 0);
    cache.add('a', file(1));
    cache.save();
  }
  expect(fs.readdirSync(folder)).toHaveLength(256);
  expect(new StatCache(folder, '/data 259', 0).last('a')).toBeDefined();
});

test('a file changed too shortly before it was read is not settled', () => {
  const clock = { dev: 1, granularityMs: 50 };
  const changed = (mtimeMs: number, ctimeMs = 0, dev = 1) => ({ size: 0, ino: 0, mtimeMs, ctimeMs, dev });
  const now = 1_000_000;
  expect(isSettled(changed(now - 50.01), now, clock)).toBe(true);
  expect(isSettled(changed(now - 50), now, clock)).toBe(false);
  expect(isSettled(changed(0, now - 0.01), now, clock)).toBe(false);
  expect(isSettled(changed(now + 0.01), now, clock)).toBe(false);
  // Another file system below the folder may keep time in steps of two seconds.
  expect(isSettled(changed(now - 1000, 0, 2), now, clock)).toBe(false);
  expect(isSettled(changed(now - 2000.01, 0, 2), now, clock)).toBe(true);
});

test('a cache vouches for blobs only while none was taken away since they were seen', () => {
  const folder = cacheFolder();
  const open = (removals: number) => new StatCache(folder, '/data', removals);
  const logged = open(3);
  logged.add('a', file(1));
  logged.save(['a'], true);
  expect(open(3).vouches).toBe(true);
  expect(open(4).vouches).toBe(false);
  // A download adds what it saw, but did not look at the rest.
  const downloaded = open(4);
  downloaded.add('b', file(2));
  downloaded.save();
  expect(open(4).vouches).toBe(false);
  const failed = open(4);
  failed.save(['a', 'b'], false);
  expect(open(4).vouches).toBe(false);
  open(4).save(['a', 'b'], true);
  expect(open(4).vouches).toBe(true);
});
