import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ArtifactId, VersionId } from '../../../src/core/ids.ts';
import type { Version } from '../../../src/core/version.ts';
import type { LinkDraft } from '../../../src/store/writes.ts';
import { commitFiles, readText } from '../../support/storeKit.ts';
import type { OpenedStore } from './implementations.ts';
import { IMPLEMENTATIONS } from './implementations.ts';

describe.each(IMPLEMENTATIONS)('portfolios in %s', (_, open) => {
  let opened: OpenedStore;
  let versions: readonly Version[];
  beforeEach(async () => {
    opened = await open();
    const committed = [];
    for (const content of ['1', '2', '3']) committed.push(await commitFiles(opened.store, { a: content }));
    versions = committed.map(({ version }) => version);
  });
  afterEach(() => opened.close());

  const link = (version: VersionId, draft: Partial<LinkDraft> = {}) =>
    opened.store.linkVersion({ project: 'registry', artifact: 'best', aliases: [], ...draft, version });

  const listed = async (artifact: ArtifactId, order?: 'oldest' | 'newest') =>
    (await opened.store.memberships({ artifact, ...(order && { order }) })).items.map(
      ({ index, aliases, version }) => [index, version.index, [...aliases].sort()] as const,
    );

  test('number what is linked into them, and have aliases of their own', async () => {
    const [, second, third] = versions;
    const first = await link(third!.id, { aliases: ['staging'] });
    expect(first).toMatchObject({
      index: 0,
      artifact: { name: 'best', kind: 'portfolio', type: 'dataset' },
      version: { id: third!.id, artifact: 'mnist' },
    });
    await link(second!.id, { aliases: ['production'] });
    expect(await listed(first.artifact.id)).toEqual([
      [1, 1, ['latest', 'production']],
      [0, 2, ['staging']],
    ]);
    // Its own artifact knows nothing of it.
    expect((await opened.store.version(second!.id)).aliases).toEqual([]);
    expect((await opened.store.version(third!.id)).aliases).toEqual(['latest']);
  });

  test('link a version once; again moves only aliases', async () => {
    const [first, second] = versions;
    const { artifact } = await link(first!.id);
    await link(second!.id, { aliases: ['best'] });
    const again = await link(first!.id, { aliases: ['best'] });
    expect(again.index).toBe(0);
    expect(await listed(artifact.id, 'oldest')).toEqual([
      [0, 0, ['best', 'latest']],
      [1, 1, []],
    ]);
  });

  test('are where references lead', async () => {
    const { store } = opened;
    const [first, second] = versions;
    await link(first!.id, { aliases: ['production'] });
    await link(second!.id);
    const resolve = async (alias: string) =>
      (await store.resolve({ project: 'registry', artifact: 'best', alias })).id;
    expect(await resolve('v0')).toBe(first!.id);
    expect(await resolve('v1')).toBe(second!.id);
    expect(await resolve('production')).toBe(first!.id);
    expect(await resolve('latest')).toBe(second!.id);
    await expect(resolve('v2')).rejects.toMatchObject({ code: 'version-not-found' });
    const memberships = await store.membershipsOf(first!.id);
    expect(memberships.map(({ artifact, index }) => [artifact.name, index])).toEqual([
      ['mnist', 0],
      ['best', 0],
    ]);
  });

  test('let a version go, and never give its number twice', async () => {
    const { store } = opened;
    const [first, second, third] = versions;
    const { artifact } = await link(first!.id, { aliases: ['best'] });
    await link(second!.id);
    await store.unlinkVersion(artifact.id, second!.id);
    await store.unlinkVersion(artifact.id, second!.id);
    expect((await listed(artifact.id)).map(([index]) => index)).toEqual([0]);
    expect((await store.version(second!.id)).deleted).toBe(false);
    expect((await store.membershipsOf(second!.id)).map(member => member.artifact.name)).toEqual(['mnist']);
    expect((await link(third!.id)).index).toBe(2);
    expect((await store.artifactById(artifact.id)).versionCount).toBe(2);
  });

  test('have aliases that are put and taken', async () => {
    const { store } = opened;
    const [first, second] = versions;
    const { artifact } = await link(first!.id, { aliases: ['a'] });
    await link(second!.id);
    const edited = await store.editLinkAliases(artifact.id, second!.id, {
      add: ['a', 'b'],
      remove: ['latest'],
    });
    expect([...edited.aliases].sort()).toEqual(['a', 'b']);
    expect((await listed(artifact.id)).find(([index]) => index === 0)?.[2]).toEqual([]);
    for (const add of [['v3'], ['a/b']]) {
      await expect(store.editLinkAliases(artifact.id, second!.id, { add })).rejects.toMatchObject({
        code: expect.stringMatching(/^alias-/) as string,
      });
    }
    await expect(store.editLinkAliases(artifact.id, versions[2]!.id, { add: ['x'] })).rejects.toMatchObject({
      code: 'version-not-found',
    });
  });

  test('that are deleted leave the versions, and their name', async () => {
    const { store } = opened;
    const [first] = versions;
    const { artifact } = await link(first!.id, { aliases: ['a'] });
    await store.deletePortfolio(artifact.id);
    expect((await store.version(first!.id)).deleted).toBe(false);
    expect((await store.membershipsOf(first!.id)).map(member => member.artifact.name)).toEqual(['mnist']);
    await expect(
      store.resolve({ project: 'registry', artifact: 'best', alias: 'latest' }),
    ).rejects.toMatchObject({ code: opened.remote ? 'artifact-not-found' : 'artifact-deleted' });
    const { version } = await commitFiles(
      store,
      { b: '1' },
      { project: 'registry', artifact: 'best', type: 'model' },
    );
    expect(await store.artifactById(version.artifactId)).toMatchObject({ kind: 'sequence', type: 'model' });
    await expect(link(first!.id)).rejects.toMatchObject({ code: 'artifact-not-portfolio' });
  });

  test('and artifacts do not take each other’s names', async () => {
    const { store } = opened;
    const [first] = versions;
    await expect(link(first!.id, { project: 'digits', artifact: 'mnist' })).rejects.toMatchObject({
      code: 'artifact-not-portfolio',
    });
    const { artifact } = await link(first!.id);
    await expect(
      commitFiles(store, { b: '1' }, { project: 'registry', artifact: 'best' }),
    ).rejects.toMatchObject({ code: 'artifact-is-portfolio' });
    await expect(store.deletePortfolio(first!.artifactId)).rejects.toMatchObject({
      code: 'artifact-not-portfolio',
    });
    const model = await commitFiles(store, { m: '1' }, { artifact: 'net', type: 'model' });
    await expect(link(model.version.id)).rejects.toMatchObject({ code: 'artifact-type-differs' });
    expect(await listed(artifact.id)).toHaveLength(1);
  });

  test('refuse what is deleted, and lose what is deleted later', async () => {
    const { store } = opened;
    const [first, second, third] = versions;
    const { artifact } = await link(first!.id);
    await link(third!.id);
    await store.deleteVersions([second!.id]);
    await expect(link(second!.id)).rejects.toMatchObject({ code: 'version-deleted' });
    await store.deleteVersions([third!.id]);
    expect((await listed(artifact.id)).map(([index]) => index)).toEqual([0]);
    const { versionCount, newest } = await store.artifactById(artifact.id);
    expect([versionCount, newest?.id]).toEqual([1, first!.id]);
    expect((await store.resolve({ project: 'registry', artifact: 'best', alias: 'latest' })).id).toBe(
      first!.id,
    );
  });

  test('are listed in pages, from either end', async () => {
    const { store } = opened;
    for (let i = 0; i < 7; i++) await commitFiles(store, { a: `more ${String(i)}` });
    const { items } = await store.versions({ artifact: versions[0]!.artifactId, limit: 100 });
    let portfolio: ArtifactId | undefined;
    // Linked in an order that is neither that of their numbers nor its reverse.
    for (const i of [3, 9, 0, 5, 1, 8, 2, 7, 4, 6]) portfolio = (await link(items[i]!.id)).artifact.id;
    for (const artifact of [portfolio!, versions[0]!.artifactId]) {
      for (const order of ['newest', 'oldest'] as const) {
        const indexes: number[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.memberships({
            artifact,
            order,
            limit: 3,
            ...(cursor !== undefined && { cursor }),
          });
          expect(page.items.length).toBeLessThanOrEqual(3);
          indexes.push(...page.items.map(member => member.index));
          cursor = page.next;
        } while (cursor !== undefined);
        const ascending = Array.from({ length: 10 }, (_ignored, i) => i);
        expect(indexes).toEqual(order === 'oldest' ? ascending : ascending.reverse());
      }
    }
  });
});

