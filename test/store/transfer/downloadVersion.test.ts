import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { TransferProgress } from '../../../src/transfer/requests.ts';
import { temporaryName } from '../../../src/transfer/temporaryName.ts';
import { blobsOf, codeOf, readTree, settle, temporariesOf, workspace, writeTree } from './workspace.ts';

const posix = process.platform !== 'win32';

/** A workspace with one version logged. */
async function logged(
  files: Record<string, string | Uint8Array> = { 'a/one': 'one', 'a/b/two': 'two', three: 'three' },
) {
  const space = workspace();
  writeTree(space.data, files);
  const { version } = await space.log();
  return { ...space, version };
}

/** What is in the store under the content. */
function blobOf(storeFolder: string, content: string): string {
  const blob = blobsOf(storeFolder).find(({ file }) => fs.readFileSync(file, 'utf8') === content);
  if (!blob) throw new Error(`There is no blob "${content}"`);
  return blob.file;
}

test('what is right stays, what is missing comes, what is only here is not touched', async () => {
  const { get, version, target, storeFolder } = await logged();
  expect(await get(version.id)).toEqual({ path: target, files: 3, bytes: 11, keptFiles: 0, leftOut: [] });
  writeTree(target, { 'a/mine': 'mine' });
  fs.rmSync(path.join(target, 'three'));
  const kept = fs.statSync(path.join(target, 'a/one'), { bigint: true });
  expect(await get(version.id)).toMatchObject({ files: 3, keptFiles: 2 });
  expect(readTree(target)).toEqual({ 'a/one': 'one', 'a/b/two': 'two', 'a/mine': 'mine', three: 'three' });
  expect(fs.statSync(path.join(target, 'a/one'), { bigint: true })).toMatchObject({
    ino: kept.ino,
    ctimeNs: kept.ctimeNs,
  });
  expect(temporariesOf(storeFolder)).toEqual([]);
});

test('a file put there by other means counts by its bytes', async () => {
  const { get, version, target } = await logged();
  writeTree(target, { three: 'three' });
  expect(await get(version.id)).toMatchObject({ keptFiles: 1 });
});

test('changed local files are refused before anything is written, and written over when told', async () => {
  const { get, version, target } = await logged();
  const mine = { three: 'mine!', 'a/one': 'longer than one' };
  writeTree(target, mine);
  await expect(get(version.id)).rejects.toMatchObject({
    code: 'target-changed',
    data: { count: 2, path: target, version: 'mnist:v0', example: 'a/one' },
  });
  expect(readTree(target)).toEqual(mine);
  expect(await get(version.id, { overwrite: true })).toMatchObject({ keptFiles: 0 });
  expect(readTree(target)).toEqual({ 'a/one': 'one', 'a/b/two': 'two', three: 'three' });
});

test("a downloaded file changed within the clock's tick is noticed", async () => {
  const { get, version, target } = await logged();
  await get(version.id);
  fs.writeFileSync(path.join(target, 'three'), 'THREE');
  expect(await codeOf(get(version.id))).toBe('target-changed');
});

test('a download is remembered: again it reads nothing', async () => {
  const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`file ${i}`, String(i)]));
  const { get, log, version, target, data } = await logged(files);
  await get(version.id);
  const worker = { file: path.join(data, 'no-such-worker.js') };
  expect(await get(version.id, {}, { worker })).toMatchObject({ keptFiles: 400 });
  expect(await log({ path: target }, { worker })).toMatchObject({ created: false });
});

test('progress counts what is kept and what is written, once each', async () => {
  const { get, version, target } = await logged();
  await get(version.id);
  writeTree(target, { three: 'other' });
  const told: TransferProgress[] = [];
  await get(version.id, { overwrite: true }, { onProgress: progress => told.push(progress) });
  const totals = { filesTotal: 3, bytesTotal: 11 };
  expect(told[0]).toEqual({ phase: 'scan', files: 0, bytes: 0, ...totals });
  expect(told.find(({ phase }) => phase === 'write')).toEqual({
    phase: 'write',
    files: 2,
    bytes: 6,
    ...totals,
  });
});

test('some files or folders of a version', async () => {
  const { get, version, target } = await logged();
  expect(await get(version.id, { paths: ['a/b/', 'three'] })).toMatchObject({ files: 2, bytes: 8 });
  expect(Object.keys(readTree(target)).sort()).toEqual(['a/b/two', 'three']);
  await expect(get(version.id, { paths: ['a/bb'] })).rejects.toMatchObject({
    code: 'file-not-found',
    data: { path: 'a/bb', version: 'mnist:v0' },
  });
});

test('references are left out and listed', async () => {
  const { store, get, target } = await logged();
  const { version } = await store.commitVersion(
    {
      project: 'jars',
      artifact: 'remote',
      type: 'dataset',
      entries: [{ kind: 'reference', path: 'far', digest: 'etag' as never, size: 9, url: 's3://b/far' }],
      placed: [],
      aliases: [],
    },
    await store.stage(),
  );
  expect(await get(version.id)).toMatchObject({ files: 0, bytes: 0, leftOut: ['far'] });
  expect(readTree(target)).toEqual({});
});

