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

  test('while it commits is told of, for nobody knows what became of it; the same again is safe', async () => {
    const shared = await database();
    const store = await shared.open();
    // The commit itself takes as long as it takes to cut it off.
    await shared.query(
      "create function wait() returns trigger language plpgsql as 'begin perform pg_sleep(600); return null; end'",
    );
    await shared.query(
      'create constraint trigger wait after insert on versions deferrable initially deferred for each row execute function wait()',
    );
    const commit = commitFiles(store, { a: '1' }).catch((error: unknown) => error);
    await cut(shared, "query = 'commit' and state = 'active'");
    expect(await commit).toMatchObject({ code: 'database-unreachable' });
    await shared.query('drop trigger wait on versions');
    const { version, created } = await commitFiles(store, { a: '1' });
    expect([version.index, created]).toEqual([0, true]);
    expect(await commitFiles(store, { a: '1' })).toMatchObject({ created: false, version: { index: 0 } });
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
