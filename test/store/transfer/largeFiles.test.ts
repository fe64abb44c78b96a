import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readTree, settle, workspace, writeTree } from './workspace.ts';

const MIB = 1 << 20;

test.each([
  ['first', 0],
  ['middle', 2 * MIB + 17],
  ['last', 4 * MIB + 4],
])('a large file whose %s byte changed is another version, whole', async (_, at) => {
  const { data, target, store, log, get } = workspace();
  const bytes = randomBytes(4 * MIB + 5);
  writeTree(data, { big: bytes });
  await settle(data);
  await log();
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeTree(data, { big: bytes });
  const { version, created, placedBytes } = await log();
  expect({ created, placedBytes }).toEqual({ created: true, placedBytes: bytes.length });
  await get(version.id);
  expect(fs.readFileSync(path.join(target, 'big')).equals(bytes)).toBe(true);
  expect((await store.verify()).damaged).toEqual([]);
});

test('a large file that was only touched is read, and nothing is placed or left', async () => {
  const { data, store, storeFolder, log } = workspace();
  writeTree(data, { big: randomBytes(3 * MIB) });
  await settle(data);
  await log();
  fs.utimesSync(path.join(data, 'big'), 1000, 1000);
  expect(await log()).toMatchObject({ created: false, placedBytes: 0 });
  expect(readTree(path.join(storeFolder, 'store-v1/tmp'))).toEqual({});
  expect((await store.collectGarbage({ dryRun: true })).blobs).toBe(0);
});

test('a large file is placed anew where its former blob was damaged, whatever it was compared with', async () => {
  const { data, store, log } = workspace();
  const bytes = randomBytes(2 * MIB);
  writeTree(data, { big: bytes });
  await settle(data);
  const { version } = await log();
  const [location] = await store.locate(version.id, ['big']);
  if (location?.kind !== 'file') throw new Error('The store has no file for it.');
  // The damage happens to be what the file holds next.
  bytes[MIB + 1] = (bytes[MIB + 1] ?? 0) ^ 1;
  fs.writeFileSync(location.path, bytes);
  writeTree(data, { big: bytes });
  const next = await log();
  expect(next).toMatchObject({ created: true, placedBytes: bytes.length });
  expect((await store.verify()).damaged).toMatchObject([{ neededBy: ['mnist:v0/big'] }]);
});

test('files so large that MD5 has a thread of its own have the digests of their bytes', async () => {
  const { data, target, store, log, get } = workspace();
  const files = { one: randomBytes(33 * MIB + 7), two: randomBytes(32 * MIB), small: randomBytes(9) };
  writeTree(data, files);
  const { version } = await log();
  const digests = Object.fromEntries(
    (await store.manifest(version.id)).entries.map(entry => [entry.path, entry.digest]),
  );
  for (const [name, bytes] of Object.entries(files)) {
    expect(digests[name]).toBe(createHash('md5').update(bytes).digest('base64'));
  }
  await get(version.id);
  expect(fs.readFileSync(path.join(target, 'one')).equals(files.one)).toBe(true);
});
