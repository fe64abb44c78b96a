import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { ownIdentity } from '../../../src/store/local/processIdentity.ts';
import { SILENCE } from '../../../src/store/catalog/runs.ts';
import { commitFiles, commitRunFile, fileEntry, temporaryFolder } from '../../support/storeKit.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: LocalStore;
let catalog: DatabaseSync;
beforeEach(() => {
  folder = temporaryFolder();
  store = openLocalStore(folder.path);
  catalog = new DatabaseSync(path.join(folder.path, 'store-v1', 'catalog.db'));
});
afterEach(async () => {
  catalog.close();
  await store.close();
  folder.remove();
});

const inStore = (...parts: string[]) => path.join(folder.path, 'store-v1', ...parts);

/** Leaves the marks of a log that another process had under way. */
function leaveStaging(mark: {
  pid: number;
  process_start: string | null;
  boot: string;
  started_at: number;
}): void {
  mkdirSync(inStore('tmp', 'gone'));
  writeFileSync(inStore('tmp', 'gone', 'half'), 'half');
  catalog
    .prepare(
      'insert into work (id, kind, pid, process_start, host, boot, started_at) values (?, ?, ?, ?, ?, ?, ?)',
    )
    .run('gone', 'staging', mark.pid, mark.process_start, ownIdentity().host, mark.boot, mark.started_at);
}

function placeLoose(content: string): string {
  const { blob } = fileEntry('x', content).entry;
  mkdirSync(inStore('blobs', blob.slice(0, 2)), { recursive: true });
  const file = inStore('blobs', blob.slice(0, 2), blob.slice(2));
  writeFileSync(file, content);
  return file;
}

test('a log whose process died is swept; its blobs stay for the next try and go by gc', async () => {
  // Our own pid with another start time: the number was given to a new process.
  leaveStaging({ ...ownIdentity(), process_start: '1', started_at: Date.now() });
  const loose = placeLoose('placed, never committed');
  await commitFiles(store, { a: '1' });
  expect(readdirSync(inStore('tmp'))).toEqual([]);
  expect(existsSync(loose)).toBe(true);
  expect(await store.collectGarbage({ dryRun: true })).toMatchObject({ blobs: 1, bytes: 23 });
  expect(existsSync(loose)).toBe(true);
  expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 1, bytes: 23 });
  expect(existsSync(loose)).toBe(false);
});

test('after a reboot that cut off a log, blobs it may have placed are not trusted; older ones and needed ones stay', async () => {
  const { version } = await commitFiles(store, { a: 'needed' });
  const old = placeLoose('old');
  utimesSync(old, 1000, 1000);
  leaveStaging({ ...ownIdentity(), boot: 'an earlier boot', started_at: Date.now() - 5000 });
  const suspect = placeLoose('perhaps never on the disk');
  await commitFiles(store, { a: 'next' });
  expect(existsSync(suspect)).toBe(false);
  expect(existsSync(old)).toBe(true);
  expect((await store.verify()).damaged).toEqual([]);
  expect((await store.version(version.id)).deleted).toBe(false);
  expect(catalog.prepare('select count(*) as n from work').get()).toMatchObject({ n: 0 });
});

test('gc waits for nobody: while a log is under way it says so', async () => {
  const staging = await store.stage();
  await expect(store.collectGarbage({ dryRun: false })).rejects.toThrow(/in use by a log under way/);
  await store.abandon(staging);
  expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 0 });
});

test('a staging that was swept cannot be committed', async () => {
  const staging = await store.stage();
  catalog.exec('delete from work');
  const draft = {
    project: 'p',
    artifact: 'a',
    type: 't',
    aliases: [],
    placed: [],
    entries: [],
  };
  await expect(store.commitVersion(draft, staging)).rejects.toMatchObject({ code: 'staging-lost' });
  expect((await store.projects()).items).toEqual([]);
});

test('a manifest that names a blob the store has not is not committed', async () => {
  const staging = await store.stage();
  const { entry } = fileEntry('a.txt', 'never placed');
  const draft = {
    project: 'p',
    artifact: 'a',
    type: 't',
    aliases: [],
    placed: [],
    entries: [entry],
  };
  await expect(store.commitVersion(draft, staging)).rejects.toMatchObject({
    code: 'file-vanished',
    data: { path: 'a.txt' },
  });
  await store.abandon(staging);
});

test('deleting versions and collecting gives their space back, shared blobs excepted', async () => {
  const one = await commitFiles(store, { own: 'only here', shared: 'in both' });
  await commitFiles(store, { shared: 'in both' });
  await store.deleteVersions([one.version.id]);
  const report = await store.collectGarbage({ dryRun: false });
  expect(report.blobs).toBe(2); // the file and the manifest
  expect((await store.verify()).damaged).toEqual([]);
});

test('a run that fell silent reads as crashed, and is found so', async () => {
  const run = await store.beginRun({ project: 'p', jobType: 'train' });
  catalog.prepare('update runs set heartbeat_at = ?').run(Date.now() - SILENCE - 1000);
  expect((await store.run(run.id)).state).toBe('crashed');
  expect((await store.runs({ project: run.projectId, state: 'crashed' })).items).toHaveLength(1);
  expect((await store.runs({ project: run.projectId, state: 'running' })).items).toHaveLength(0);
  await store.heartbeat(run.id);
  expect((await store.run(run.id)).state).toBe('running');
});

test('what a run streamed goes with the run, and with gc where its deletion was cut off', async () => {
  const lost = await store.beginRun({ project: 'digits', jobType: 'train' });
  const kept = await store.beginRun({ project: 'digits', jobType: 'train' });
  for (const { id } of [lost, kept])
    await store.writeRunLines(id, 'history', { offset: 0, lines: ['{"_step":0}'] });
  const folderOf = (id: string) => inStore('runs', id);
  catalog.prepare('delete from runs where id = ?').run(lost.id);
  expect(await store.collectGarbage({ dryRun: true })).toMatchObject({ temporaryFiles: 1 });
  expect(existsSync(folderOf(lost.id))).toBe(true);
  await store.collectGarbage({ dryRun: false });
  expect([existsSync(folderOf(lost.id)), existsSync(folderOf(kept.id))]).toEqual([false, true]);
  await store.deleteRun(kept.id);
  expect(existsSync(folderOf(kept.id))).toBe(false);
});

test('a run’s file is kept by gc and checked by verify, until the run goes', async () => {
  const { id, key } = await store.beginRun({ project: 'digits', jobType: 'train' });
  const { blob } = await commitRunFile(store, id, 'media/a.png', 'pixels');
  expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 0 });
  writeFileSync(inStore('blobs', blob.slice(0, 2), blob.slice(2)), 'spoilt');
  const { damaged } = await store.verify();
  expect(damaged).toEqual([{ blob, problem: 'damaged', neededBy: [`run ${key}/media/a.png`] }]);
  await commitRunFile(store, id, 'media/a.png', 'pixels');
  expect((await store.verify()).damaged).toEqual([]);
  await store.deleteRun(id);
  expect(await store.collectGarbage({ dryRun: true })).toMatchObject({ blobs: 2 });
});
