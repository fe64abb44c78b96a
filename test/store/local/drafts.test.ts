import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VersionId } from '../../../src/core/ids.ts';
import { serveLocal } from '../../../src/server/serveLocal.ts';
import type { DraftRequest } from '../../../src/store/drafts.ts';
import { placeBlob } from '../../../src/store/local/durable.ts';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import { manifestDigest } from '../../../src/store/catalog/manifestBlob.ts';
import { MIGRATIONS } from '../../../src/store/local/migrations.ts';
import { LOCAL_ENTITY } from '../../../src/core/project.ts';
import { openLocalStore } from '../../../src/store/local/openLocalStore.ts';
import { ownIdentity } from '../../../src/store/local/processIdentity.ts';
import { makeServerFolder, writeServerRecord } from '../../../src/store/local/serverRecord.ts';
import { commitFiles, fileEntry, readText, temporaryFolder } from '../../support/storeKit.ts';

const WEEK = 7 * 24 * 3600 * 1000;
const REQUEST: DraftRequest = { project: 'digits', artifact: 'mnist', type: 'dataset', aliases: ['latest'] };

let folder: ReturnType<typeof temporaryFolder>;
let store: LocalStore;
let catalog: DatabaseSync;
beforeEach(() => {
  folder = temporaryFolder();
  store = openLocalStore(folder.path);
  catalog = new DatabaseSync(inStore('catalog.db'));
});
afterEach(async () => {
  catalog.close();
  await store.close();
  folder.remove();
});

const inStore = (...parts: readonly string[]): string => path.join(folder.path, 'store-v1', ...parts);
const blobFile = (blob: string): string => inStore('blobs', blob.slice(0, 2), blob.slice(2));

/** Bytes that arrived as those of an upload do. */
async function upload(content: string) {
  const staging = await store.stage();
  const { entry, bytes } = fileEntry('x', content);
  placeBlob(staging.blobs, staging.temporary, entry.blob, bytes);
  await store.drafts.recordBlobs([{ entity: LOCAL_ENTITY, ...entry }]);
  await store.abandon(staging);
  return entry;
}

/** Gives a draft's manifest a document, as its upload does. */
async function giveDocument(manifest: string, content: string) {
  const { blob, size } = await upload(content);
  const staging = await store.stage();
  await store.drafts.commitDraftManifest(manifest, { blob, size }, staging);
  await store.abandon(staging);
  return blob;
}

const known = async (content: string): Promise<boolean> =>
  (await store.drafts.findBlobs(LOCAL_ENTITY, [fileEntry('x', content).entry.digest])).size > 0;

/** Makes what is in the catalog that much older. */
function age(milliseconds: number): void {
  catalog.exec(`update drafts set begun_at = begun_at - ${String(milliseconds)}`);
  catalog.exec(`update digests set seen_at = seen_at - ${String(milliseconds)}`);
}

