import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeLabel } from '../../../src/core/lineage.ts';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import type { Store } from '../../../src/store/contract.ts';
import { commitFiles } from '../../support/storeKit.ts';
import type { OpenedStore } from './implementations.ts';
import { IMPLEMENTATIONS } from './implementations.ts';

/** raw:v0 → prepare → clean:v0 → train → model:v0; nothing uses loose:v0. */
async function pipeline(store: Store) {
  const load = await store.beginRun({ project: 'digits', jobType: 'load', name: 'a' });
  const raw = await commitFiles(store, { x: 'raw' }, { artifact: 'raw', run: load.id });
  const prepare = await store.beginRun({ project: 'digits', jobType: 'prepare', name: 'b' });
  await store.useVersion(prepare.id, raw.version.id, 'latest');
  const clean = await commitFiles(store, { x: 'clean' }, { artifact: 'clean', run: prepare.id });
  const train = await store.beginRun({
    project: 'digits',
    jobType: 'train',
    name: 'c',
    config: { epochs: 3 },
  });
  await store.useVersion(train.id, clean.version.id, 'latest');
  const model = await commitFiles(store, { x: 'model' }, { artifact: 'model', type: 'model', run: train.id });
  const loose = await commitFiles(store, { x: 'loose' }, { artifact: 'loose' });
  return {
    load,
    raw: raw.version,
    prepare,
    clean: clean.version,
    train,
    model: model.version,
    loose: loose.version,
  };
}

function describeGraph(graph: LineageGraph): { nodes: string[]; edges: string[] } {
  const labels = new Map<string, string>(graph.nodes.map(node => [node.id, nodeLabel(node)]));
  const edges = graph.edges.map(edge => `${labels.get(edge.from) ?? '?'} → ${labels.get(edge.to) ?? '?'}`);
  return { nodes: [...labels.values()].sort(), edges: edges.sort() };
}