const damages = [
  ['other bytes', (file: string) => fs.writeFileSync(file, 'THREE')],
  ['cut off', (file: string) => fs.truncateSync(file, 2)],
  ['too long', (file: string) => fs.appendFileSync(file, '!')],
  ['gone', (file: string) => fs.rmSync(file)],
] as const;
test.each(damages)(
  'a blob that is damaged (%s) is named and never shows under the real name',
  async (_, damage) => {
    const { get, version, target, storeFolder } = await logged();
    damage(blobOf(storeFolder, 'three'));
    await expect(get(version.id)).rejects.toMatchObject({
      code: 'blob-damaged',
      data: { path: 'three', version: 'mnist:v0' },
    });
    const left = readTree(target);
    expect(left['three']).toBeUndefined();
    expect(Object.keys(left).filter(name => !['a/one', 'a/b/two'].includes(name))).toEqual([]);
  },
);

test('a large blob that is damaged never shows either', async () => {
  const { get, version, target, storeFolder } = await logged({ large: new Uint8Array(9_000_000).fill(3) });
  const [blob] = blobsOf(storeFolder).filter(({ file }) => fs.statSync(file).size === 9_000_000);
  const handle = fs.openSync(blob?.file ?? '', 'r+');
  fs.writeSync(handle, 'x', 8_999_999);
  fs.closeSync(handle);
  expect(await codeOf(get(version.id))).toBe('blob-damaged');
  expect(fs.readdirSync(target)).toEqual([]);
});

test('a deleted version and a target that is a file', async () => {
  const { get, version, target, store } = await logged();
  fs.writeFileSync(target, 'x');
  await expect(get(version.id)).rejects.toMatchObject({ code: 'target-is-file', data: { path: target } });
  expect(await codeOf(get(version.id, { target: `${target}/below` }))).toBe('target-not-writable');
  await store.deleteVersions([version.id]);
  expect(await codeOf(get(version.id))).toBe('version-deleted');
  expect(fs.readFileSync(target, 'utf8')).toBe('x');
});

test("a folder in a file's place is a change; a file in a folder's place is refused", async () => {
  const { get, version, target } = await logged();
  writeTree(target, { 'three/mine': '1' });
  expect(await codeOf(get(version.id))).toBe('target-changed');
  expect(await codeOf(get(version.id, { overwrite: true }))).toBe('target-not-writable');
  expect(readTree(target)['three/mine']).toBe('1');
  fs.rmSync(target, { recursive: true });
  writeTree(target, { a: 'mine' });
  await expect(get(version.id, { overwrite: true })).rejects.toMatchObject({
    code: 'target-not-writable',
    data: { path: `${target}/a`, problem: 'it is a file' },
  });
  expect(readTree(target)).toEqual({ a: 'mine' });
});

test.runIf(posix)('links below the target are never written through', async () => {
  const { get, version, target, folder } = await logged();
  writeTree(folder, { 'elsewhere/one': 'mine', secret: 'mine' });
  fs.mkdirSync(target);
  fs.symlinkSync('../elsewhere', path.join(target, 'a'));
  await expect(get(version.id, { overwrite: true })).rejects.toMatchObject({
    code: 'target-not-writable',
    data: { path: `${target}/a`, problem: 'it is a symbolic link' },
  });
  fs.rmSync(path.join(target, 'a'));
  fs.symlinkSync('../secret', path.join(target, 'three'));
  expect(await codeOf(get(version.id))).toBe('target-changed');
  await get(version.id, { overwrite: true });
  expect(fs.lstatSync(path.join(target, 'three')).isFile()).toBe(true);
  expect(readTree(path.join(folder, 'elsewhere'))).toEqual({ one: 'mine' });
  expect(fs.readFileSync(path.join(folder, 'secret'), 'utf8')).toBe('mine');
});

test.runIf(posix)('the target itself may be a link to a folder', async () => {
  const { get, version, target, folder } = await logged();
  fs.mkdirSync(path.join(folder, 'real'));
  fs.symlinkSync('real', target);
  await get(version.id);
  expect(Object.keys(readTree(path.join(folder, 'real')))).toHaveLength(3);
});

test('the folders of killed downloads are removed, those of others are not', async () => {
  const { get, version, target } = await logged();
  await get(version.id);
  const living = temporaryName('abc');
  const dead = living.replace(`-${process.pid}-`, '-4194304999-');
  writeTree(target, { [`${living}/0`]: 'half', [`${dead}/0`]: 'half', '.amphora-download-mine': 'mine' });
  await settle(target);
  await get(version.id);
  expect(fs.readdirSync(target).sort()).toEqual([living, '.amphora-download-mine', 'a', 'three'].sort());
});
