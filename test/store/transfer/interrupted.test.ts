/** Logs and downloads that are cancelled or killed: whole blobs and whole files stay, nothing else, and the next one works. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isCancellation } from '../../../src/core/errors.ts';
import type { Workspace } from './workspace.ts';
import { blobsOf, readTree, temporariesOf, workspace, writeTree } from './workspace.ts';

/** So many that workers do it. */
function manyFiles(data: string, count = 1500): void {
  const files: Record<string, Uint8Array> = {
    'large a': randomBytes(6_000_000),
    'large b': randomBytes(6_000_000),
  };
  for (let i = 0; i < count; i++) files[`folder ${i % 9}/${i}`] = randomBytes(2_000);
  writeTree(data, files);
}

/** Gives up when it was told `calls` times how far things are. */
function abortAfter(calls: number) {
  const controller = new AbortController();
  const reason = new DOMException('Enough', 'AbortError');
  let left = calls;
  const onProgress = () => {
    if (left-- === 0) controller.abort(reason);
  };
  if (calls < 0) controller.abort(reason);
  return { signal: controller.signal, onProgress, reason };
}

async function expectNothingButWholeBlobs({ store, storeFolder }: Workspace): Promise<void> {
  expect((await store.projects()).items).toEqual([]);
  expect(temporariesOf(storeFolder)).toEqual([]);
  expect(blobsOf(storeFolder).filter(({ whole }) => !whole)).toEqual([]);
}

test.each([-1, 0, 1, 2, 3])('a log given up at its report %i leaves nothing but whole blobs', async calls => {
  const space = workspace();
  manyFiles(space.data);
  const { reason, ...options } = abortAfter(calls);
  const outcome = await space.log({}, options).catch((error: unknown) => error);
  // The last reports may come when all is over.
  if (!(outcome instanceof Error)) return;
  expect(outcome).toBe(reason);
  expect(isCancellation(outcome)).toBe(true);
  await expectNothingButWholeBlobs(space);
  const placed = blobsOf(space.storeFolder).length;
  const again = await space.log();
  expect(again).toMatchObject({ created: true, files: 1502 });
  // The manifest is one more.
  expect(blobsOf(space.storeFolder)).toHaveLength(1503);
  const placedNow = 1502 - placed;
  expect(again.placedBytes).toBeLessThanOrEqual(placedNow * 2_000 + 12_000_000);
});

test('a few files are given up as well', async () => {
  const space = workspace();
  writeTree(space.data, { a: '1', b: '2' });
  const { reason, ...options } = abortAfter(0);
  await expect(space.log({}, options)).rejects.toBe(reason);
  await expectNothingButWholeBlobs(space);
});

test.each([-1, 0, 1, 2, 3])('a download given up at its report %i leaves whole files only', async calls => {
  const space = workspace();
  manyFiles(space.data);
  const { version } = await space.log();
  const { reason, ...options } = abortAfter(calls);
  const outcome = await space.get(version.id, {}, options).catch((error: unknown) => error);
  if (!(outcome instanceof Error)) return;
  expect(outcome).toBe(reason);
  expect(temporariesOf(space.storeFolder)).toEqual([]);
  const whole = readTree(space.data);
  const left = fs.existsSync(space.target) ? readTree(space.target) : {};
  expect(Object.entries(left).filter(([name, content]) => whole[name] !== content)).toEqual([]);
  expect(await space.get(version.id)).toMatchObject({ files: 1502, keptFiles: Object.keys(left).length });
});

/** Logs in a process of its own, and kills it at its report number `report`. Resolves when it is dead. */
function killedLog(space: Workspace, report: number): Promise<boolean> {
  const child = fork(path.join(import.meta.dirname, 'logChild.ts'), [space.storeFolder, space.data], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let reports = 0;
  child.stderr?.on('data', (text: Buffer) => {
    reports += text.toString().split('\n').length - 1;
    if (reports >= report) child.kill('SIGKILL');
  });
  return new Promise(resolve => child.once('close', (_, signal) => resolve(signal === 'SIGKILL')));
}

test('a log that was killed leaves whole blobs, and the next places only the rest', async () => {
  const space = workspace();
  manyFiles(space.data);
  let kills = 0;
  for (let report = 1; report <= 5; report++) {
    if (await killedLog(space, report)) kills++;
    expect(blobsOf(space.storeFolder).filter(({ whole }) => !whole)).toEqual([]);
  }
  expect(kills).toBeGreaterThan(0);
  const before = blobsOf(space.storeFolder).reduce((sum, { file }) => sum + fs.statSync(file).size, 0);
  const { placedBytes, version } = await space.log();
  if (version.index === 0 && before < 15_000_000) expect(placedBytes).toBe(15_000_000 - before);
  expect(temporariesOf(space.storeFolder)).toEqual([]);
  await space.get(version.id);
  expect(readTree(space.target)).toEqual(readTree(space.data));
});

test('two processes log the same folder at once', async () => {
  const space = workspace();
  manyFiles(space.data, 600);
  const ends = await Promise.all([killedLog(space, Infinity), killedLog(space, Infinity), space.log()]);
  expect(ends[2]).toMatchObject({ files: 602, version: { index: 0 } });
  expect(temporariesOf(space.storeFolder)).toEqual([]);
  expect(blobsOf(space.storeFolder).filter(({ whole }) => !whole)).toEqual([]);
  const { version } = await space.log();
  expect(version.index).toBe(0);
  await space.get(version.id);
  expect(readTree(space.target)).toEqual(readTree(space.data));
});