describe.each(IMPLEMENTATIONS)('runs and lineage in %s', (_, open) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('a run keeps what it was given and what it did', async () => {
    const { store } = opened;
    const git = { commit: 'c'.repeat(40), branch: 'main', dirty: true, remote: 'https://example.org/a.git' };
    const run = await store.beginRun({
      project: 'digits',
      jobType: 'train',
      config: { lr: 0.1 },
      command: ['node', 'x.js'],
      git,
    });
    expect(run.name).toMatch(/^[a-z]+-[a-z]+-1$/);
    expect(run).toMatchObject({ state: 'running', jobType: 'train', project: 'digits' });
    const used = await commitFiles(store, { a: '1' });
    await store.useVersion(run.id, used.version.id, 'latest');
    await store.useVersion(run.id, used.version.id, 'latest');
    const made = await commitFiles(store, { a: '2' }, { artifact: 'model', type: 'model', run: run.id });
    await store.finishRun(run.id, { state: 'finished', exitCode: 0, summary: { accuracy: 0.97 } });
    const detail = await store.run(run.id);
    expect(detail).toMatchObject({
      state: 'finished',
      exitCode: 0,
      config: { lr: 0.1 },
      summary: { accuracy: 0.97 },
      git,
    });
    expect(detail.command).toEqual(['node', 'x.js']);
    expect(detail.inputs).toMatchObject([
      { versionId: used.version.id, ...(opened.remote ? {} : { usedAs: 'latest' }) },
    ]);
    expect(detail.outputs).toMatchObject([{ versionId: made.version.id, artifact: 'model', version: 0 }]);
    expect(detail.finishedAt).toBeGreaterThanOrEqual(detail.createdAt);
  });

  test('a run that logs content the artifact has is recorded as its producer too', async () => {
    const { store } = opened;
    const first = await store.beginRun({ project: 'digits', jobType: 'load' });
    const second = await store.beginRun({ project: 'digits', jobType: 'load' });
    const { version } = await commitFiles(store, { a: '1' }, { run: first.id });
    await commitFiles(store, { a: '1' }, { run: second.id });
    expect((await store.run(second.id)).outputs).toMatchObject([{ versionId: version.id }]);
    expect((await store.version(version.id)).loggedBy).toBe(first.id);
  });

  test('runs are listed newest first, by job type and by name', async () => {
    const { store } = opened;
    const names = ['a1', 'a2', 'b1'];
    let project;
    for (const name of names)
      project = (await store.beginRun({ project: 'digits', jobType: name.slice(0, 1), name })).projectId;
    if (!project) throw new Error('no run was begun');
    const listed = async (query: object) =>
      (await store.runs({ project, ...query })).items.map(run => run.name);
    expect(await listed({})).toEqual(['b1', 'a2', 'a1']);
    expect(await listed({ jobType: 'a' })).toEqual(['a2', 'a1']);
    expect(await listed({ filter: 'A1' })).toEqual(['a1']);
    expect(await listed({ filter: '%' })).toEqual([]);
    expect(await store.jobTypes(project)).toEqual([
      { name: 'a', count: 2 },
      { name: 'b', count: 1 },
    ]);
  });

  test('the lineage of a project holds all that its runs used and logged', async () => {
    const { raw } = await pipeline(opened.store);
    expect(describeGraph(await opened.store.lineage({ project: raw.projectId }))).toEqual({
      nodes: [
        'dataset:clean:v0',
        'dataset:loose:v0',
        'dataset:raw:v0',
        'load:a',
        'model:model:v0',
        'prepare:b',
        'train:c',
      ],
      edges: [
        'dataset:clean:v0 → train:c',
        'dataset:raw:v0 → prepare:b',
        'load:a → dataset:raw:v0',
        'prepare:b → dataset:clean:v0',
        'train:c → model:model:v0',
      ],
    });
  });

  test('the lineage around a node goes up, down or both, as deep as asked', async () => {
    const { store } = opened;
    const { clean, prepare } = await pipeline(store);
    const nodes = async (query: object) =>
      describeGraph(await store.lineage({ around: clean.id, ...query })).nodes;
    expect(await nodes({ direction: 'up' })).toEqual([
      'dataset:clean:v0',
      'dataset:raw:v0',
      'load:a',
      'prepare:b',
    ]);
    expect(await nodes({ direction: 'down' })).toEqual(['dataset:clean:v0', 'model:model:v0', 'train:c']);
    expect(await nodes({ depth: 1 })).toEqual(['dataset:clean:v0', 'prepare:b', 'train:c']);
    expect((await store.lineage({ around: clean.id, depth: 1, direction: 'up' })).openEnds).toEqual([
      prepare.id,
    ]);
    expect(await nodes({ depth: 0 })).toEqual(['dataset:clean:v0']);
  });

  test('a deleted ancestor keeps its place, marked', async () => {
    const { store } = opened;
    const { raw, model } = await pipeline(store);
    await store.deleteVersions([raw.id], { force: true });
    const graph = await store.lineage({ around: model.id, direction: 'up' });
    const found = graph.nodes.find(node => node.id === raw.id);
    if (opened.remote) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ kind: 'version', deleted: true });
  });

  test('an input by an alias that has moved on says to which version', async () => {
    const { store } = opened;
    const { raw, prepare, clean } = await pipeline(store);
    const pinned = await store.beginRun({ project: 'digits', jobType: 'look', name: 'd' });
    await store.useVersion(pinned.id, raw.id, 'v0');
    await commitFiles(store, { x: 'newer' }, { artifact: 'raw', aliases: ['latest'] });
    const { edges } = await store.lineage({ project: raw.projectId });
    const of = (from: string, to: string) => edges.find(edge => edge.from === from && edge.to === to);
    // The protocol says neither when nor as what.
    if (opened.remote) {
      expect(of(raw.id, prepare.id)).toEqual({ from: raw.id, to: prepare.id });
      return;
    }
    expect(of(raw.id, prepare.id)).toMatchObject({ usedAs: 'latest', newer: 1 });
    expect(of(raw.id, prepare.id)?.at).toBeGreaterThanOrEqual(raw.createdAt);
    expect(of(raw.id, pinned.id)).toMatchObject({ usedAs: 'v0' });
    expect(of(raw.id, pinned.id)).not.toHaveProperty('newer');
    const around = await store.lineage({ around: clean.id });
    expect(around.edges.filter(edge => edge.newer !== undefined)).toHaveLength(1);
  });

  test('the history of aliases is told where it is asked for', async () => {
    const { store } = opened;
    const { raw } = await pipeline(store);
    await commitFiles(store, { x: 'newer' }, { artifact: 'raw', aliases: ['latest'] });
    expect(await store.lineage({ project: raw.projectId })).not.toHaveProperty('aliasMoves');
    const { aliasMoves } = await store.lineage({ project: raw.projectId, history: true });
    if (opened.remote) {
      expect(aliasMoves).toBeUndefined();
      return;
    }
    const moves = aliasMoves?.filter(move => move.artifact === 'raw' && move.alias === 'latest');
    expect(moves?.map(({ version, until }) => [version, until !== undefined])).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(moves?.[0]?.until).toBe(moves?.[1]?.from);
  });

  test('a run that logs again what it used makes a circle, which ends', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' });
    const run = await store.beginRun({ project: 'digits', jobType: 'touch', name: 't' });
    await store.useVersion(run.id, version.id);
    await commitFiles(store, { a: '1' }, { run: run.id });
    expect(describeGraph(await store.lineage({ around: version.id })).edges).toEqual([
      'dataset:mnist:v0 → touch:t',
      'touch:t → dataset:mnist:v0',
    ]);
  });

  test('a run of another project that uses a version stands in the graph of both', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' });
    const run = await store.beginRun({ project: 'other', jobType: 'train', name: 'x' });
    await store.useVersion(run.id, version.id);
    for (const project of [version.projectId, run.projectId]) {
      expect(describeGraph(await store.lineage({ project })).edges).toEqual(['dataset:mnist:v0 → train:x']);
    }
  });

  test('unknown runs and versions are named', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' });
    const nobody = version.id as unknown as Parameters<Store['run']>[0];
    await expect(store.run(nobody)).rejects.toMatchObject({ code: 'run-not-found' });
    await expect(store.finishRun(nobody, { state: 'failed' })).rejects.toMatchObject({
      code: 'run-not-found',
    });
    await expect(commitFiles(store, { a: '2' }, { run: nobody })).rejects.toMatchObject({
      code: 'run-not-found',
    });
    expect((await store.artifact(version.projectId, 'mnist')).versionCount).toBe(1);
  });
});
