import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { manifestDigestText } from '../../../src/core/manifest.ts';
import type { VersionDraft } from '../../../src/store/writes.ts';
import type { TransferProgress } from '../../../src/transfer/requests.ts';
import { age, blobsOf, codeOf, readTree, settle, temporariesOf, workspace, writeTree } from './workspace.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('base64');

test('a folder becomes a version with W&B digests', async () => {
  const { data, store, log } = workspace();
  writeTree(data, { 'b.txt': 'two', 'a/one.txt': 'one', 'a/empty': '' });
  const result = await log({
    aliases: ['best'],
    metadata: { rows: 3 },
    description: 'digits',
    tags: ['raw'],
  });
  expect(result).toMatchObject({ created: true, files: 3, bytes: 6, placedBytes: 6 });
  expect(result.version).toMatchObject({
    index: 0,
    aliases: ['latest', 'best'],
    metadata: { rows: 3 },
    tags: ['raw'],
  });
  const manifest = await store.manifest(result.version.id);
  expect(manifest.entries.map(({ path, digest, size }) => [path, digest, size])).toEqual([
    ['a/empty', md5(''), 0],
    ['a/one.txt', md5('one'), 3],
    ['b.txt', md5('two'), 3],
  ]);
  expect(result.version.digest).toBe(createHash('md5').update(manifestDigestText(manifest)).digest('hex'));
});

test('the same content again is the same version and places nothing', async () => {
  const { data, log, storeFolder } = workspace();
  writeTree(data, { a: '1', b: '2', same: '1' });
  const first = await log();
  expect(first.placedBytes).toBe(2);
  const again = await log({ aliases: ['best'] });
  expect(again).toMatchObject({ created: false, files: 3, placedBytes: 0 });
  expect(again.version).toMatchObject({ index: 0, aliases: ['latest', 'best'] });
  expect(temporariesOf(storeFolder)).toEqual([]);
});

test('a changed file makes a new version and only it is placed', async () => {
  const { data, log } = workspace();
  writeTree(data, { a: 'first', b: 'second' });
  await settle(data);
  await log();
  writeTree(data, { b: 'third!' });
  expect(await log()).toMatchObject({ created: true, placedBytes: 6, bytes: 11, version: { index: 1 } });
});

test('a file changed without changing its size or time is noticed', async () => {
  const { data, log } = workspace();
  writeTree(data, { a: 'first' });
  await settle(data);
  await log();
  writeTree(data, { a: 'other' });
  age(data);
  expect(await log()).toMatchObject({ created: true, placedBytes: 5 });
});

test('what is remembered is not read', async () => {
  const { data, log } = workspace();
  writeTree(data, Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`file ${i}`, String(i)])));
  await settle(data);
  await log();
  // So many files are read by workers, and these cannot start.
  const worker = { file: path.join(data, 'no-such-worker.js') };
  expect(await log({}, { worker })).toMatchObject({ created: false, files: 400 });
});

test('blobs that a failed log placed just now are made durable by whoever commits to them', async () => {
  const { data, store, log } = workspace();
  writeTree(data, { a: 'first' });
  await settle(data);
  const logged: VersionDraft[] = [];
  const commitVersion = store.commitVersion.bind(store);
  store.commitVersion = (draft, staging) => {
    logged.push(draft);
    return logged.length === 1 ? Promise.reject(new Error('The power went')) : commitVersion(draft, staging);
  };
  await expect(log()).rejects.toThrow('The power went');
  expect(await log()).toMatchObject({ created: true, placedBytes: 0 });
  await log();
  expect(logged.map(draft => draft.placed.length)).toEqual([1, 1, 0]);
});

test('one file is logged under its own name', async () => {
  const { data, log, paths, get, target } = workspace();
  writeTree(data, { 'model.bin': 'weights', other: '' });
  const { version } = await log({ path: path.join(data, 'model.bin') });
  expect(await paths(version.id)).toEqual(['model.bin']);
  await get(version.id);
  expect(readTree(target)).toEqual({ 'model.bin': 'weights' });
});

