/** The sizes that real data comes in: a hundred thousand files, and one file beyond 32 bits. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { workspace } from './workspace.ts';

const MIB = 1 << 20;

test('100,000 files are logged, logged again, and downloaded', { timeout: 300_000 }, async () => {
  const { data, target, log, get } = workspace();
  for (let folder = 0; folder < 100; folder++) {
    fs.mkdirSync(path.join(data, `${folder}`));
    for (let file = 0; file < 1000; file++) {
      fs.writeFileSync(path.join(data, `${folder}`, `${file}.txt`), `${folder} ${file}`);
    }
  }
  const { version } = await log();
  expect(version).toMatchObject({ index: 0, fileCount: 100_000 });
  expect(await log()).toMatchObject({ created: false, placedBytes: 0 });
  expect(await get(version.id)).toMatchObject({ files: 100_000, keptFiles: 0 });
  expect(fs.readFileSync(path.join(target, '99', '999.txt'), 'utf8')).toBe('99 999');
  expect(await get(version.id)).toMatchObject({ keptFiles: 100_000 });
});

test('a file of 5 GB takes no more memory than a small one', { timeout: 600_000 }, async () => {
  const { data, log, get, store } = workspace();
  const file = path.join(data, 'model.bin');
  const size = 5 * 2 ** 30 + 3;
  // All but its end is a hole, which takes no room on the disk; the store's copy does.
  fs.writeFileSync(file, '');
  fs.truncateSync(file, size - 3);
  fs.appendFileSync(file, 'end');

  const before = process.memoryUsage.rss();
  let most = 0;
  const onProgress = () => {
    most = Math.max(most, process.memoryUsage.rss() - before);
  };
  const { version } = await log({}, { onProgress });
  expect(most).toBeLessThan(400 * MIB);
  expect(version.size).toBe(size);
  const md5 = spawnSync('md5sum', [file], { encoding: 'utf8' }).stdout.slice(0, 32);
  const [entry] = (await store.manifest(version.id)).entries;
  expect(Buffer.from(entry?.digest ?? '', 'base64').toString('hex')).toBe(md5);
  // What is right stays, and is hashed to know that it is.
  fs.utimesSync(file, 1000, 1000);
  expect(await get(version.id, { target: data })).toMatchObject({ files: 1, keptFiles: 1 });
});
