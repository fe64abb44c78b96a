import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { commitFiles, fileEntry, readText, temporaryFolder } from '../../support/storeKit.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const inStore = (...parts: string[]) => path.join(folder.path, 'store-v1', ...parts);

function blobFile(content: string): string {
  const { blob } = fileEntry('x', content).entry;
  return inStore('blobs', blob.slice(0, 2), blob.slice(2));
}

test.each([
  ['other bytes of the same length', (file: string) => writeFileSync(file, 'HELLO')],
  ['fewer bytes', (file: string) => truncateSync(file, 2)],
])('a damaged blob (%s) is named and never served whole, and logging again mends it', async (_, damage) => {
  const store = openLocalStore(folder.path);
  const { version } = await commitFiles(store, { 'a.txt': 'hello', 'b.txt': 'fine' });
  damage(blobFile('hello'));
  await expect(store.readFile(version.id, 'a.txt').then(readText)).rejects.toMatchObject({
    code: 'blob-damaged',
    data: { path: 'a.txt', version: 'mnist:v0' },
  });
  expect(await readText(await store.readFile(version.id, 'b.txt'))).toBe('fine');
  const report = await store.verify();
  expect(report.damaged).toMatchObject([{ problem: 'damaged', neededBy: ['mnist:v0/a.txt'] }]);
  await commitFiles(store, { 'a.txt': 'hello' }, { artifact: 'again' });
  expect(await store.verify()).toMatchObject({ damaged: [] });
  expect(await readText(await store.readFile(version.id, 'a.txt'))).toBe('hello');
  await store.close();
});

test('a damaged manifest is named, other versions stay readable, and gc touches nothing', async () => {
  const store = openLocalStore(folder.path);
  const { version } = await commitFiles(store, { 'a.txt': 'hello' });
  const fine = await commitFiles(store, { 'a.txt': 'other' });
  const catalog = new DatabaseSync(inStore('catalog.db'));
  const { manifest } = catalog.prepare('select manifest from versions where idx = 0').get() as {
    manifest: string;
  };
  catalog.close();
  writeFileSync(inStore('blobs', manifest.slice(0, 2), manifest.slice(2)), 'nonsense');
  await expect(store.manifest(version.id)).rejects.toMatchObject({
    code: 'manifest-damaged',
    data: { version: 'mnist:v0' },
  });
  expect(await readText(await store.readFile(fine.version.id, 'a.txt'))).toBe('other');
  await expect(store.collectGarbage({ dryRun: false })).rejects.toMatchObject({ code: 'manifest-damaged' });
  expect(await store.verify()).toMatchObject({ damagedManifests: ['mnist:v0'], damaged: [] });
  expect((await commitFiles(store, { 'a.txt': 'hello' })).created).toBe(false);
  expect((await store.manifest(version.id)).entries).toHaveLength(1);
  await store.close();
});

test.each([
  ['missing', (file: string) => rmSync(file)],
  ['cut to nothing', (file: string) => truncateSync(file, 0)],
])('a catalog that is %s beside blobs is named, and nothing is taken for garbage', async (_, lose) => {
  const store = openLocalStore(folder.path);
  await commitFiles(store, { 'a.txt': 'hello' });
  await store.close();
  lose(inStore('catalog.db'));
  for (let i = 0; i < 2; i++)
    expect(() => openLocalStore(folder.path)).toThrow(/missing or empty, though the store holds files/);
  expect(readFileSync(blobFile('hello'), 'utf8')).toBe('hello');
});

test('a blob that cannot be read is named like any other damage', async () => {
  const store = openLocalStore(folder.path);
  await commitFiles(store, { 'a.txt': 'hello', 'b.txt': 'fine' });
  rmSync(blobFile('hello'));
  mkdirSync(blobFile('hello'));
  expect((await store.verify()).damaged).toMatchObject([
    { problem: 'damaged', neededBy: ['mnist:v0/a.txt'] },
  ]);
  await commitFiles(store, { 'a.txt': 'hello', 'b.txt': 'fine' });
  expect((await store.verify()).damaged).toEqual([]);
  expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 1, temporaryFiles: 0 });
  await store.close();
});

test('a catalog that is no database is named and left as it is', () => {
  mkdirSync(inStore(), { recursive: true });
  writeFileSync(inStore('catalog.db'), 'this is not a database, but somebody’s notes'.repeat(40));
  const before = readFileSync(inStore('catalog.db'));
  expect(() => openLocalStore(folder.path)).toThrow(/The catalog of the store .* is damaged/);
  expect(readFileSync(inStore('catalog.db'))).toEqual(before);
});

test('a catalog with damaged pages is found by verify', async () => {
  const store = openLocalStore(folder.path);
  for (let i = 0; i < 60; i++)
    await commitFiles(store, { a: String(i) }, { metadata: { text: 'x'.repeat(2000) } });
  await store.close();
  const bytes = readFileSync(inStore('catalog.db'));
  // The schema, in the first pages, stays: SQLite must open it and stumble later.
  for (let at = bytes.length - 4096 * 10; at < bytes.length; at += 4096) bytes.fill(0xff, at, at + 64);
  writeFileSync(inStore('catalog.db'), bytes);
  const opened = openLocalStore(folder.path);
  await expect(opened.verify()).rejects.toMatchObject({ code: 'store-damaged' });
  await opened.close();
});

test('a store of a newer layout is refused and not touched', () => {
  mkdirSync(path.join(folder.path, 'store-v2'));
  expect(() => openLocalStore(folder.path)).toThrow(
    /was written by a newer Amphora \(layout 2, this one knows 1\)/,
  );
  expect(readdirSync(folder.path)).toEqual(['store-v2']);
});

test('a catalog of a newer schema is refused', async () => {
  await openLocalStore(folder.path).close();
  const catalog = new DatabaseSync(inStore('catalog.db'));
  catalog.exec('pragma user_version = 999');
  catalog.close();
  expect(() => openLocalStore(folder.path)).toThrow(/newer Amphora \(layout 1\.999/);
});

test('a store where a file stands in the way says so', () => {
  const file = path.join(folder.path, 'file');
  writeFileSync(file, '');
  expect(() => openLocalStore(file)).toThrow(/cannot be written/);
});

test.runIf(process.platform === 'linux')(
  'a store where no folder can be made says so, and does not try for ever',
  () => {
    expect(() => openLocalStore('/proc/amphora')).toThrow(
      /"\/proc\/amphora" cannot be written \(no such file/,
    );
  },
);
