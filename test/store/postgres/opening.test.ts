import { describe, expect, test } from 'vitest';
import { openPostgresStore } from '../../../src/store/postgres/openPostgresStore.ts';
import { GUARDED, hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { sharedDatabases } from './storesAtOnce.ts';

describe.skipIf(!hasPostgres)(`opening a store in a database${needsPostgres}`, () => {
  const shared = sharedDatabases();

  test('says in a sentence why it cannot be reached, and never tells the password', async () => {
    const { cluster, blobs, name } = await shared();
    await cluster.query(`create role ${GUARDED} login password 'right'`);
    await cluster.query('create role few login connection limit 0');
    const failure = (database: string) =>
      openPostgresStore({ database, blobs }).then(
        () => 'opened',
        (error: unknown) => error as { readonly code: string; readonly message: string },
      );
    const cases = {
      'database-refused': cluster.address(name, GUARDED, 'wrong-secret'),
      'database-not-found': cluster.address('nowhere', 'amphora', 'secret'),
      'database-full': cluster.address(name, 'few', 'secret'),
      'database-unreachable': 'postgres://amphora:secret@127.0.0.1:1/none',
      'database-address-invalid': 'mysql://amphora:secret@localhost/none',
    };
    for (const [code, address] of Object.entries(cases)) {
      const error = await failure(address);
      expect(error).toMatchObject({ code });
      expect(JSON.stringify(error)).not.toContain('secret');
      expect(typeof error === 'string' ? '' : error.message).not.toContain('secret');
    }
    expect(await failure('postgres://amphora:secret@localhost:port/none')).toMatchObject({
      code: 'database-address-invalid',
    });
  });

  test('makes its tables once, however many open it at once', async () => {
    const { open, query } = await shared();
    const stores = await Promise.all([open(), open(), open(), open(), open()]);
    const made = await Promise.all(stores.map((store, i) => commitFiles(store, { a: String(i) })));
    expect(made.map(({ version }) => version.index).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(await query('select count(*)::int as n from amphora_schema')).toEqual([{ n: 1 }]);
  });

  test('leaves one of a newer Amphora alone', async () => {
    const { open, query } = await shared();
    await open();
    await query('update amphora_schema set version = 99');
    await expect(open()).rejects.toMatchObject({ code: 'store-newer', data: { found: 99 } });
  });

  test('goes on when a newer one changes its tables meanwhile', async () => {
    const { open, query } = await shared();
    const store = await open();
    const { version } = await commitFiles(store, { a: '1' });
    const listed = () => store.artifacts({ project: version.projectId });
    const before = await listed();
    await query('alter table artifacts add column later text');
    await query('alter table drafts add column later text');
    expect(await listed()).toEqual(before);
    expect((await commitFiles(store, { a: '2' })).version.index).toBe(1);
  });

  test('refuses an empty database beside blobs of another', async () => {
    const first = await shared();
    const second = await shared();
    await commitFiles(await first.open(), { a: '1' });
    await expect(openPostgresStore({ database: second.address, blobs: first.blobs })).rejects.toMatchObject({
      code: 'store-damaged',
    });
    // Nothing was made.
    expect(await second.query("select to_regclass('projects')")).toEqual([{ to_regclass: null }]);
  });

  test('sorts and compares by bytes, whatever the database was made with', async () => {
    const { open } = await shared();
    const store = await open();
    for (const name of ['Zebra', 'apple', 'Éclair', 'zebra', 'apple-2', 'Apple_1'])
      await store.makeProject(name);
    const { items } = await store.projects();
    expect(items.map(project => project.name)).toEqual([
      'apple',
      'apple-2',
      'Apple_1',
      'Zebra',
      'zebra',
      'Éclair',
    ]);
  });

  test('takes what a database cannot hold for a mistake of who sent it', async () => {
    const { open } = await shared();
    const store = await open();
    const { id } = await store.beginRun({ project: 'digits', jobType: 'train' });
    await expect(store.updateRun(id, { notes: 'a\0b' })).rejects.toMatchObject({ code: 'input-malformed' });
    await store.writeRunLines(id, 'console', { offset: 0, lines: ['a\0b'] });
    expect(await store.runLines(id, 'console', { start: 0, end: 1 })).toEqual(['a\0b']);
  });
});
