/** What a collector looks at again before it removes anything. */
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EntryDigest } from '../../../src/core/ids.ts';
import { blobPath } from '../../../src/store/blobs.ts';
import { DRAFT_LIFETIME } from '../../../src/store/catalog/drafts.ts';
import { findGarbage, stillGarbage } from '../../../src/store/catalog/garbage.ts';
import { LOCAL_ENTITY } from '../../../src/core/project.ts';
import { placeBlob } from '../../../src/store/local/durable.ts';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { hasS3, needsS3 } from '../../support/s3.ts';
import { commitFiles, commitRunFile, fileEntry } from '../../support/storeKit.ts';
import { migrationPlaces } from '../migrate/places.ts';

const places = migrationPlaces();
const inPostgres = async () => (await places.sharedFolder()).open();

/** Places bytes that nothing names. */
async function leave(store: LocalStore | PostgresStore, contents: readonly string[]): Promise<void> {
  const staging = await store.stage();
  for (const content of contents) {
    const { entry, bytes } = fileEntry('', content);
    placeBlob(staging.blobs, staging.temporary, entry.blob, bytes);
  }
  await store.abandon(staging);
}

const blobOf = (content: string) => fileEntry('', content).entry.blob;

if (!hasPostgres) test.skip(`rounds of a collector in PostgreSQL${needsPostgres}`);

describe.each([
  ['a local store', true, () => Promise.resolve(places.local())],
  ['a store in PostgreSQL', hasPostgres, inPostgres],
] as const)('a collector of %s', (_, can, open) => {
  test.skipIf(!can)('leaves what was committed or promised since it looked', async () => {
    const store = await open();
    const { db, blobs } = store.end;
    const left = ['of a version', 'of a run', 'promised', 'of nobody'];
    await leave(store, left);
    const garbage = await findGarbage({ db, blobs }, {}, {});
    expect(new Set(garbage.blobs.map(({ blob }) => blob))).toEqual(new Set(left.map(blobOf)));

    await commitFiles(store, { a: 'of a version' });
    const run = await store.beginRun({ project: 'digits', jobType: 'train' });
    await commitRunFile(store, run.id, 'a.png', 'of a run');
    await store.drafts.recordBlobs([{ entity: LOCAL_ENTITY, ...fileEntry('', 'promised').entry }]);
    await store.drafts.beginDraft({ project: 'digits', artifact: 'sent', type: 'dataset', aliases: [] });
    await store.drafts.findBlobs(LOCAL_ENTITY, [fileEntry('', 'promised').entry.digest]);
    const still = await stillGarbage({ db, blobs }, garbage.blobs, garbage.needed);
    expect(still.map(({ blob }) => blob)).toEqual([blobOf('of nobody')]);
  });

  test.skipIf(!can)('forgets the digest of bytes before it removes them, and those only', async () => {
    const store = await open();
    await commitFiles(store, { a: 'kept' });
    const gone = await commitFiles(store, { a: 'gone' });
    const digestOf = (content: string) => fileEntry('', content).entry.digest;
    const [kept, removed] = [digestOf('kept'), digestOf('gone')];
    expect((await store.drafts.findBlobs(LOCAL_ENTITY, [kept, removed])).size).toBe(2);
    await store.deleteVersions([gone.version.id]);
    await store.collectGarbage({ dryRun: false });
    const rows = await store.end.db.selectFrom('digests').select('digest').execute();
    expect(rows.map(({ digest }) => digest)).toEqual([kept]);
  });

  const COUNT = 5000;
  test.skipIf(!can)('removes thousands in rounds, and lets others log between them', async () => {
    const store = await open();
    const root = path.dirname(
      path.dirname(((await store.end.blobs.locate(blobOf('0'))) as { path: string }).path),
    );
    for (let i = 0; i < COUNT; i++) {
      const file = path.join(root, blobPath(blobOf(String(i))));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, String(i));
    }
    const removals: number[] = [];
    let over = false as boolean;
    const logging = (async () => {
      for (let i = 0; !over; i++) {
        const staging = await store.stage();
        removals.push(staging.removals);
        // What is garbage until now may be needed in the next round.
        await store.abandon(staging);
        await commitFiles(store, { a: String(COUNT - 1 - i) });
        await new Promise(resolve => setImmediate(resolve));
      }
    })();
    const collected = store.collectGarbage({ dryRun: false, patience: 60_000 }).finally(() => (over = true));
    await Promise.allSettled([collected, logging]);
    const { blobs } = await collected;
    await logging;
    expect(blobs).toBeGreaterThan(COUNT / 2);
    // Somebody came between two rounds; whoever remembers blobs that it saw there looks again.
    const last = await store.stage();
    await store.abandon(last);
    expect(removals.filter(count => count > 0 && count < last.removals)).not.toEqual([]);
    expect(await store.verify()).toMatchObject({ damaged: [], damagedManifests: [] });
  });
});