describe('a draft', () => {
  test('that is begun again by its client’s id is the same', async () => {
    const first = await store.drafts.beginDraft({ ...REQUEST, clientId: 'c1' });
    expect(await store.drafts.beginDraft({ ...REQUEST, clientId: 'c1', description: 'x' })).toEqual(first);
    expect((await store.drafts.beginDraft({ ...REQUEST, clientId: 'c2' })).id).not.toBe(first.id);
    expect(await store.drafts.draftByClientId('c1')).toEqual(first);
    expect(await store.drafts.draftByClientId('c3')).toBeUndefined();
    await expect(store.drafts.draft('none' as VersionId)).rejects.toMatchObject({ code: 'draft-not-found' });
  });

  test('of several writers is one, for each artifact, until it is settled', async () => {
    const begin = (artifact: string) =>
      store.drafts.beginDraft({ ...REQUEST, artifact, distributedId: 'd1' });
    const first = await begin('mnist');
    expect(await begin('mnist')).toEqual(first);
    expect((await begin('other')).id).not.toBe(first.id);
    const { version } = await commitFiles(store, { a: '1' }, { id: first.id });
    expect(await store.drafts.draft(first.id)).toMatchObject({ version: version.id });
    expect((await begin('mnist')).id).not.toBe(first.id);
  });

  test('asks for names that fit what is there', async () => {
    await commitFiles(store, { a: '1' });
    const begin = (change: Partial<DraftRequest>) => store.drafts.beginDraft({ ...REQUEST, ...change });
    await expect(begin({ type: 'model' })).rejects.toMatchObject({ code: 'artifact-type-differs' });
    await expect(begin({ artifact: 'a/b' })).rejects.toMatchObject({ code: 'name-invalid' });
    await expect(begin({ aliases: ['v3'] })).rejects.toMatchObject({ code: 'alias-reserved' });
    const { id } = await begin({ artifact: 'Ame\u0301lie', aliases: ['latest', 'latest'] });
    expect((await store.drafts.draft(id)).request).toMatchObject({ artifact: 'Amélie', aliases: ['latest'] });
  });

  test('has one manifest of a name, but a patch of each writer', async () => {
    const { id } = await store.drafts.beginDraft(REQUEST);
    const put = (kind: 'full' | 'patch', digest: string) =>
      store.drafts.putDraftManifest(id, { kind, name: 'm.json', digest });
    const first = await put('full', '');
    expect((await put('full', 'd')).id).toBe(first.id);
    const patch = await put('patch', '1');
    expect((await put('patch', '2')).id).not.toBe(patch.id);
    const blob = await giveDocument(first.id, 'a manifest');
    expect(await store.drafts.draftManifest(first.id)).toMatchObject({ digest: 'd', blob });
    expect(await store.drafts.draftManifests(id)).toHaveLength(3);
    await commitFiles(store, { a: '1' }, { id });
    expect(await store.drafts.draftManifests(id)).toEqual([]);
    await expect(put('full', '')).resolves.toMatchObject({ draft: id });
    await expect(
      store.drafts.putDraftManifest('none' as VersionId, { kind: 'full', name: 'm', digest: '' }),
    ).rejects.toMatchObject({ code: 'draft-not-found' });
  });

  test('that nobody goes on with for a week is forgotten when the next begins', async () => {
    const old = await store.drafts.beginDraft({ ...REQUEST, clientId: 'c1' });
    await store.drafts.putDraftManifest(old.id, { kind: 'full', name: 'm', digest: '' });
    age(WEEK - 60_000);
    await store.drafts.beginDraft(REQUEST);
    expect(await store.drafts.draft(old.id)).toEqual(old);
    age(120_000);
    await store.drafts.beginDraft(REQUEST);
    await expect(store.drafts.draft(old.id)).rejects.toMatchObject({ code: 'draft-not-found' });
    expect(catalog.prepare('select count(*) as n from draft_manifests').get()).toEqual({ n: 0 });
  });
});