test('many files go through workers, large ones in pieces', async () => {
  const { data, log, get, target, storeFolder } = workspace();
  const files: Record<string, string | Uint8Array> = {};
  for (let i = 0; i < 700; i++) files[`folder ${i % 7}/file ${i}`] = `content ${i % 650}`;
  files['large'] = new Uint8Array(3_500_001).fill(7);
  files['exactly a piece'] = new Uint8Array(1 << 20).fill(8);
  files['large again'] = files['large'];
  writeTree(data, files);
  const told: TransferProgress[] = [];
  const result = await log({}, { onProgress: progress => told.push(progress) });
  const bytes = Object.values(readTree(data)).reduce((sum, content) => sum + content.length, 0);
  expect(result).toMatchObject({ files: 703, bytes });
  expect(told.at(-1)).toEqual({ phase: 'commit', files: 703, filesTotal: 703, bytes, bytesTotal: bytes });
  expect(temporariesOf(storeFolder)).toEqual([]);
  await get(result.version.id);
  expect(readTree(target)).toEqual(readTree(data));
  expect(await log()).toMatchObject({ created: false, placedBytes: 0 });
});

test('a large file that was only touched is not written again', async () => {
  const { data, log, storeFolder } = workspace();
  writeTree(data, { large: new Uint8Array(2_000_000).fill(1) });
  await settle(data);
  await log();
  const before = blobsOf(storeFolder).map(({ file }) => fs.statSync(file).mtimeMs);
  fs.utimesSync(path.join(data, 'large'), new Date(), new Date());
  expect(await log()).toMatchObject({ created: false, placedBytes: 0 });
  expect(blobsOf(storeFolder).map(({ file }) => fs.statSync(file).mtimeMs)).toEqual(before);
});

test('names in every script and with odd characters come back as they were', async () => {
  const { data, log, get, target, paths } = workspace();
  const names = [
    '日本語/データ.txt',
    '한국어.bin',
    '🏺/🏺🏺',
    'a:b*c?"<>|\\d',
    ' space ',
    '\u{10000}',
    '\uffff',
    'con',
    '\ufffd',
    'tab\tnew\nline',
  ];
  writeTree(data, Object.fromEntries(names.map(name => [name, name])));
  const { version } = await log();
  const inBytes = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(await paths(version.id)).toEqual(inBytes);
  await get(version.id);
  expect(readTree(target)).toEqual(readTree(data));
});

test('what there is not cannot be logged', async () => {
  const { data, log, storeFolder, store } = workspace();
  expect(await codeOf(log())).toBe('folder-empty');
  writeTree(data, { 'a/.amphoraignore': '*', 'a/b': '1', '.git/config': '' });
  expect(await codeOf(log())).toBe('folder-empty');
  expect(await codeOf(log({ path: path.join(data, 'nothing') }))).toBe('folder-not-found');
  expect(await codeOf(log({ path: path.join(data, 'a/b/c') }))).toBe('folder-not-found');
  expect((await store.projects()).items).toEqual([]);
  expect(temporariesOf(storeFolder)).toEqual([]);
});

test.each([
  [{ artifact: 'a/b' }, 'name-invalid'],
  [{ project: '' }, 'name-invalid'],
  [{ type: 'x:y' }, 'name-invalid'],
  [{ aliases: ['v7'] }, 'alias-reserved'],
  [{ aliases: ['a:b'] }, 'alias-invalid'],
])('%j is refused before anything is read', async (request, code) => {
  const { data, log, storeFolder } = workspace();
  writeTree(data, { a: '1' });
  expect(await codeOf(log(request))).toBe(code);
  expect(blobsOf(storeFolder)).toEqual([]);
});

test('the type of an artifact holds, and nothing is left of the try', async () => {
  const { data, log, storeFolder } = workspace();
  writeTree(data, { a: '1' });
  await log();
  writeTree(data, { a: '2' });
  expect(await codeOf(log({ type: 'model' }))).toBe('artifact-type-differs');
  expect(temporariesOf(storeFolder)).toEqual([]);
});
