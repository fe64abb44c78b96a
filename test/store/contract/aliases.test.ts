import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitFiles } from '../../support/storeKit.ts';
import type { OpenedStore } from './implementations.ts';
import { IMPLEMENTATIONS } from './implementations.ts';

describe.each(IMPLEMENTATIONS)('aliases and deletion in %s', (_, open) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('an alias stands on one version; its moves are kept', async () => {
    const { store } = opened;
    const one = await commitFiles(store, { a: '1' });
    const two = await commitFiles(store, { a: '2' });
    await store.editAliases(one.version.id, { add: ['best'] });
    await store.editAliases(two.version.id, { add: ['best'] });
    expect((await store.version(one.version.id)).aliases).toEqual([]);
    expect((await store.version(two.version.id)).aliases).toEqual(['latest', 'best']);
    if (opened.remote) {
      await expect(store.aliasHistory(one.version.artifactId)).rejects.toMatchObject({
        code: 'not-supported',
      });
      return;
    }
    const moves = await store.aliasHistory(one.version.artifactId);
    const best = moves.filter(move => move.alias === 'best');
    expect(best.map(move => [move.version, move.until === undefined])).toEqual([
      [1, true],
      [0, false],
    ]);
  });

  test('removing an alias that stands elsewhere changes nothing', async () => {
    const { store } = opened;
    const one = await commitFiles(store, { a: '1' });
    const two = await commitFiles(store, { a: '2' });
    await store.editAliases(one.version.id, { remove: ['latest'] });
    expect((await store.version(two.version.id)).aliases).toEqual(['latest']);
  });

  test('an alias can go, and its history says until when it stood', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' }, { aliases: ['latest', 'best'] });
    const edited = await store.editAliases(version.id, { remove: ['best'] });
    expect(edited.aliases).toEqual(['latest']);
    if (opened.remote) return;
    const moves = await store.aliasHistory(version.artifactId);
    expect(moves.find(move => move.alias === 'best')?.until).toBeTypeOf('number');
  });

  test('a version in use is deleted by force only, and says who uses it', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' });
    const run = await store.beginRun({ project: 'digits', jobType: 'train', name: 'sunny-smoke-1' });
    await store.useVersion(run.id, version.id, 'latest');
    expect(await store.deleteImpact([version.id])).toMatchObject({
      usedBy: [{ run: run.id, name: 'sunny-smoke-1', version: version.id }],
      aliases: ['latest'],
      ...(opened.remote ? {} : { freedBytes: 1 }),
    });
    await expect(store.deleteVersions([version.id])).rejects.toMatchObject({ code: 'version-in-use' });
    expect((await store.version(version.id)).deleted).toBe(false);
    await store.deleteVersions([version.id], { force: true });
    expect(await store.version(version.id)).toMatchObject({ deleted: true, aliases: [] });
  });

  test('latest falls to the newest that remains; numbers are never given twice', async () => {
    const { store } = opened;
    const one = await commitFiles(store, { a: '1' });
    const two = await commitFiles(store, { a: '2' });
    await store.deleteVersions([two.version.id]);
    expect((await store.version(one.version.id)).aliases).toEqual(['latest']);
    const three = await commitFiles(store, { a: '3' });
    expect(three.version.index).toBe(2);
  });

  test('a deleted version is not found by reference, and the same content makes a new one', async () => {
    const { store } = opened;
    const one = await commitFiles(store, { a: '1' });
    await commitFiles(store, { a: '2' });
    await store.deleteVersions([one.version.id]);
    const reference = { project: 'digits', artifact: 'mnist', alias: 'v0' };
    await expect(store.resolve(reference)).rejects.toMatchObject({
      code: opened.remote ? 'version-not-found' : 'version-deleted',
    });
    await expect(store.manifest(one.version.id)).rejects.toMatchObject({ code: 'version-deleted' });
    const again = await commitFiles(store, { a: '1' });
    expect(again).toMatchObject({ created: true, version: { index: 2 } });
  });

  test('several are deleted at once or not at all', async () => {
    const { store } = opened;
    const one = await commitFiles(store, { a: '1' });
    const two = await commitFiles(store, { a: '2' });
    const run = await store.beginRun({ project: 'digits', jobType: 'train' });
    await store.useVersion(run.id, two.version.id);
    await expect(store.deleteVersions([one.version.id, two.version.id])).rejects.toMatchObject({
      code: 'version-in-use',
    });
    expect((await store.version(one.version.id)).deleted).toBe(false);
  });

  test('an artifact without versions is listed no more', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' });
    await store.deleteVersions([version.id]);
    expect((await store.artifacts({ project: version.projectId })).items).toEqual([]);
    expect(await store.artifactTypes(version.projectId)).toEqual([]);
  });
});
