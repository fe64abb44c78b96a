/** What is remembered of a folder must not outlive the blobs it is about. */
import { existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { age, workspace, writeTree } from './workspace.ts';

async function logged() {
  const space = workspace();
  writeTree(space.data, { 'a.txt': 'one', 'b.txt': 'two' });
  age(space.data);
  const { version } = await space.log();
  // The second log finds the cache of the first.
  expect((await space.log()).created).toBe(false);
  const [location] = await space.store.locate(version.id, ['a.txt']);
  if (location?.kind !== 'file') throw new Error('The store has no file for it.');
  return { ...space, version, blob: location.path };
}

test('a folder whose blobs were collected is read again', async () => {
  const { store, log, version, blob } = await logged();
  await store.deleteVersions([version.id]);
  await store.collectGarbage({ dryRun: false });
  expect(existsSync(blob)).toBe(false);
  expect(await log()).toMatchObject({ created: true, placedBytes: 6 });
  expect((await store.verify()).damaged).toEqual([]);
});

test('a folder one of whose blobs is missing mends it once verify has seen that', async () => {
  const { store, log, blob } = await logged();
  rmSync(blob);
  expect((await store.verify()).damaged).toMatchObject([
    { problem: 'missing', neededBy: ['mnist:v0/a.txt'] },
  ]);
  expect(await log()).toMatchObject({ created: false, placedBytes: 3 });
  expect((await store.verify()).damaged).toEqual([]);
});
