import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { ownIdentity } from '../../../src/store/local/processIdentity.ts';
import { serverKey } from '../../../src/store/local/serverKey.ts';
import type { ServerRecord } from '../../../src/store/local/serverRecord.ts';
import { findServer, readServerRecord, writeServerRecord } from '../../../src/store/local/serverRecord.ts';
import { SILENCE } from '../../../src/store/catalog/runs.ts';
import { commitFiles, temporaryFolder } from '../../support/storeKit.ts';

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

const serverFolder = (): string => path.join(folder.path, 'store-v1', 'server');
const servers = () => catalog.prepare(`select pid from work where kind = 'serve'`).all();

const record = (change: Partial<ServerRecord> = {}): ServerRecord => ({
  url: 'http://127.0.0.1:4000',
  port: 4000,
  ...ownIdentity(),
  startedAt: Date.now(),
  version: '0.1.0',
  ...change,
});

test('a live claim is not swept, and neither logs nor clean-ups wait for it', async () => {
  mkdirSync(serverFolder());
  await writeServerRecord(folder.path, record());
  const claim = await store.claimServer();
  await commitFiles(store, { a: '1' });
  expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 0 });
  await expect(store.claimServer()).rejects.toMatchObject({
    code: 'server-running',
    data: { url: 'http://127.0.0.1:4000', pid: process.pid },
  });
  await store.releaseServer(claim);
  expect(servers()).toEqual([]);
  await store.releaseServer(await store.claimServer());
});

test('the claim of a dead process is taken over', async () => {
  await store.claimServer();
  // Our own number, given to a new process.
  catalog.exec(`update work set process_start = '1'`);
  await store.claimServer();
  expect(servers()).toEqual([{ pid: process.pid }]);
});

test('a claim whose holder gives up before it told its address goes to who waits', async () => {
  const held = await store.claimServer();
  const waiting = store.claimServer();
  await store.releaseServer(held);
  expect(await waiting).toMatchObject({ id: expect.any(String) });
});

test('everybody who needs the key at first gets the same, and nothing else is left', async () => {
  const keys = await Promise.all(Array.from({ length: 16 }, () => serverKey(folder.path)));
  expect(new Set(keys).size).toBe(1);
  expect(readdirSync(serverFolder())).toEqual(['key']);
});

test('a folder that others may look into is closed to them', async () => {
  mkdirSync(serverFolder());
  chmodSync(serverFolder(), 0o755);
  await serverKey(folder.path);
  expect(statSync(serverFolder()).mode & 0o777).toBe(0o700);
});

test('only the record of a live process is a server', async () => {
  expect(await findServer(folder.path)).toBeUndefined();
  expect(existsSync(serverFolder())).toBe(false);
  mkdirSync(serverFolder());
  await writeServerRecord(folder.path, record());
  expect(await findServer(folder.path)).toMatchObject({ url: 'http://127.0.0.1:4000', pid: process.pid });
  for (const change of [{ pid: null }, { process_start: '1' }, { boot: 'an earlier boot' }]) {
    await writeServerRecord(folder.path, record(change));
    expect([change, await findServer(folder.path)]).toEqual([change, undefined]);
    expect(await readServerRecord(folder.path)).toMatchObject(change);
  }
  await writeServerRecord(folder.path, record({ port: 0 }));
  expect(await readServerRecord(folder.path)).toBeUndefined();
  expect(readdirSync(serverFolder())).toEqual(['server.json']);
});

test('runs under way are counted over all projects, silent ones left out', async () => {
  const first = await store.beginRun({ project: 'a', jobType: 'train' });
  await store.beginRun({ project: 'b', jobType: 'train' });
  const silent = await store.beginRun({ project: 'b', jobType: 'train' });
  catalog
    .prepare('update runs set heartbeat_at = ? where id = ?')
    .run(Date.now() - SILENCE - 1000, silent.id);
  expect(await store.countRunning()).toBe(2);
  await store.finishRun(first.id, { state: 'finished' });
  expect(await store.countRunning()).toBe(1);
});
