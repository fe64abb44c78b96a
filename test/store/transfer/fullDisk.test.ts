/** Disks that are full and folders that cannot be written, for real: small file systems in memory. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { canMount, needsMount as needs, smallDisk as mountSmallDisk } from '../../support/smallDisk.ts';
import {
  blobsOf,
  codeOf,
  readTree,
  temporariesOf,
  temporaryFolder,
  workspace,
  writeTree,
} from './workspace.ts';

/** A file system of so many megabytes, until the test is over. */
function smallDisk(folder: string, megabytes: number): string {
  mountSmallDisk(folder, megabytes);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

const shapes = [
  ['one large file', () => ({ large: randomBytes(12_000_000) })],
  [
    'many files',
    () => Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`f${i}`, randomBytes(12_000)])),
  ],
] as const;

test.runIf(canMount).each(shapes)(`the store's disk fills while logging %s${needs}`, async (_, files) => {
  const folder = temporaryFolder();
  smallDisk(path.join(folder, 'store'), 6);
  const { data, log, store, storeFolder } = workspace(folder);
  writeTree(data, { small: 'kept' });
  const { version } = await log();
  writeTree(data, files());
  await expect(log()).rejects.toMatchObject({ code: 'disk-full', data: { path: storeFolder } });
  expect(temporariesOf(storeFolder)).toEqual([]);
  expect(blobsOf(storeFolder).filter(({ whole }) => !whole)).toEqual([]);
  expect((await store.version(version.id)).aliases).toEqual(['latest']);
});

test.runIf(canMount).each(shapes)(
  `the target's disk fills while downloading %s${needs}`,
  async (_, files) => {
    const { data, log, get, target, store } = workspace();
    writeTree(data, files());
    const { version } = await log();
    smallDisk(target, 6);
    await expect(get(version.id)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining(target),
    });
    const whole = readTree(data);
    for (const [name, content] of Object.entries(readTree(target)))
      expect(content === whole[name]).toBe(true);
    await store.close();
  },
);

test.runIf(canMount)(`a read-only target is named${needs}`, async () => {
  const { data, log, get, target } = workspace();
  writeTree(data, { a: '1' });
  const { version } = await log();
  smallDisk(target, 1);
  execFileSync('mount', ['-o', 'remount,ro', target]);
  await expect(get(version.id)).rejects.toMatchObject({
    code: 'target-not-writable',
    data: { problem: 'read-only file system' },
  });
  await expect(get(version.id, { target: `${target}/below` })).rejects.toMatchObject({
    code: 'target-not-writable',
  });
});

test('a blobs folder that cannot be written is named', async () => {
  const { data, log, storeFolder } = workspace();
  writeTree(data, { a: '1' });
  const blobs = path.join(storeFolder, 'store-v1', 'blobs');
  fs.rmSync(blobs, { recursive: true });
  fs.writeFileSync(blobs, 'a file in its place');
  await expect(log()).rejects.toMatchObject({ code: 'store-not-writable', data: { path: storeFolder } });
  expect(temporariesOf(storeFolder)).toEqual([]);
});

test('a staging that was swept meanwhile is told', async () => {
  const { data, log, storeFolder } = workspace();
  writeTree(data, { a: '1' });
  const sweep = () => fs.rmSync(path.join(storeFolder, 'store-v1', 'tmp'), { recursive: true });
  expect(await codeOf(log({}, { onProgress: sweep }))).toBe('staging-lost');
});
