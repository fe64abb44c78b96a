import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EntryDigest } from '../../../src/core/ids.ts';
import { StagingPool } from '../../../src/server/uploads/StagingPool.ts';
import { blobPath } from '../../../src/store/blobs.ts';
import { LOCAL_ENTITY } from '../../../src/core/project.ts';
import { placeBlob } from '../../../src/store/local/durable.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { commitFiles, fileEntry } from '../../support/storeKit.ts';
import { sharedDatabases } from './storesAtOnce.ts';

const DRAFT = { project: 'digits', artifact: 'mnist', type: 'dataset', aliases: ['latest'], placed: [] };

describe.skipIf(!hasPostgres)(`leases in a database${needsPostgres}`, () => {
  const database = sharedDatabases();
  afterEach(() => {
    vi.useRealTimers();
  });

  test('keep the collector off while something is logged in another process', async () => {
    const { open } = await database();
    const [logging, collecting] = [await open(), await open()];
    const staging = await logging.stage();
    await expect(collecting.collectGarbage({ dryRun: false })).rejects.toMatchObject({ code: 'store-busy' });
    await logging.abandon(staging);
    expect(await collecting.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 0 });
  });

  test('of a process that died run out; what it goes on to log is refused', async () => {
    const { open, query } = await database();
    const [dying, collecting] = [await open(), await open()];
    const { entry, bytes } = fileEntry('a', '1');
    const staging = await dying.stage();
    placeBlob(staging.blobs, staging.temporary, entry.blob, bytes);
    await query('update leases set expires_at = 0');
    expect(await collecting.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 1, temporaryFiles: 1 });
    await expect(
      dying.commitVersion({ ...DRAFT, entries: [entry], seen: true }, staging),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(staging-lost|store-not-writable)$/) as string });
    expect((await commitFiles(dying, { a: '1' })).version.index).toBe(0);
  });

  test('are renewed while the process lives', async () => {
    const { open, query } = await database();
    const store = await open();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const staging = await store.stage();
    await query('update leases set expires_at = 0');
    vi.advanceTimersByTime(15_000);
    const left = () =>
      query('select expires_at - extract(epoch from clock_timestamp()) * 1000 > 30000 as long from leases');
    await expect.poll(left).toEqual([{ long: true }]);
    await store.abandon(staging);
    expect(await query('select * from leases')).toEqual([]);
  });

  test('of a collector make logs wait, until it ends or runs out', async () => {
    const { open, query } = await database();
    const store = await open();
    const collector = (id: string, expires: string) =>
      query(`insert into leases (id, kind, holder, expires_at) values ('${id}', 'collect', 'x', ${expires})`);
    await collector('dead', '0');
    await store.abandon(await store.stage());
    await collector('alive', '9e15');
    const controller = new AbortController();
    const given = store.stage({ signal: controller.signal });
    controller.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    const waiting = store.stage();
    await query("delete from leases where id = 'alive'");
    await store.abandon(await waiting);
  });

  test('of a collector make whoever asks for bytes wait: they are told of what it left', async () => {
    const { open, query, blobs } = await database();
    const store = await open();
    await commitFiles(store, { a: 'left', b: 'taken' });
    const [left, taken] = ['left', 'taken'].map(content => fileEntry('x', content).entry);
    await query(`insert into leases (id, kind, holder, expires_at) values ('alive', 'collect', 'x', 9e15)`);
    let told = false;
    const asked = store.drafts
      .findBlobs(LOCAL_ENTITY, [left!.digest, taken!.digest])
      .finally(() => (told = true));
    // What is there no more need not be waited for.
    expect((await store.drafts.findBlobs(LOCAL_ENTITY, [fileEntry('x', 'other').entry.digest])).size).toBe(0);
    rmSync(path.join(blobs, 'store-v1', 'blobs', blobPath(taken!.blob)));
    expect(told).toBe(false);
    await query("delete from leases where id = 'alive'");
    expect([...(await asked).keys()]).toEqual([left!.digest]);
  });

  test('that ran out cost a server no more than the requests of that moment', async () => {
    const { open, query } = await database();
    const [serving, collecting] = [await open(), await open()];
    const { id } = await serving.beginRun({ project: 'digits', jobType: 'train' });
    const pool = new StagingPool(serving);
    const { entry } = fileEntry('a', '1');
    const { kind: _kind, path: name, ...blob } = entry;
    const send = () =>
      pool.use(async ({ staging, blobs }) => {
        const file = blobs.begin();
        try {
          file.write(Buffer.from('1'));
          file.place(entry.blob);
        } finally {
          file.close();
        }
        await serving.commitRunFile(id, { name, ...blob }, staging);
      });
    await send();
    await query('update leases set expires_at = 0');
    await collecting.collectGarbage({ dryRun: false });
    await expect(send()).rejects.toMatchObject({
      code: expect.stringMatching(/^(staging-lost|store-not-writable)$/) as string,
    });
    await send();
    await pool.close();
  });

  test('let the collector take what no version and no upload needs', async () => {
    const { open } = await database();
    const store = await open();
    const kept = await commitFiles(store, { a: 'kept' });
    const gone = await commitFiles(store, { a: 'gone' });
    await store.deleteVersions([gone.version.id]);
    const uploaded = fileEntry('x', 'uploaded');
    const staging = await store.stage();
    placeBlob(staging.blobs, staging.temporary, uploaded.entry.blob, uploaded.bytes);
    await store.drafts.beginDraft(DRAFT);
    const owned = { entity: LOCAL_ENTITY, ...uploaded.entry };
    await store.drafts.recordBlobs([owned, owned]);
    await store.abandon(staging);
    // A file and a list of files.
    expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 2 });
    const digests = ['kept', 'gone', 'uploaded'].map(content => fileEntry('x', content).entry.digest);
    const many = Array.from({ length: 3000 }, (_, i) => String(i) as EntryDigest);
    const found = await store.drafts.findBlobs(LOCAL_ENTITY, [...many, ...digests]);
    expect([...found.keys()].sort()).toEqual([digests[0], digests[2]].sort());
    expect(found.get(digests[0]!)?.durable).toBe(true);
    expect(found.get(digests[2]!)?.durable).toBe(false);
    expect(await store.verify()).toMatchObject({ versions: 1, damaged: [], damagedManifests: [] });
    expect((await store.manifest(kept.version.id)).entries).toHaveLength(1);
  });
});
