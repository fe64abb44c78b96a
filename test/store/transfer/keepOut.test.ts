/** What a store keeps is never logged as data, and nothing is downloaded into it. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkSource } from '../../../src/transfer/source.ts';
import { codeOf, readTree, workspace, writeTree } from './workspace.ts';

const posix = process.platform !== 'win32';

/** A store that some other program has; its catalog need not be one. */
function otherStore(folder: string): void {
  writeTree(folder, { 'store-v7/catalog.db': 'theirs', 'store-v7/blobs/ab/cd': 'theirs' });
}

test('stores in the folder are left out, whosever they are, and what lies beside them is not', async () => {
  const { folder, data, log, paths } = workspace();
  writeTree(data, { a: '1', 'store-v1/notes': 'no store', 'store-vx/catalog.db': 'none either' });
  otherStore(path.join(data, 'deep/theirs'));
  writeTree(data, { 'deep/theirs/beside': '2', 'loud/STORE-V7/catalog.db': 'theirs' });
  const { version } = await log({ path: folder });
  expect(await paths(version.id)).toEqual([
    'data/a',
    'data/deep/theirs/beside',
    'data/store-v1/notes',
    'data/store-vx/catalog.db',
  ]);
});

test.runIf(posix)('a link to a store in the folder brings nothing of it in', async () => {
  const { data, log, paths } = workspace();
  writeTree(data, { a: '1' });
  otherStore(path.join(data, 'theirs'));
  fs.symlinkSync('theirs/store-v7', path.join(data, 'link'));
  expect(await paths((await log()).version.id)).toEqual(['a']);
});

test('a folder that is a store, or lies in one, is refused by name', async () => {
  const { folder, storeFolder, log } = workspace();
  otherStore(path.join(folder, 'theirs'));
  const places = [
    storeFolder,
    path.join(storeFolder, 'store-v1'),
    path.join(storeFolder, 'store-v1/blobs'),
    path.join(storeFolder, 'store-v1/catalog.db'),
    path.join(folder, 'theirs'),
    path.join(folder, 'theirs/store-v7/blobs/ab/cd'),
  ];
  if (posix) {
    fs.symlinkSync(path.join(storeFolder, 'store-v1/blobs'), path.join(folder, 'link'));
    places.push(path.join(folder, 'link'));
  }
  for (const place of places) {
    await expect(log({ path: place })).rejects.toMatchObject({ code: 'in-store', data: { path: place } });
  }
});

test('nothing is downloaded into a store', async () => {
  const { data, storeFolder, log, get } = workspace();
  writeTree(data, { a: '1' });
  const { version } = await log();
  const before = Object.keys(readTree(storeFolder)).filter(name => !name.includes('catalog.db-'));
  for (const place of ['', 'store-v1', 'store-v1/blobs/new/folder']) {
    const target = path.join(storeFolder, place);
    await expect(get(version.id, { target })).rejects.toMatchObject({ code: 'in-store' });
  }
  const after = Object.keys(readTree(storeFolder)).filter(name => !name.includes('catalog.db-'));
  expect(after).toEqual(before);
  await get(version.id, { target: path.join(storeFolder, 'artifacts') });
});

test.each([
  ['nothing', {}, 'folder-empty'],
  ['all of it ignored', { '.amphoraignore': '*\n', a: '1' }, 'folder-empty'],
  ['files', { a: '1' }, 'no failure'],
])('a folder with %s is judged without being read', async (_, files, code) => {
  const { data } = workspace();
  writeTree(data, files);
  expect(await codeOf(checkSource(data))).toBe(code);
});