describe('bytes that are told to be here', () => {
  test('are here, in their size', async () => {
    const entry = await upload('uploaded');
    await commitFiles(store, { a: 'logged from a folder' });
    const found = await store.drafts.findBlobs(LOCAL_ENTITY, [
      entry.digest,
      fileEntry('x', 'no').entry.digest,
    ]);
    expect([...found.values()]).toEqual([
      { digest: entry.digest, blob: entry.blob, size: entry.size, durable: false },
    ]);
    const { entry: logged } = fileEntry('a', 'logged from a folder');
    expect((await store.drafts.findBlobs(LOCAL_ENTITY, [logged.digest])).get(logged.digest)).toMatchObject({
      durable: true,
    });
    truncateSync(blobFile(entry.blob), 3);
    expect(await known('uploaded')).toBe(false);
    rmSync(blobFile(logged.blob));
    expect(await known('logged from a folder')).toBe(false);
  });

  test('are told to the entity that has them, and to no other', async () => {
    const entry = await upload('uploaded');
    await commitFiles(store, { a: 'committed' }, { entity: 'team' });
    const committed = fileEntry('a', 'committed').entry.digest;
    const toldTo = async (entity: string) => [
      ...(await store.drafts.findBlobs(entity, [entry.digest, committed])).keys(),
    ];
    expect(await toldTo(LOCAL_ENTITY)).toEqual([entry.digest]);
    expect(await toldTo('team')).toEqual([committed]);
    expect(await toldTo('stranger')).toEqual([]);
  });

  test('are found of thousands in one question', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`f${String(i)}`, `content ${String(i)}`]),
    );
    await commitFiles(store, files);
    const digests = Object.values(files).map(content => fileEntry('x', content).entry.digest);
    expect((await store.drafts.findBlobs(LOCAL_ENTITY, digests)).size).toBe(3000);
  });

  test('are kept by gc while an upload under way was told of them, no longer', async () => {
    await upload('before');
    age(1000);
    const { id } = await store.drafts.beginDraft(REQUEST);
    await upload('told');
    expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 1 });
    expect([await known('before'), await known('told')]).toEqual([false, true]);
    await commitFiles(store, { a: 'of another' }, { id });
    expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 1 });
    expect(await known('told')).toBe(false);
  });

  test('and the manifest go with a draft that is older than a week', async () => {
    const { id } = await store.drafts.beginDraft(REQUEST);
    const manifest = await store.drafts.putDraftManifest(id, { kind: 'full', name: 'm', digest: '' });
    await giveDocument(manifest.id, 'a manifest');
    catalog.exec('delete from digests');
    await upload('told');
    expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 0 });
    age(WEEK + 1000);
    expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 2 });
  });

  test('in parts are given up after a week', async () => {
    for (const name of ['old', 'new']) {
      mkdirSync(inStore('uploads', name), { recursive: true });
      writeFileSync(inStore('uploads', name, '1'), 'a part');
    }
    const then = (Date.now() - WEEK - 1000) / 1000;
    utimesSync(inStore('uploads', 'old'), then, then);
    expect(await store.collectGarbage({ dryRun: true })).toMatchObject({ temporaryFiles: 1 });
    await store.collectGarbage({ dryRun: false });
    expect(readdirSync(inStore('uploads'))).toEqual(['new']);
  });
});

describe('after the machine was started anew', () => {
  const earlier = { ...ownIdentity(), boot: 'an earlier boot' };

  /** Starts the server and stops it when it is ready. */
  async function serveOnce(): Promise<void> {
    const stop = new AbortController();
    await serveLocal({
      storeFolder: folder.path,
      host: '127.0.0.1',
      port: undefined,
      idle: undefined,
      version: '0',
      debug: false,
      signal: stop.signal,
      onReady: () => {
        stop.abort();
        return Promise.resolve();
      },
    });
  }

  async function leaveRecord(boot: string): Promise<void> {
    await makeServerFolder(folder.path);
    const record = {
      url: 'http://127.0.0.1:1',
      port: 1,
      ...earlier,
      boot,
      pid: null,
      startedAt: 1,
      version: '0',
    };
    await writeServerRecord(folder.path, record);
  }

  test('the server trusts only bytes that a commit made durable', async () => {
    await upload('perhaps');
    await commitFiles(store, { a: 'certain' });
    expect([await known('perhaps'), await known('certain')]).toEqual([true, true]);
    await leaveRecord(ownIdentity().boot);
    await serveOnce();
    expect(await known('perhaps')).toBe(true);
    await leaveRecord(earlier.boot);
    await serveOnce();
    expect([await known('perhaps'), await known('certain')]).toEqual([false, true]);
  });

  test('that cut the server off, what it placed is taken away, but for what versions need', async () => {
    const { version } = await commitFiles(store, { a: 'needed' });
    catalog
      .prepare(
        'insert into work (id, kind, pid, process_start, host, boot, started_at) values (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        'gone',
        'serve',
        earlier.pid,
        earlier.process_start,
        earlier.host,
        earlier.boot,
        Date.now() - 5000,
      );
    const { id } = await store.drafts.beginDraft(REQUEST);
    const manifest = await store.drafts.putDraftManifest(id, { kind: 'full', name: 'm', digest: '' });
    const { entry, bytes } = fileEntry('x', 'perhaps');
    mkdirSync(path.dirname(blobFile(entry.blob)), { recursive: true });
    writeFileSync(blobFile(entry.blob), bytes);
    await store.drafts.recordBlobs([{ entity: LOCAL_ENTITY, ...entry }]);
    catalog
      .prepare('update draft_manifests set blob = ?, size = ? where id = ?')
      .run(entry.blob, entry.size, manifest.id);
    await store.abandon(await store.stage());
    expect(existsSync(blobFile(entry.blob))).toBe(false);
    expect(await store.drafts.draftManifest(manifest.id)).not.toHaveProperty('blob');
    expect(await readText(await store.readFile(version.id, 'a'))).toBe('needed');
    expect(catalog.prepare('select count(*) as n from work').get()).toEqual({ n: 0 });
  });
});

