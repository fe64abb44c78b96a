import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoreChanges } from '../../../src/store/changes.ts';
import { commitFiles } from '../../support/storeKit.ts';
import type { OpenedStore } from './implementations.ts';
import { IMPLEMENTATIONS } from './implementations.ts';

describe.each(IMPLEMENTATIONS)('listings and changes in %s', (_, open) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  /** The protocol tells times in whole seconds. */
  const nextTick = () => (opened.remote ? sleep(1000) : undefined);

  test('a new store is empty', async () => {
    expect((await opened.store.projects()).items).toEqual([]);
    expect(await opened.store.info()).toMatchObject({
      kind: opened.remote ? 'remote' : 'local',
      entity: 'local',
    });
  });

  test('projects by name, with what they hold', async () => {
    const { store } = opened;
    for (const project of ['b', 'A', 'c']) await commitFiles(store, { a: project }, { project });
    await store.beginRun({ project: 'c', jobType: 'x' });
    const page = await store.projects({ limit: 2 });
    const rest = await store.projects({ limit: 2, cursor: page.next ?? '' });
    expect(
      [...page.items, ...rest.items].map(item => [item.name, item.artifactCount, item.runCount]),
    ).toEqual([
      ['A', 1, 0],
      ['b', 1, 0],
      ['c', 1, 1],
    ]);
    await store.makeProject('d', 'team');
    const ofTeam = await store.projects({ entity: 'team' });
    expect(ofTeam.items.map(({ entity, name }) => [entity, name])).toEqual([['team', 'd']]);
    const ofSome = async (entities: readonly string[], entity?: string) =>
      (await store.projects({ entities, ...(entity === undefined ? {} : { entity }) })).items.map(
        item => item.name,
      );
    expect(await ofSome(['local', 'team'])).toEqual(['A', 'b', 'c', 'd']);
    expect(await ofSome(['team', 'nobody'])).toEqual(['d']);
    expect(await ofSome([])).toEqual([]);
    expect(await ofSome(['team'], 'local')).toEqual([]);
  });

  test('artifacts by name, update and creation, by type and filter, in pages', async () => {
    const { store } = opened;
    let project;
    for (const [artifact, type] of [
      ['b_1', 'dataset'],
      ['B%2', 'model'],
      ['a', 'dataset'],
    ] as const) {
      await nextTick();
      project = (await commitFiles(store, { x: artifact }, { artifact, type })).version.projectId;
    }
    if (!project) throw new Error('nothing was committed');
    await nextTick();
    await commitFiles(store, { x: 'again' }, { artifact: 'b_1' });
    const all = async (query: object) => {
      const names: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const page: Awaited<ReturnType<typeof store.artifacts>> = await store.artifacts({
          project,
          limit: 1,
          cursor,
          ...query,
        });
        names.push(...page.items.map(item => item.name));
        cursor = page.next;
      }
      return names;
    };
    expect(await all({})).toEqual(['a', 'B%2', 'b_1']);
    expect(await all({ sort: 'updated' })).toEqual(['b_1', 'a', 'B%2']);
    expect(await all({ sort: 'created' })).toEqual(['a', 'B%2', 'b_1']);
    expect(await all({ type: 'model' })).toEqual(['B%2']);
    expect(await all({ filter: '_' })).toEqual(['b_1']);
    expect(await all({ filter: '%' })).toEqual(['B%2']);
    const artifact = await store.artifact(project, 'b_1');
    expect(artifact).toMatchObject({ versionCount: 2, newest: { index: 1, aliases: ['latest'] } });
    expect(await store.artifactTypes(project)).toEqual([
      { name: 'dataset', count: 2 },
      { name: 'model', count: 1 },
    ]);
  });

  test('runs by creation, name and state, by job type and filter, in pages', async () => {
    const { store } = opened;
    let project;
    for (const [name, state] of [
      ['b_1', 'finished'],
      ['a%2', 'killed'],
      ['B%3', 'failed'],
      ['c', undefined],
      ['b_1', 'failed'],
    ] as const) {
      const run = await store.beginRun({
        project: 'digits',
        jobType: name === 'c' ? 'report' : 'train',
        name,
      });
      project = run.projectId;
      if (state !== undefined) await store.finishRun(run.id, { state });
    }
    if (!project) throw new Error('no run was begun');
    const all = async (query: object) => {
      const names: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const page: Awaited<ReturnType<typeof store.runs>> = await store.runs({
          project,
          limit: 1,
          cursor,
          ...query,
        });
        names.push(...page.items.map(({ name, state }) => `${name} ${state}`));
        cursor = page.next;
      }
      return names;
    };
    const newestFirst = ['b_1 failed', 'c running', 'B%3 failed', 'a%2 killed', 'b_1 finished'];
    expect(await all({})).toEqual(newestFirst);
    expect(await all({ sort: 'created' })).toEqual(newestFirst);
    expect(await all({ sort: 'oldest' })).toEqual([...newestFirst].reverse());
    expect(await all({ sort: 'name' })).toEqual([
      'a%2 killed',
      'B%3 failed',
      'b_1 failed',
      'b_1 finished',
      'c running',
    ]);
    expect(await all({ sort: 'state' })).toEqual([
      'c running',
      'b_1 failed',
      'B%3 failed',
      'a%2 killed',
      'b_1 finished',
    ]);
    expect(await all({ sort: 'name', jobType: 'train', filter: 'B' })).toEqual([
      'B%3 failed',
      'b_1 failed',
      'b_1 finished',
    ]);
  });

  test('a cursor that is none reads as the first page', async () => {
    await commitFiles(opened.store, { a: '1' });
    expect((await opened.store.projects({ cursor: 'nonsense' })).items).toHaveLength(1);
  });

  test('another connection hears of what changed, and of what', async () => {
    const other = await opened.another();
    await other.info();
    const heard = new Promise<StoreChanges>(resolve => other.onDidChange(resolve));
    await other.projects();
    const { version } = await commitFiles(opened.store, { a: '1' });
    const changes = await heard;
    if (!changes.everything) {
      expect(changes.projects).toContain(version.projectId);
      expect(changes.artifacts).toContain(version.artifactId);
    }
    expect((await other.projects()).items.map(item => item.name)).toEqual(['digits']);
  });

  test('one hears of one’s own changes too, and no more once disposed', async () => {
    const { store } = opened;
    let calls = 0;
    await store.info();
    const first = new Promise<void>(resolve => {
      const subscription = store.onDidChange(() => {
        calls++;
        subscription.dispose();
        resolve();
      });
    });
    await commitFiles(store, { a: '1' });
    await first;
    const later = new Promise<StoreChanges>(resolve => store.onDidChange(resolve));
    await commitFiles(store, { a: '2' });
    await later;
    expect(calls).toBe(1);
  });
});
