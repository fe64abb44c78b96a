import { beforeAll, describe, expect, test } from 'vitest';
import { compareContract } from '../../../src/protocol/pages/compare.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { asking, withStore } from './asking.ts';

const store = withStore();
const ask = asking(compareContract, store);
const place = { entity: 'local', project: 'digits' };

beforeAll(async () => {
  const loader = await store.beginRun({ project: 'digits', jobType: 'load', name: 'loader', key: 'load1' });
  for (const [i, files] of [
    { 'a.txt': 'one', 'b.txt': 'two' },
    { 'a.txt': 'one', 'c.txt': 'two', 'd.txt': 'new' },
    { 'a.txt': 'three' },
  ].entries()) {
    await commitFiles(store, files, {
      artifact: 'raw',
      run: loader.id,
      metadata: { rows: i, nothing: null },
      aliases: ['latest', ...(i === 1 ? ['best'] : [])],
    });
  }
  await commitFiles(store, { 'model.bin': 'weights' }, { artifact: 'model', type: 'model' });
});

describe('versions', () => {
  test('are read in the order they were asked for, each as it was called', async () => {
    const { versions, gone } = await ask('getVersions', {
      ...place,
      items: ['model:v0', 'raw:v2', 'raw:v0'],
    });
    expect(versions.map(({ label, index, type }) => [label, index, type])).toEqual([
      ['model:v0', 0, 'model'],
      ['raw:v2', 2, 'dataset'],
      ['raw:v0', 0, 'dataset'],
    ]);
    expect(versions.map(({ producer }) => producer?.name)).toEqual([undefined, 'loader', 'loader']);
    expect(JSON.parse(versions[1]!.metadata)).toEqual({ rows: 2, nothing: null });
    expect(gone).toEqual([]);
  });

  test('that are not there are named, and the others still read', async () => {
    const { version } = await commitFiles(store, { x: 'brief' }, { artifact: 'brief' });
    await store.deleteVersions([version.id], { force: true });
    const items = ['raw:v0', 'raw:v9', 'brief:v0', 'no such:v1', 'raw:v1', '__proto__:v0'];
    const { versions, gone } = await ask('getVersions', { ...place, items });
    expect(versions.map(({ label }) => label)).toEqual(['raw:v0', 'raw:v1']);
    expect(gone).toEqual(['raw:v9', 'brief:v0', 'no such:v1', '__proto__:v0']);
  });

  test('whose run was deleted have no producer', async () => {
    const run = await store.beginRun({ project: 'digits', jobType: 'load' });
    await commitFiles(store, { y: 'orphan' }, { artifact: 'orphan', run: run.id });
    await store.deleteRun(run.id);
    const { versions } = await ask('getVersions', { ...place, items: ['orphan:v0'] });
    expect(versions.map(({ producer }) => producer)).toEqual([undefined]);
  });

  test('of a project that is not there are refused with its name', async () => {
    const asked = ask('getVersions', { entity: 'local', project: 'digit', items: ['raw:v0'] });
    await expect(asked).rejects.toMatchObject({ code: 'project-not-found', nearest: ['digits'] });
  });

  test('are twenty at most, and at least one', async () => {
    const many = Array.from({ length: 21 }, (_, i) => `raw:v${i}`);
    await expect(ask('getVersions', { ...place, items: many })).rejects.toMatchObject({
      code: 'input-malformed',
    });
    await expect(ask('getVersions', { ...place, items: [] })).rejects.toMatchObject({
      code: 'input-malformed',
    });
  });
});

