/** Files that change, vanish or turn into something else while they are logged. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { TransferProgress } from '../../../src/transfer/requests.ts';
import { fill, readSteady } from '../../../src/transfer/readSource.ts';
import {
  blobsOf,
  codeOf,
  readTree,
  temporariesOf,
  temporaryFolder,
  workspace,
  writeTree,
} from './workspace.ts';

/** Does something once, between the scan and the reading. */
function beforeReading(act: () => void) {
  return {
    onProgress: ({ phase }: TransferProgress) => {
      if (phase === 'read') act();
    },
  };
}

test('a file that vanished is named, and nothing was logged', async () => {
  const { data, log, store, storeFolder } = workspace();
  writeTree(data, { a: '1', b: '2' });
  const gone = path.join(data, 'b');
  await expect(
    log(
      {},
      beforeReading(() => fs.rmSync(gone)),
    ),
  ).rejects.toMatchObject({
    code: 'file-vanished',
    data: { path: gone },
  });
  expect((await store.projects()).items).toEqual([]);
  expect(temporariesOf(storeFolder)).toEqual([]);
});

test('a folder that vanished in the middle of a scan is named', async () => {
  const { data, log } = workspace();
  writeTree(data, { 'a/1': '', 'b/2': '' });
  fs.rmSync(path.join(data, 'a'), { recursive: true });
  fs.symlinkSync('b', path.join(data, 'a'));
  expect(await log()).toMatchObject({ files: 2 });
});

test('a file rewritten between the scan and the reading is logged as it is then', async () => {
  const { data, log, get, target } = workspace();
  writeTree(data, { a: '1', b: '2' });
  const { version } = await log(
    {},
    beforeReading(() => writeTree(data, { b: 'twenty-two' })),
  );
  expect(version.size).toBe(11);
  await get(version.id);
  expect(readTree(target)).toEqual(readTree(data));
});

test("a link put in a file's place is not followed", async () => {
  const { data, folder, log } = workspace();
  writeTree(folder, { 'data/a': '1', secret: 'secret' });
  const file = path.join(data, 'a');
  const swap = () => {
    fs.rmSync(file);
    fs.symlinkSync('../secret', file);
  };
  expect(await codeOf(log({}, beforeReading(swap)))).toBe('file-unreadable');
});

test('a file that changes once while it is read is read again', () => {
  const file = path.join(temporaryFolder(), 'a');
  fs.writeFileSync(file, 'first');
  let times = 0;
  const { value, stats } = readSteady(file, descriptor => {
    const buffer = Buffer.alloc(100);
    const text = buffer.toString('utf8', 0, fill(file, descriptor, buffer, 0));
    if (times++ === 0) fs.appendFileSync(file, ' and second');
    return text;
  });
  expect({ value, size: stats.size, times }).toEqual({ value: 'first and second', size: 16, times: 2 });
});

test('a file that another process keeps appending to is refused by name', async () => {
  const { data, log, storeFolder } = workspace();
  const file = path.join(data, 'growing');
  fs.writeFileSync(file, Buffer.alloc(40_000_000));
  // Waits for word that it began; ends when its input does.
  const appender = spawn(process.execPath, [
    '-e',
    `const fs = require('fs'); process.stdin.on('end', () => process.exit()).resume();
     (function more() { for (let i = 0; i < 20; i++) fs.appendFileSync(${JSON.stringify(file)}, 'x');
       process.stdout.write('.'); setImmediate(more); })();`,
  ]);
  onTestFinished(() => void appender.kill('SIGKILL'));
  await new Promise(resolve => appender.stdout.once('data', resolve));
  appender.stdout.resume();
  await expect(log()).rejects.toMatchObject({ code: 'file-changed', data: { path: file } });
  appender.stdin.end();
  await new Promise(resolve => appender.once('close', resolve));
  expect(temporariesOf(storeFolder)).toEqual([]);
  expect(blobsOf(storeFolder)).toEqual([]);
  expect(await log()).toMatchObject({ created: true, files: 1 });
});
