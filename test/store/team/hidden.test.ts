/** What is hidden leaves no trace in what is seen. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoreChanges } from '../../../src/store/changes.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import type { ServedStore } from '../../../src/store/serverHost.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { sharedDatabases } from '../postgres/storesAtOnce.ts';
import type { Team } from './world.ts';
import { makeTeam, PEOPLE, TEAM } from './world.ts';

describe.skipIf(!hasPostgres)(`what one may not see${needsPostgres}`, () => {
  const database = sharedDatabases();
  let store: PostgresStore;
  let team: Team;
  let viewer: ServedStore;
  let member: ServedStore;
  beforeEach(async () => {
    store = await (await database()).open();
    team = await makeTeam(store);
    viewer = await team.as('viewer');
    member = await team.as('member');
  });
  afterEach(() => store.close());

  /** raw (mia's own) → prepare (the team's) → clean (the team's) → train (mia's own) → model (mia's own) → serve (the team's) */
  async function pipeline() {
    const own = { entity: PEOPLE.member, project: 'private' };
    const shared = { entity: TEAM, project: 'digits' };
    const raw = await commitFiles(member, { a: 'raw' }, { ...own, artifact: 'raw-secret' });
    const prepare = await member.beginRun({ ...shared, jobType: 'prepare', name: 'prepare' });
    await member.useVersion(prepare.id, raw.version.id);
    const clean = await commitFiles(
      member,
      { a: 'clean' },
      { ...shared, artifact: 'clean', run: prepare.id },
    );
    const train = await member.beginRun({ ...own, jobType: 'train', name: 'train-secret' });
    await member.useVersion(train.id, clean.version.id);
    const model = await commitFiles(
      member,
      { a: 'model' },
      { ...own, artifact: 'model-secret', run: train.id },
    );
    const serve = await member.beginRun({ ...shared, jobType: 'serve', name: 'serve' });
    await member.useVersion(serve.id, model.version.id);
    return { raw: raw.version, prepare, clean: clean.version, train, model: model.version, serve };
  }

  test('is left out of lineage, which ends open there', async () => {
    const { prepare, clean, serve, model } = await pipeline();
    const around = await viewer.lineage({ around: clean.id });
    expect(around.nodes.map(node => node.id)).toEqual([prepare.id, clean.id]);
    expect(around.edges).toEqual([expect.objectContaining({ from: prepare.id, to: clean.id })]);
    expect([...around.openEnds].sort()).toEqual([prepare.id, clean.id].sort());
    const project = await viewer.lineage({ project: clean.projectId });
    expect(project.nodes.map(node => node.id)).toEqual([prepare.id, clean.id, serve.id]);
    expect(project.openEnds).toContain(serve.id);
    expect(await viewer.lineage({ around: model.id })).toEqual({ nodes: [], edges: [], openEnds: [] });
    expect(JSON.stringify([around, project])).not.toContain('secret');
    // Whoever sees all of it is shown all of it.
    expect((await member.lineage({ around: clean.id })).nodes).toHaveLength(6);
    expect((await member.lineage({ around: clean.id })).openEnds).toEqual([]);
  });

  test('is left out of what a run used, of who uses a version, and of why it cannot be deleted', async () => {
    const { prepare, clean, train } = await pipeline();
    expect((await viewer.run(prepare.id)).inputs).toEqual([]);
    expect((await viewer.runByKey(clean.projectId, prepare.key)).inputs).toEqual([]);
    expect((await member.run(prepare.id)).inputs).toHaveLength(1);
    expect((await viewer.deleteImpact([clean.id])).usedBy).toEqual([]);
    expect((await member.deleteImpact([clean.id])).usedBy.map(({ run }) => run)).toEqual([train.id]);
    const admin = await team.as('admin');
    await expect(admin.deleteVersions([clean.id])).rejects.toMatchObject({
      code: 'version-in-use',
      data: { count: 1, names: 'none that you see' },
    });
  });

  test('is left out of portfolios', async () => {
    const { raw } = await pipeline();
    const place = { entity: TEAM, project: 'digits', artifact: 'chosen' };
    const { artifact } = await member.linkVersion({ ...place, version: raw.id, aliases: ['best'] });
    expect((await viewer.memberships({ artifact: artifact.id })).items).toEqual([]);
    expect((await viewer.versions({ artifact: artifact.id })).items).toEqual([]);
    expect(await viewer.artifactById(artifact.id)).not.toHaveProperty('newest');
    expect(await viewer.artifact(artifact.projectId, 'chosen')).not.toHaveProperty('newest');
    const [listed] = (await viewer.artifacts({ project: artifact.projectId, filter: 'chosen' })).items;
    expect(listed).not.toHaveProperty('newest');
    await expect(viewer.resolve({ ...place, alias: 'best' })).rejects.toMatchObject({
      code: 'version-not-found',
      data: { artifact: 'chosen', project: 'digits', alias: 'best' },
    });
    expect((await member.resolve({ ...place, alias: 'best' })).id).toBe(raw.id);
    // A version that is seen does not tell of portfolios that are not.
    const { version } = await commitFiles(member, { a: '1' }, { entity: TEAM, project: 'digits' });
    const hidden = { entity: PEOPLE.member, project: 'private', artifact: 'list-secret' };
    await member.linkVersion({ ...hidden, version: version.id, aliases: [] });
    expect(await viewer.membershipsOf(version.id)).toHaveLength(1);
    expect(await member.membershipsOf(version.id)).toHaveLength(2);
  });

  test('is not suggested, and projects of all that one sees are listed together', async () => {
    await store.makeProject('digits', TEAM);
    await store.makeProject('digits-secret', PEOPLE.member);
    await store.makeProject('mine', PEOPLE.viewer);
    const names = async (of: ServedStore) => (await of.projects()).items.map(project => project.name);
    expect(await names(viewer)).toEqual(['digits', 'mine']);
    expect(await names(member)).toEqual(['digits', 'digits-secret']);
    expect(await names(await team.as('stranger'))).toEqual([]);
    expect(await names(await team.as('root'))).toEqual(['digits', 'digits-secret', 'mine']);
    await expect(viewer.project('digits-secre', PEOPLE.member)).rejects.toMatchObject({
      code: 'project-not-found',
      nearest: [],
      known: [],
      message: 'There is no project "mia/digits-secre" in this store.',
    });
    await expect(viewer.project('digit', TEAM)).rejects.toMatchObject({ nearest: ['digits'] });
  });

  test('is not told of when it changes', async () => {
    const heard: StoreChanges[] = [];
    const listening = viewer.onDidChange(changes => heard.push(changes));
    const hidden = await store.makeProject('secret', PEOPLE.member);
    const seen = await store.makeProject('digits', TEAM);
    await expect.poll(() => heard.flatMap(changes => changes.projects)).toContain(seen.id);
    expect(heard.flatMap(changes => changes.projects)).not.toContain(hidden.id);
    listening.dispose();
  });

  test('is nowhere to be made in, also for whoever administers the server', async () => {
    const root = await team.as('root');
    await expect(viewer.makeProject('p', PEOPLE.member)).rejects.toMatchObject({ code: 'entity-not-found' });
    await expect(viewer.makeProject('p', 'nobody')).rejects.toMatchObject({ code: 'entity-not-found' });
    await expect(root.makeProject('p', 'nobody')).rejects.toMatchObject({ code: 'entity-not-found' });
    expect((await root.makeProject('p', PEOPLE.member)).entity).toBe(PEOPLE.member);
    expect((await viewer.makeProject('p')).entity).toBe(PEOPLE.viewer);
  });

  test('is what was moved out of sight, from that moment on', async () => {
    const { version } = await commitFiles(member, { a: '1' }, { entity: TEAM, project: 'digits' });
    expect((await viewer.version(version.id)).entity).toBe(TEAM);
    const root = await team.as('root');
    await root.moveArtifact(version.artifactId, { entity: PEOPLE.stranger, project: 'taken' });
    await expect(viewer.version(version.id)).rejects.toMatchObject({ code: 'version-not-found' });
    await expect(viewer.artifactById(version.artifactId)).rejects.toMatchObject({
      code: 'artifact-not-found',
    });
    expect((await (await team.as('stranger')).version(version.id)).entity).toBe(PEOPLE.stranger);
    // Who may delete there may take away from there, and nobody may put it where they have no right.
    const admin = await team.as('admin');
    const other = (await commitFiles(member, { a: '2' }, { entity: TEAM, project: 'digits' })).version;
    const to = { entity: PEOPLE.stranger, project: 'given' };
    await expect(admin.moveArtifact(other.artifactId, to)).rejects.toMatchObject({
      code: 'entity-not-found',
    });
    await expect(
      member.moveArtifact(other.artifactId, { entity: PEOPLE.member, project: 'mine' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await admin.moveArtifact(other.artifactId, { entity: PEOPLE.admin, project: 'mine' });
  });

  test('is not reached by the id that its owner gave it', async () => {
    const draft = { project: 'p', artifact: 'a', type: 'dataset', aliases: [], clientId: 'c'.repeat(32) };
    const own = await member.drafts.beginDraft(draft);
    const stranger = await team.as('stranger');
    await expect(stranger.drafts.beginDraft(draft)).rejects.toMatchObject({ code: 'draft-not-found' });
    expect(await stranger.drafts.draftByClientId(draft.clientId)).toBeUndefined();
    expect((await member.drafts.draftByClientId(draft.clientId))?.id).toBe(own.id);
    const { version } = await commitFiles(member, { a: 'x' }, { ...draft, clientId: 'd'.repeat(32) });
    // Ids of 128 random characters do not meet by chance.
    const again = commitFiles(stranger, { a: 'x' }, { ...draft, clientId: 'd'.repeat(32) });
    await expect(again).rejects.toThrow();
    await expect(stranger.version(version.id)).rejects.toMatchObject({ code: 'version-not-found' });
  });

  test('what was done and refused is in the audit log, which nobody can change', async () => {
    const { version } = await commitFiles(member, { a: '1' }, { entity: TEAM, project: 'digits' });
    await expect(viewer.editAliases(version.id, { add: ['x'] })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(viewer.editAliases(version.id, { add: ['x'] })).rejects.toMatchObject({ code: 'forbidden' });
    await (await team.as('admin')).deleteVersions([version.id]);
    const { accounts } = store.team;
    const told = async () =>
      (await accounts.audit({ limit: 10 })).map(
        ({ user, action, entity, project, target, outcome, client }) => [
          user,
          action,
          `${entity ?? ''}/${project ?? ''}`,
          target,
          outcome,
          client,
        ],
      );
    await expect.poll(told).toEqual(
      expect.arrayContaining([
        ['ada', 'deleteVersions', 'vision/digits', 'mnist:v0', 'done', '192.0.2.1'],
        ['vera', 'editAliases', 'vision/', undefined, 'refused', '192.0.2.1'],
        ['mia', 'commitVersion', 'vision/digits', 'mnist:v0', 'done', '192.0.2.1'],
      ]),
    );
    expect((await told()).filter(([, , , , outcome]) => outcome === 'refused')).toHaveLength(1);
  });
});

describe.skipIf(!hasPostgres)(`the audit log${needsPostgres}`, () => {
  const database = sharedDatabases();

  test.each(["update audit set action = 'x'", 'delete from audit', 'truncate audit'])(
    'takes no %j',
    async statement => {
      const shared = await database();
      const store = await shared.open();
      await store.team.accounts.addTeam('vision');
      await expect(shared.query(statement)).rejects.toThrow('the audit log is only ever added to');
      expect(await store.team.accounts.audit({ limit: 10 })).toHaveLength(1);
    },
  );
});
