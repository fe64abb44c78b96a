/** Versions that were given a time to live, and a store that is cleaned once a day. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { VersionId } from '../../../src/core/ids.ts';
import type { Version } from '../../../src/core/version.ts';
import type { LocalStore } from '../../../src/store/local/LocalStore.ts';
import type { GarbageReport } from '../../../src/store/maintenance.ts';
import { keepClean } from '../../../src/store/postgres/cleanDaily.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { migrationPlaces } from '../migrate/places.ts';

const DAY = 24 * 3600;
const places = migrationPlaces();
type CaredStore = LocalStore | PostgresStore;

/** Commits a version and makes it so many days old. */
async function commitAged(store: CaredStore, content: string, days: number, ttl?: number): Promise<Version> {
  const { version } = await commitFiles(
    store,
    { a: content },
    ttl === undefined ? {} : { ttlSeconds: ttl * DAY },
  );
  const created_at = version.createdAt - days * DAY * 1000;
  await store.end.db.updateTable('versions').set({ created_at }).where('id', '=', version.id).execute();
  return store.version(version.id);
}

const isDeleted = async (store: CaredStore, id: VersionId) => (await store.version(id)).deleted;

if (!hasPostgres) test.skip(`retention in PostgreSQL${needsPostgres}`);

describe.each([
  ['a local store', true, () => Promise.resolve<CaredStore>(places.local())],
  [
    'a store in PostgreSQL',
    hasPostgres,
    async (): Promise<CaredStore> => (await places.sharedFolder()).open(),
  ],
] as const)('in %s', (_, can, open) => {
  test.skipIf(!can)('versions go when their time is over, and their bytes with them', async () => {
    const store = await open();
    const kept = await commitAged(store, 'for ever', 1000);
    const young = await commitAged(store, 'young', 2, 3);
    const old = await commitAged(store, 'its time is over', 4, 3);
    const run = await store.beginRun({ project: 'digits', jobType: 'train' });
    await store.useVersion(run.id, old.id);
    const told = [
      {
        id: old.id,
        entity: 'local',
        reference: 'digits/mnist:v2',
        expiredAt: old.createdAt + 3 * DAY * 1000,
      },
    ];
    const planned = await store.collectGarbage({ dryRun: true });
    expect(planned).toMatchObject({ expired: told, blobs: 2, dryRun: true });
    expect(planned.bytes).toBeGreaterThan('its time is over'.length);
    expect(await isDeleted(store, old.id)).toBe(false);
    expect(await store.collectGarbage({ dryRun: false })).toEqual({ ...planned, dryRun: false });
    expect(await isDeleted(store, old.id)).toBe(true);
    for (const { id } of [kept, young]) expect(await isDeleted(store, id)).toBe(false);
    const artifact = await store.artifact(kept.projectId, 'mnist');
    // `latest` falls to the newest that remains, and the lineage keeps its place.
    expect(artifact.newest).toMatchObject({ id: young.id, aliases: ['latest'] });
    expect((await store.run(run.id)).inputs).toMatchObject([{ versionId: old.id, deleted: true }]);
    expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ expired: [], blobs: 0 });
  });

  test.skipIf(!can)('those that somebody named stay, until nobody does', async () => {
    const store = await open();
    const named = await commitAged(store, 'named', 4, 3);
    const linked = await commitAged(store, 'linked', 4, 3);
    await store.editAliases(named.id, { add: ['best'] });
    const { artifact } = await store.linkVersion({
      project: 'registry',
      artifact: 'good',
      version: linked.id,
      aliases: [],
    });
    expect(await store.collectGarbage({ dryRun: false })).toMatchObject({ expired: [], blobs: 0 });
    await store.editAliases(named.id, { remove: ['best'] });
    await store.unlinkVersion(artifact.id, linked.id);
    const { expired } = await store.collectGarbage({ dryRun: false });
    expect(expired.map(({ id }) => id)).toEqual([named.id, linked.id]);
  });

  test.skipIf(!can)('a version can be given more time, or all of it', async () => {
    const store = await open();
    const version = await commitAged(store, 'x', 4, 3);
    await store.editVersion(version.id, { ttlSeconds: 5 * DAY });
    expect((await store.collectGarbage({ dryRun: false })).expired).toEqual([]);
    await store.editVersion(version.id, { ttlSeconds: null });
    expect((await store.collectGarbage({ dryRun: false })).expired).toEqual([]);
    await store.editVersion(version.id, { ttlSeconds: 1 });
    expect((await store.collectGarbage({ dryRun: false })).expired).toHaveLength(1);
  });
});

describe.skipIf(!hasPostgres)(`a shared store${needsPostgres}`, () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is cleaned once a day, by one of its processes', async () => {
    const shared = await places.sharedFolder();
    const [one, other] = [await shared.open(), await shared.open()];
    const old = await commitAged(one, 'old', 4, 3);
    const reports = await Promise.all([one, other, one].map(store => store.cleanDaily()));
    expect(reports.flatMap(report => report?.expired.map(({ id }) => id) ?? [])).toEqual([old.id]);
    expect(reports.filter(report => report === undefined)).toHaveLength(2);
    const next = await commitAged(one, 'next', 4, 3);
    expect(await other.cleanDaily()).toBeUndefined();
    await shared.query(`update counters set value = value - ${String(DAY * 1000)} where name = 'cleaned'`);
    expect(await other.cleanDaily()).toMatchObject({ expired: [{ id: next.id }] });
  });

  test('is cleaned an hour later where it could not be', async () => {
    const shared = await places.sharedFolder();
    const store = await shared.open();
    const aborted = AbortSignal.abort();
    await expect(store.cleanDaily({ signal: aborted })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await store.cleanDaily()).toBeUndefined();
    await shared.query("update counters set value = value - 3600000 where name = 'cleaned'");
    expect(await store.cleanDaily()).toMatchObject({ dryRun: false });
  });

  test('is kept clean by a server until that ends', async () => {
    const shared = await places.sharedFolder();
    const store = await shared.open();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const reports: GarbageReport[] = [];
    const failures: unknown[] = [];
    const keeping = keepClean(store, {
      onCleaned: report => reports.push(report),
      onFailure: error => failures.push(error),
    });
    vi.advanceTimersByTime(600_000);
    await expect.poll(() => reports.length).toBe(1);
    await commitAged(store, 'old', 4, 3);
    await shared.query("update counters set value = 0 where name = 'cleaned'");
    vi.advanceTimersByTime(600_000);
    await expect.poll(() => reports.length).toBe(2);
    expect(reports[1]?.expired).toHaveLength(1);
    await shared.query("update counters set value = 0 where name = 'cleaned'");
    await shared.query('alter table versions rename to hidden');
    vi.advanceTimersByTime(600_000);
    await expect.poll(() => failures.length).toBe(1);
    await shared.query('alter table hidden rename to versions');
    await keeping.dispose();
    vi.advanceTimersByTime(24 * 3600_000);
    expect([reports.length, failures.length]).toEqual([2, 1]);
  });
});
