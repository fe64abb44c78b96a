import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitFiles, commitRunFile } from '../../support/storeKit.ts';
import type { OpenedStore } from './implementations.ts';
import { IMPLEMENTATIONS } from './implementations.ts';

describe.each(IMPLEMENTATIONS)('runs in %s', (_, open) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  const begin = (name?: string) =>
    opened.store.beginRun({ project: 'digits', jobType: 'train', ...(name !== undefined && { name }) });

  test('are found by their key', async () => {
    const { store } = opened;
    const run = await store.beginRun({
      project: 'digits',
      jobType: 'train',
      key: 'k3j9x2ab',
      group: 'first',
    });
    expect(await store.runByKey(run.projectId, 'k3j9x2ab')).toMatchObject({ id: run.id, group: 'first' });
    await expect(store.runByKey(run.projectId, 'other')).rejects.toMatchObject({ code: 'run-not-found' });
  });

  test('change what is said of them, and go on after they ended', async () => {
    const { store } = opened;
    const { id } = await begin();
    await store.finishRun(id, { state: 'failed', exitCode: 1 });
    await store.updateRun(id, {
      state: 'running',
      jobType: 'tune',
      group: 'second',
      host: 'box',
      command: ['python', 'train.py'],
      git: { dirty: false, commit: 'c'.repeat(40) },
    });
    const run = await store.run(id);
    expect(run).toMatchObject({
      state: 'running',
      jobType: 'tune',
      group: 'second',
      host: 'box',
      command: ['python', 'train.py'],
      git: { dirty: false, commit: 'c'.repeat(40) },
    });
    expect([run.finishedAt, run.exitCode]).toEqual([undefined, undefined]);
    await store.updateRun(id, { group: '' });
    expect((await store.run(id)).group).toBeUndefined();
  });

  test('keep what they stream, by the number of the line', async () => {
    const { store, another } = opened;
    const { id } = await begin();
    expect((await store.run(id)).lines).toEqual({ history: 0, events: 0, console: 0 });
    await store.writeRunLines(id, 'history', { offset: 0, lines: ['{"_step":0}', '{"_step":1}'] });
    await store.writeRunLines(id, 'history', { offset: 1, lines: ['{"_step":1,"loss":2}', '{"_step":2}'] });
    await store.writeRunLines(id, 'console', { offset: 3, lines: ['épée 🗡'] });
    await store.finishRun(id, { state: 'finished' });
    const elsewhere = await another();
    expect((await elsewhere.run(id)).lines).toEqual({ history: 3, events: 0, console: 4 });
    expect(await elsewhere.runLines(id, 'history', { start: 1, end: 9 })).toEqual([
      '{"_step":1,"loss":2}',
      '{"_step":2}',
    ]);
    expect(await elsewhere.runLines(id, 'console', { start: 2, end: 4 })).toEqual(['', 'épée 🗡']);
  });

  test('keep a history’s lines by their number, whatever steps were left out', async () => {
    const { store, another } = opened;
    const { id } = await begin();
    const stepOf = (line: number) => line * 7 + (line > 500 ? 300_000 : 0);
    const lines = Array.from({ length: 1000 }, (_, line) => JSON.stringify({ _step: stepOf(line), line }));
    await store.writeRunLines(id, 'history', { offset: 0, lines });
    const elsewhere = await another();
    for (const [start, end] of [
      [0, 2000],
      [990, 2000],
      [3, 9],
      [495, 505],
      [1000, 1001],
      [5, 5],
    ] as const)
      // prettier-ignore
      expect(await elsewhere.runLines(id, 'history', { start, end })).toEqual(lines.slice(start, end));
    const more = [JSON.stringify({ _step: stepOf(1000) }), JSON.stringify({ _step: 2_000_000 })];
    await store.writeRunLines(id, 'history', { offset: 1000, lines: more });
    expect(await elsewhere.runLines(id, 'history', { start: 999, end: 1005 })).toEqual([lines[999], ...more]);
  });

  test('that stream tell of it', async () => {
    const { store } = opened;
    // Over the protocol, others look for themselves.
    const elsewhere = opened.remote ? store : await opened.another();
    const { id } = await begin();
    const told = new Promise<boolean>(resolve => {
      elsewhere.onDidChange(({ runs, everything }) => {
        if (everything || runs.includes(id)) resolve(true);
      });
    });
    await elsewhere.run(id);
    await store.writeRunLines(id, 'events', { offset: 0, lines: ['{}'] });
    expect(await told).toBe(true);
  });

  test('keep files by name, the latest of each', async () => {
    const { store } = opened;
    const { id } = await begin();
    const names = ['media/images/b.png', 'media/images/a.png', 'requirements.txt', 'media.txt'];
    for (const name of names) await commitRunFile(store, id, name, `first ${name}`, 'text/plain');
    const file = await commitRunFile(store, id, 'requirements.txt', 'numpy');
    const all = await store.runFiles({ run: id, limit: 3 });
    expect(all.items.map(({ name }) => name)).toEqual(['media.txt', ...names.slice(0, 2).reverse()]);
    const rest = await store.runFiles({
      run: id,
      limit: 3,
      ...(all.next !== undefined && { cursor: all.next }),
    });
    const { blob: _, ...told } = file;
    expect(rest).toMatchObject({ items: [{ ...told, updatedAt: expect.any(Number) as number }] });
    expect((await store.runFiles({ run: id, prefix: 'media/' })).items).toHaveLength(2);
    const found = await store.findRunFiles(id, ['requirements.txt', 'nothing', 'media.txt']);
    expect(found.map(({ name }) => name)).toEqual(['requirements.txt', 'media.txt']);

    expect(await new Response(await store.readRunFile(id, 'requirements.txt')).text()).toBe('numpy');
    const tail = await store.readRunFile(id, 'requirements.txt', { start: 3, end: 5 });
    expect(await new Response(tail).text()).toBe('py');
    await expect(store.readRunFile(id, 'nothing')).rejects.toMatchObject({ code: 'run-file-not-found' });
    const location = await store.locateRunFile(id, 'requirements.txt');
    const bytes =
      location.kind === 'file'
        ? readFileSync(location.path, 'utf8')
        : await (await fetch(location.url)).text();
    expect(bytes).toBe('numpy');
    await store.deleteRunFiles(id, ['requirements.txt', 'nothing']);
    await expect(store.locateRunFile(id, 'requirements.txt')).rejects.toMatchObject({
      code: 'run-file-not-found',
    });
    await expect(commitRunFile(store, id, '../out', 'x')).rejects.toMatchObject({ code: 'path-unsafe' });
  });

  test('are gone when they are deleted, what they made is not', async () => {
    const { store } = opened;
    const { id, projectId } = await begin('gone');
    await store.writeRunLines(id, 'history', { offset: 0, lines: ['{}'] });
    const { version } = await commitFiles(store, { a: 'content' }, { run: id });
    await store.useVersion(id, version.id);
    await commitRunFile(store, id, 'a.txt', 'of the run');
    await store.deleteRun(id);
    await expect(store.run(id)).rejects.toMatchObject({ code: 'run-not-found' });
    await expect(store.runLines(id, 'history', { start: 0, end: 1 })).rejects.toMatchObject({
      code: 'run-not-found',
    });
    expect((await store.runs({ project: projectId })).items).toEqual([]);
    expect((await store.projectById(projectId)).runCount).toBe(0);
    expect((await store.runFiles({ run: id })).items).toEqual([]);
    // The protocol has no words for it.
    expect((await store.version(version.id)).loggedBy).toBe(opened.remote ? undefined : id);
    const { nodes, edges } = await store.lineage({ project: projectId });
    expect(nodes.filter(node => node.kind === 'version')).toHaveLength(1);
    if (opened.remote) return;
    expect(nodes.find(node => node.id === id)).toMatchObject({ kind: 'run', deleted: true });
    expect(edges).toHaveLength(2);
    expect((await store.lineage({ around: id })).nodes).toHaveLength(2);
    expect(await store.deleteImpact([version.id])).toMatchObject({ usedBy: [] });
    await store.deleteVersions([version.id]);
  });

  test('leave their short name to others when they are deleted', async () => {
    const { store } = opened;
    const { id, projectId, key } = await begin('again');
    await store.deleteRun(id);
    const other = await store.beginRun({ project: 'digits', jobType: 'train', key });
    expect((await store.runByKey(projectId, key)).id).toBe(other.id);
    expect((await store.runs({ project: projectId })).items).toHaveLength(1);
  });

  test('that are not there stream nothing', async () => {
    const { store } = opened;
    const { id } = await begin();
    await store.deleteRun(id);
    for (const work of [
      () => store.writeRunLines(id, 'history', { offset: 0, lines: ['{}'] }),
      () => store.updateRun(id, { notes: 'x' }),
      () => store.deleteRun(id),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'run-not-found' });
    }
  });
});
