import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseReference } from '../../../src/core/reference.ts';
import { commitFiles, readText } from '../../support/storeKit.ts';
import type { OpenedStore } from './implementations.ts';
import { IMPLEMENTATIONS } from './implementations.ts';

describe.each(IMPLEMENTATIONS)('versions in %s', (_, open) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('are numbered from 0, and latest moves with each', async () => {
    const { store } = opened;
    const first = await commitFiles(store, { 'a.txt': 'one' });
    const second = await commitFiles(store, { 'a.txt': 'two' });
    expect([first.version.index, second.version.index]).toEqual([0, 1]);
    expect((await store.version(first.version.id)).aliases).toEqual([]);
    expect(second.version.aliases).toEqual(['latest']);
    expect(second).toMatchObject({
      created: true,
      version: { size: 3, fileCount: 1, type: 'dataset', project: 'digits' },
    });
  });

  test('carry W&B’s digest of their manifest', async () => {
    // Computed by hand from the public wire format: md5 of "wandb-artifact-manifest-v1\na.txt:<base64 md5 of hello>\n".
    const { version } = await commitFiles(opened.store, { 'a.txt': 'hello' });
    expect(version.digest).toBe('541f289bb3c6ae786d51e7288e523543');
  });

  test('the same content again is the same version, and the aliases asked for move to it', async () => {
    const { store } = opened;
    const first = await commitFiles(store, { 'a.txt': 'one' });
    await commitFiles(store, { 'a.txt': 'two' });
    const again = await commitFiles(store, { 'a.txt': 'one' }, { aliases: ['latest', 'best'] });
    expect(again.created).toBe(false);
    expect(again.version.id).toBe(first.version.id);
    expect(again.version.aliases).toEqual(['latest', 'best']);
    const artifact = await store.artifact(again.version.projectId, 'mnist');
    expect(artifact.versionCount).toBe(2);
  });

  test('what is said of content that is logged again stands', async () => {
    const { store } = opened;
    await commitFiles(store, { 'a.txt': 'one' }, { metadata: { rows: 1 }, description: 'raw', tags: ['x'] });
    const silent = await commitFiles(store, { 'a.txt': 'one' });
    expect(silent.version).toMatchObject({ metadata: { rows: 1 }, description: 'raw', tags: ['x'] });
    const again = await commitFiles(store, { 'a.txt': 'one' }, { metadata: { rows: 2 }, tags: ['y'] });
    expect(again).toMatchObject({
      created: false,
      version: { metadata: { rows: 2 }, description: 'raw', tags: ['x', 'y'] },
    });
  });

  test('are found by alias and by number, in a project said or given', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { 'a.txt': 'one' }, { aliases: ['latest', '最良'] });
    for (const text of ['mnist:latest', 'mnist', 'mnist:v0', 'digits/mnist:最良', 'local/digits/mnist:v0']) {
      expect((await store.resolve(parseReference(text), 'digits')).id).toBe(version.id);
    }
  });

  test('what is not there is named, with the names nearest to it', async () => {
    const { store } = opened;
    await commitFiles(store, { 'a.txt': 'one' }, { aliases: ['latest', 'best'] });
    const resolve = (text: string) => store.resolve(parseReference(text));
    await expect(resolve('digits/mnist:bset')).rejects.toMatchObject({
      code: 'version-not-found',
      nearest: ['best'],
    });
    await expect(resolve('digits/mnits:best')).rejects.toMatchObject({
      code: 'artifact-not-found',
      nearest: ['mnist'],
    });
    await expect(resolve('digit/mnist:best')).rejects.toMatchObject({
      code: 'project-not-found',
      nearest: ['digits'],
    });
    await expect(resolve('mnist:best')).rejects.toMatchObject({ code: 'reference-needs-project' });
    await expect(resolve('digits/mnist:v7')).rejects.toMatchObject({
      code: 'version-not-found',
      nearest: ['v0'],
    });
  });

  test('what is not there and near to nothing is told with what there is', async () => {
    const { store } = opened;
    await commitFiles(store, { 'a.txt': 'one' }, { aliases: ['latest', 'best'] });
    const resolve = (text: string) => store.resolve(parseReference(text));
    await expect(resolve('zebra/mnist')).rejects.toMatchObject({ nearest: [], known: ['digits'] });
    await expect(resolve('digits/zebra')).rejects.toMatchObject({ nearest: [], known: ['mnist'] });
    await expect(resolve('digits/mnist:zebra')).rejects.toMatchObject({ known: ['latest', 'best', 'v0'] });
  });

  test('an artifact without versions was deleted, and so was the version asked for', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { 'a.txt': 'one' });
    await store.deleteVersions([version.id]);
    if (opened.remote) {
      await expect(store.resolve(parseReference('digits/mnist:v0'))).rejects.toMatchObject({
        code: 'artifact-not-found',
      });
      return;
    }
    await expect(store.resolve(parseReference('digits/mnist:v0'))).rejects.toMatchObject({
      message: 'mnist:v0 was deleted.',
    });
    for (const text of ['digits/mnist', 'digits/mnist:v7', 'digits/mnist:best']) {
      await expect(store.resolve(parseReference(text))).rejects.toMatchObject({
        code: 'artifact-deleted',
        message: 'All versions of "mnist" in project "digits" were deleted.',
      });
    }
    await expect(store.artifact(version.projectId, 'mnist')).rejects.toMatchObject({
      code: 'artifact-deleted',
    });
  });

  test('names are one name in whatever form they come, and paths of files are kept as they are', async () => {
    const { store } = opened;
    const [composed, decomposed] = ['\u00e9', 'e\u0301'] as const;
    const files = { [`${decomposed}.txt`]: 'one', [`${composed}.txt`]: 'two' };
    const draft = (form: string) => ({
      project: form,
      artifact: form,
      type: form,
      aliases: ['latest', form],
    });
    const first = await commitFiles(store, files, draft(decomposed));
    const again = await commitFiles(store, { ...files, a: '' }, draft(composed));
    expect([first.version.project, first.version.artifact, first.version.type]).toEqual(
      Array(3).fill(composed),
    );
    expect([again.version.artifactId, again.version.index]).toEqual([first.version.artifactId, 1]);
    for (const form of [composed, decomposed]) {
      const reference = { project: form, artifact: form, alias: form };
      expect((await store.resolve(reference)).id).toBe(again.version.id);
      const project = await store.project(form);
      expect((await store.artifact(project.id, form)).name).toBe(composed);
      const found = await store.artifacts({ project: project.id, filter: form });
      expect(found.items.map(artifact => artifact.name)).toEqual([composed]);
    }
    const { entries } = await store.manifest(first.version.id);
    expect(entries.map(entry => entry.path)).toEqual([`${decomposed}.txt`, `${composed}.txt`]);
    const edited = await store.editAliases(again.version.id, { remove: [decomposed] });
    expect(edited.aliases).toEqual(['latest']);
    const run = await store.beginRun({ project: decomposed, jobType: decomposed, name: decomposed });
    expect([run.project, run.jobType, run.name]).toEqual(Array(3).fill(composed));
  });

  test('an artifact keeps its type', async () => {
    const { store } = opened;
    await commitFiles(store, { 'a.txt': 'one' });
    await expect(commitFiles(store, { 'a.txt': 'two' }, { type: 'model' })).rejects.toMatchObject({
      code: 'artifact-type-differs',
    });
  });

  test('a version’s own name is refused as an alias', async () => {
    await expect(commitFiles(opened.store, { 'a.txt': 'one' }, { aliases: ['v3'] })).rejects.toMatchObject({
      code: 'alias-reserved',
    });
  });

  test('nothing is kept of a draft that was refused', async () => {
    const { store } = opened;
    await expect(commitFiles(store, { 'a.txt': 'one' }, { aliases: ['a:b'] })).rejects.toThrow();
    await expect(commitFiles(store, { '../a.txt': 'one' })).rejects.toMatchObject({ code: 'path-unsafe' });
    await expect(commitFiles(store, { 'a.txt': 'one' }, { artifact: 'a/b' })).rejects.toMatchObject({
      code: 'name-invalid',
    });
    expect((await store.projects()).items).toEqual([]);
  });

  test('the same client id gives the same version', async () => {
    const { store } = opened;
    const first = await commitFiles(store, { 'a.txt': 'one' }, { clientId: 'c1' });
    const again = await commitFiles(store, { 'a.txt': 'one' }, { clientId: 'c1' });
    expect(again.version.id).toBe(first.version.id);
  });

  test('files are read back whole or in part', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { 'a.txt': 'hello world', 'd/empty': '' });
    expect((await store.manifest(version.id)).entries.map(entry => entry.path)).toEqual(['a.txt', 'd/empty']);
    expect(await readText(await store.readFile(version.id, 'a.txt'))).toBe('hello world');
    expect(await readText(await store.readFile(version.id, 'd/empty'))).toBe('');
    expect(await readText(await store.readFile(version.id, 'a.txt', { start: 6 }))).toBe('world');
    expect(await readText(await store.readFile(version.id, 'a.txt', { start: 2, end: 4 }))).toBe('ll');
    await expect(store.readFile(version.id, 'b.txt')).rejects.toMatchObject({ code: 'file-not-found' });
  });

  test('metadata, description and tags can be edited; content cannot', async () => {
    const { store } = opened;
    const { version } = await commitFiles(
      store,
      { 'a.txt': 'one' },
      { metadata: { rows: 3 }, description: 'raw' },
    );
    expect(version).toMatchObject({ metadata: { rows: 3 }, description: 'raw', tags: [] });
    const edited = await store.editVersion(version.id, { metadata: { rows: 4 }, tags: ['x', 'x', 'y'] });
    expect(edited).toMatchObject({
      metadata: { rows: 4 },
      description: 'raw',
      tags: ['x', 'y'],
      digest: version.digest,
    });
  });

  test('are listed newest first, in pages', async () => {
    const { store } = opened;
    for (let i = 0; i < 5; i++) await commitFiles(store, { 'a.txt': String(i) });
    const { version } = await commitFiles(store, { 'a.txt': '0' });
    const first = await store.versions({ artifact: version.artifactId, limit: 2 });
    const second = await store.versions({ artifact: version.artifactId, limit: 2, cursor: first.next ?? '' });
    const third = await store.versions({ artifact: version.artifactId, limit: 2, cursor: second.next ?? '' });
    expect([first, second, third].map(page => page.items.map(item => item.index))).toEqual([
      [4, 3],
      [2, 1],
      [0],
    ]);
    expect(third.next).toBeUndefined();
  });
});