describe.each(IMPLEMENTATIONS)('looking up and editing in %s', (_, open) => {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('projects and artifacts are found by their ids', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' });
    expect(await store.projectById(version.projectId)).toEqual(await store.project('digits'));
    expect(await store.artifactById(version.artifactId)).toEqual(
      await store.artifact(version.projectId, 'mnist'),
    );
    await store.deleteVersions([version.id]);
    expect(await store.artifactById(version.artifactId)).toMatchObject({ name: 'mnist', versionCount: 0 });
    await expect(store.projectById('none' as never)).rejects.toMatchObject({ code: 'project-not-found' });
    await expect(store.artifactById('none' as never)).rejects.toMatchObject({ code: 'artifact-not-found' });
    await expect(store.membershipsOf('none' as never)).rejects.toMatchObject({ code: 'version-not-found' });
  });

  test('a project is made once', async () => {
    const { store } = opened;
    const made = await store.makeProject('empty', 'team');
    expect(made).toMatchObject({ name: 'empty', entity: 'team' });
    expect((await store.makeProject('empty', 'team')).id).toBe(made.id);
    expect((await store.makeProject('empty')).id).not.toBe(made.id);
    await expect(store.makeProject('a/b')).rejects.toMatchObject({ code: 'name-invalid' });
  });

  test('an artifact takes another name and another type', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' });
    await commitFiles(store, { a: '1' }, { artifact: 'taken' });
    await store.editArtifact(version.artifactId, { name: 'digits', type: 'raw' });
    const resolved = await store.resolve({ project: 'digits', artifact: 'digits', alias: 'latest' });
    expect(resolved).toMatchObject({ id: version.id, artifact: 'digits', type: 'raw' });
    await expect(store.artifact(version.projectId, 'mnist')).rejects.toMatchObject({
      code: 'artifact-not-found',
    });
    await expect(store.editArtifact(version.artifactId, { name: 'taken' })).rejects.toMatchObject({
      code: 'artifact-exists',
      data: { artifact: 'taken', project: 'digits' },
    });
    await expect(store.editArtifact(version.artifactId, { name: 'a:b' })).rejects.toMatchObject({
      code: 'name-invalid',
    });
    // Its own name is no other's.
    await store.editArtifact(version.artifactId, { name: 'digits' });
  });

  test('an artifact moves to another project with all that is said of it', async () => {
    const { store, remote } = opened;
    const { version: first } = await commitFiles(store, { a: '1' });
    const { version } = await commitFiles(store, { a: '2' }, { aliases: ['latest', 'best'] });
    const { id: run } = await store.beginRun({ project: 'digits', jobType: 'train' });
    await store.useVersion(run, version.id);
    const move = () => store.moveArtifact(version.artifactId, { project: 'shared', entity: 'team' });
    if (remote) {
      await expect(move()).rejects.toMatchObject({ code: 'not-supported' });
      return;
    }
    await move();
    // Again is no change.
    await move();
    const there = { entity: 'team', project: 'shared', artifact: 'mnist' };
    expect(await store.resolve({ ...there, alias: 'best' })).toMatchObject({ id: version.id, index: 1 });
    expect((await store.resolve({ ...there, alias: 'v0' })).id).toBe(first.id);
    await expect(
      store.resolve({ project: 'digits', artifact: 'mnist', alias: 'best' }),
    ).rejects.toMatchObject({
      code: 'artifact-not-found',
    });
    expect((await store.run(run)).inputs).toMatchObject([{ versionId: version.id, artifact: 'mnist' }]);
    expect(await readText(await store.readFile(version.id, 'a'))).toBe('2');
    // The next one counts on from there.
    const next = await commitFiles(store, { a: '3' }, { project: 'shared', entity: 'team' });
    expect(next.version).toMatchObject({ artifactId: version.artifactId, index: 2 });
    const { version: other } = await commitFiles(store, { a: '1' });
    await expect(
      store.moveArtifact(other.artifactId, { project: 'shared', entity: 'team' }),
    ).rejects.toMatchObject({ code: 'artifact-exists' });
    await expect(store.moveArtifact('none' as never, { project: 'x' })).rejects.toMatchObject({
      code: 'artifact-not-found',
    });
  });

  test('a version keeps how long it is to be kept, and the step it belongs to', async () => {
    const { store } = opened;
    const { version } = await commitFiles(store, { a: '1' }, { ttlSeconds: 3600, historyStep: 41 });
    expect(await store.version(version.id)).toMatchObject({ ttlSeconds: 3600, historyStep: 41 });
    expect((await store.editVersion(version.id, { ttlSeconds: 60 })).ttlSeconds).toBe(60);
    expect((await store.editVersion(version.id, { description: 'x' })).ttlSeconds).toBe(60);
    expect((await store.editVersion(version.id, { ttlSeconds: null })).ttlSeconds).toBeUndefined();
  });

  test('a run needs no job type, and its labels may hold what names may not', async () => {
    const { store } = opened;
    const plain = await store.beginRun({ project: 'digits', jobType: '' });
    const labelled = await store.beginRun({
      project: 'digits',
      jobType: 'train/fine: tune',
      name: 'lr=0.1/bs:32',
      group: 'sweep/a:b',
      tags: ['a/b', 'c:d'],
    });
    expect(await store.run(plain.id)).toMatchObject({ jobType: '' });
    expect(await store.run(labelled.id)).toMatchObject({
      jobType: 'train/fine: tune',
      name: 'lr=0.1/bs:32',
      group: 'sweep/a:b',
      tags: ['a/b', 'c:d'],
    });
    expect(await store.jobTypes(plain.projectId)).toEqual([
      { name: '', count: 1 },
      { name: 'train/fine: tune', count: 1 },
    ]);
    const { items } = await store.runs({ project: plain.projectId, jobType: '' });
    expect(items.map(run => run.id)).toEqual([plain.id]);
    for (const bad of [
      { jobType: 'a\nb' },
      { jobType: 'train', key: 'a/b' },
      { jobType: 'train', key: 'a:b' },
    ]) {
      await expect(store.beginRun({ project: 'digits', ...bad })).rejects.toMatchObject({
        code: 'name-invalid',
      });
    }
  });

  test('a run’s state is told by itself', async () => {
    const { store } = opened;
    const { id } = await store.beginRun({ project: 'digits', jobType: 'train' });
    expect(await store.runState(id)).toBe('running');
    await store.finishRun(id, { state: 'killed' });
    expect(await store.runState(id)).toBe('killed');
    await store.deleteRun(id);
    await expect(store.runState(id)).rejects.toMatchObject({ code: 'run-not-found' });
  });

  test('a line whose number is a mistake is refused', async () => {
    const { store } = opened;
    const { id } = await store.beginRun({ project: 'digits', jobType: 'train' });
    await expect(
      store.writeRunLines(id, 'history', { offset: 2 ** 40, lines: ['{}'] }),
    ).rejects.toMatchObject({
      code: 'input-malformed',
    });
    expect((await store.run(id)).lines.history).toBe(0);
  });
});