describe.skipIf(!hasPostgres)(`a collector that waits${needsPostgres}`, () => {
  test('comes in when the logs that were under way are over, and holds up those that come', async () => {
    const shared = await places.sharedFolder();
    const [logging, collecting] = [await shared.open(), await shared.open()];
    const staging = await logging.stage();
    const collected = collecting.collectGarbage({ dryRun: false, patience: 60_000 });
    const announced = () => shared.query("select 1 from leases where kind = 'collect'");
    await expect.poll(announced, { interval: 5, timeout: 30_000 }).not.toEqual([]);
    await logging.abandon(staging);
    expect(await collected).toMatchObject({ blobs: 0 });
    expect(await shared.query('select * from leases')).toEqual([]);
  });

  test('gives way again to those that come, where a log takes long, and can be stopped', async () => {
    const shared = await places.sharedFolder();
    const [logging, collecting] = [await shared.open(), await shared.open()];
    const long = await logging.stage();
    const stop = new AbortController();
    const collected = collecting.collectGarbage(
      { dryRun: false, patience: 600_000 },
      { signal: stop.signal },
    );
    const failed = expect(collected).rejects.toMatchObject({ name: 'AbortError' });
    await expect
      .poll(() => shared.query("select 1 from leases where kind = 'collect'"), {
        interval: 5,
        timeout: 30_000,
      })
      .not.toEqual([]);
    // It resolves though the long one is never over.
    await commitFiles(logging, { a: 'meanwhile' });
    stop.abort();
    await failed;
    await logging.abandon(long);
    expect(await shared.query('select * from leases')).toEqual([]);
  });
});

describe.skipIf(!hasPostgres || !hasS3)(`leftovers in a bucket${needsS3}`, () => {
  test('of drafts that nobody goes on with go, and younger ones stay', async () => {
    const shared = await places.sharedBucket();
    const store = await shared.open();
    const draft = await store.drafts.beginDraft({
      project: 'digits',
      artifact: 'sent',
      type: 'dataset',
      aliases: [],
    });
    const send = async (content: string) => {
      const { digest } = fileEntry('', content).entry;
      const url = store.drafts.direct!.fileUrl(draft, digest);
      await fetch(url, { method: 'PUT', body: content, headers: { 'content-md5': digest } });
      return digest;
    };
    const [old, young] = [await send('old'), await send('young')];
    const folder = path.join(places.bucketFolder(shared), 'incoming', draft.id);
    const fileOf = (digest: EntryDigest) => path.join(folder, Buffer.from(digest, 'base64').toString('hex'));
    const before = new Date(Date.now() - DRAFT_LIFETIME - 60_000);
    utimesSync(fileOf(old), before, before);
    expect(await store.collectGarbage({ dryRun: true })).toMatchObject({ temporaryFiles: 1, bytes: 3 });
    expect(readdirSync(folder)).toHaveLength(2);
    expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ temporaryFiles: 1, bytes: 3 });
    expect([existsSync(fileOf(old)), existsSync(fileOf(young))]).toEqual([false, true]);
  });
});
