import { describe, expect, test } from 'vitest';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { cut, holdProjects, sharedDatabases, WAITING } from './storesAtOnce.ts';

const LISTENING = "query = 'listen amphora_changes'";

describe.skipIf(!hasPostgres)(`a connection that is cut${needsPostgres}`, () => {
  const database = sharedDatabases();

  test('in the middle of a commit costs nothing: it begins anew', async () => {
    const shared = await database();
    const store = await shared.open();
    await commitFiles(store, { a: '1' });
    const release = await holdProjects(shared);
    const commit = commitFiles(store, { a: '2' });
    await cut(shared, WAITING);
    await release();
    const { version, created } = await commit;
    expect([version.index, version.aliases, created]).toEqual([1, ['latest'], true]);
    const moves = await store.aliasHistory(version.artifactId);
    expect(moves.map(move => [move.version, move.until === undefined])).toEqual([
      [1, true],
      [0, false],
    ]);
  });

  test('again and again is told of, and leaves all as it was', async () => {
    const shared = await database();
    const store = await shared.open();
    await commitFiles(store, { a: '1' });
    const release = await holdProjects(shared);
    const commit = commitFiles(store, { a: '2' }).catch((error: unknown) => error);
    await cut(shared, WAITING);
    await cut(shared, WAITING);
    expect(await commit).toMatchObject({ code: 'database-unreachable' });
    await release();
    expect((await commitFiles(store, { a: '3' })).version.index).toBe(1);
    expect((await store.collectGarbage({ dryRun: false })).blobs).toBeGreaterThan(0);
  });

  test('while it listens is made anew, and what was missed is made up for', async () => {
    const shared = await database();
    const [listening, writing] = [await shared.open(), await shared.open()];
    const changes: boolean[] = [];
    listening.onDidChange(({ everything }) => changes.push(everything));
    await cut(shared, LISTENING);
    await expect.poll(() => changes).toEqual([true]);
    const { version } = await commitFiles(writing, { a: '1' });
    await expect.poll(() => changes.slice(0, 2)).toEqual([true, false]);
    expect(version.index).toBe(0);
  });

  test('because the database was started anew is forgotten', async () => {
    const shared = await database();
    const store = await shared.open();
    let everything = false;
    store.onDidChange(changes => (everything ||= changes.everything));
    await commitFiles(store, { a: '1' });
    await shared.cluster.restart();
    await expect.poll(() => everything, { timeout: 20_000 }).toBe(true);
    expect((await commitFiles(store, { a: '2' })).version.index).toBe(1);
  });
});