describe('files', () => {
  test('of two versions are compared', async () => {
    const { differences, totals } = await ask('getFiles', { ...place, left: 'raw:v0', right: 'raw:v1' });
    expect(differences).toEqual([
      { change: 'renamed', path: 'c.txt', from: 'b.txt', before: 3, after: 3 },
      { change: 'added', path: 'd.txt', after: 3 },
    ]);
    expect(totals.same).toEqual({ files: 1, bytes: 3 });
  });

  test('are compared across artifacts', async () => {
    const { totals } = await ask('getFiles', { ...place, left: 'raw:v2', right: 'model:v0' });
    expect([totals.added.files, totals.removed.files, totals.same.files]).toEqual([1, 1, 0]);
  });

  test('of a version that is not there are refused', async () => {
    const asked = ask('getFiles', { ...place, left: 'raw:v0', right: 'raw:v9' });
    await expect(asked).rejects.toMatchObject({ code: 'version-not-found' });
  });
});

describe('runs', () => {
  test('are read by their short names with all that is compared', async () => {
    const raw = await store.resolve({ project: 'digits', artifact: 'raw', alias: 'v0' });
    const git = { commit: 'c0ffee', dirty: false };
    const config = { lr: 0.1, nested: { deep: [1, null] } };
    const draft = {
      project: 'digits',
      jobType: 'train',
      name: 'one',
      key: 'run1',
      config,
      host: 'here',
      git,
    };
    const run = await store.beginRun(draft);
    await store.useVersion(run.id, raw.id);
    await store.writeRunLines(run.id, 'history', { offset: 0, lines: ['{"loss":1}', '{"loss":0.5}'] });
    await store.finishRun(run.id, { state: 'finished', summary: { loss: 0.5 } });
    const { runs, gone } = await ask('getRuns', { ...place, items: ['run1', 'nothing', 'load1'] });
    expect(gone).toEqual(['nothing']);
    expect(runs.map(({ key }) => key)).toEqual(['run1', 'load1']);
    expect(runs[0]).toMatchObject({
      state: 'finished',
      host: 'here',
      commit: 'c0ffee',
      lines: 2,
      inputs: ['raw:v0'],
      outputs: [],
    });
    expect(JSON.parse(runs[0]!.config)).toEqual(config);
    expect(JSON.parse(runs[0]!.summary)).toEqual({ loss: 0.5 });
    expect(runs[1]!.outputs).toEqual(['raw:v0', 'raw:v1', 'raw:v2']);
    await store.deleteRun(run.id);
    expect(await ask('getRuns', { ...place, items: ['run1'] })).toEqual({ runs: [], gone: ['run1'] });
  });
});

describe('what can be added', () => {
  const labels = async (filter: string, artifact = 'raw'): Promise<string[]> => {
    const { versions } = await ask('getCandidates', { what: 'versions', ...place, artifact, filter });
    return versions.map(({ artifact: name, index }) => `${name}:v${index}`);
  };

  test('are versions of the artifact, the newest first', async () => {
    expect(await labels('')).toEqual(['raw:v2', 'raw:v1', 'raw:v0']);
    expect(await labels('', 'no such')).toEqual([]);
  });

  test('are found by number, by alias, and by the name of another artifact', async () => {
    expect(await labels('1')).toEqual(['raw:v1']);
    expect(await labels('v0')).toEqual(['raw:v0']);
    expect(await labels('be')).toEqual(['raw:v1']);
    expect(await labels('latest')).toEqual(['raw:v2']);
    expect(await labels('model:latest')).toEqual(['model:v0']);
    expect(await labels('model:v7')).toEqual([]);
    expect(await labels('a:b:c:%_\\')).toEqual([]);
  });

  test('are runs, the newest first, by name or short name', async () => {
    const project = 'many';
    for (const name of ['alpha', 'beta', 'alphabet']) {
      await store.beginRun({ project, jobType: 'x', name, key: `key-${name}` });
    }
    const names = async (filter: string): Promise<string[]> => {
      const { runs } = await ask('getCandidates', { what: 'runs', entity: 'local', project, filter });
      return runs.map(({ name }) => name);
    };
    expect(await names('')).toEqual(['alphabet', 'beta', 'alpha']);
    expect(await names('ALPHA')).toEqual(['alphabet', 'alpha']);
    expect(await names('key-beta')).toEqual(['beta']);
    expect(await names('%')).toEqual([]);
  });
});