test('a staging whose row could not be taken away is over when its folder is gone', async () => {
  const staging = await store.stage();
  await expect(store.collectGarbage({ dryRun: false })).rejects.toMatchObject({ code: 'store-busy' });
  rmSync(staging.temporary, { recursive: true });
  expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ blobs: 0 });
});

test('what clients keep with an entry is in the version', async () => {
  const staging = await store.stage();
  const { entry, bytes } = fileEntry('a', 'content');
  placeBlob(staging.blobs, staging.temporary, entry.blob, bytes);
  const entries = [
    { ...entry, extra: { versionID: 'x', deep: { list: [1, null] } } },
    {
      kind: 'reference',
      path: 'r',
      size: 3,
      digest: 'etag' as never,
      url: 's3://b/r',
      extra: { etag: 'etag' },
    },
  ] as const;
  const draft = { ...REQUEST, entries, placed: [entry.blob] };
  const { version } = await store.commitVersion(draft, staging);
  await store.close();
  store = openLocalStore(folder.path);
  expect((await store.manifest(version.id)).entries).toEqual(entries);
  expect(version.digest).toBe(manifestDigest({ entries }));
});

test('a store of before drafts opens, and works', async () => {
  await commitFiles(store, { a: 'older' }, { ttlSeconds: 60 });
  const { version } = await commitFiles(store, { a: 'old' });
  await store.close();
  catalog.close();
  // The same content, in a catalog as it was then.
  const newer = inStore('newer.db');
  const { renameSync } = await import('node:fs');
  renameSync(inStore('catalog.db'), newer);
  for (const suffix of ['-wal', '-shm']) rmSync(inStore(`catalog.db${suffix}`), { force: true });
  catalog = new DatabaseSync(inStore('catalog.db'));
  for (const step of MIGRATIONS.slice(0, 2)) catalog.exec(step);
  catalog.exec(`pragma user_version = 2; attach '${newer}' as newer`);
  for (const table of ['projects', 'artifacts', 'versions', 'aliases', 'alias_moves', 'runs', 'changes']) {
    const columns = catalog.prepare(`pragma main.table_info(${table})`).all() as { name: string }[];
    const names = columns.map(({ name }) => name).join(', ');
    catalog.exec(`insert into main.${table} (${names}) select ${names} from newer.${table}`);
  }
  catalog.exec('detach newer');
  store = openLocalStore(folder.path);
  expect(catalog.prepare('pragma user_version').get()).toEqual({ user_version: MIGRATIONS.length });
  expect(await store.version(version.id)).toMatchObject({ index: 1, aliases: ['latest'] });
  expect((await store.version(version.id)).ttlSeconds).toBeUndefined();
  expect(await store.artifactById(version.artifactId)).toMatchObject({ kind: 'sequence', versionCount: 2 });
  // What was logged then need not be sent.
  expect([await known('old'), await known('older')]).toEqual([true, true]);
  const link = await store.linkVersion({
    project: 'digits',
    artifact: 'best',
    version: version.id,
    aliases: [],
  });
  expect(link.index).toBe(0);
  expect((await commitFiles(store, { a: 'new' })).version.index).toBe(2);
});
