import { describe, expect, test } from 'vitest';
import { LOCAL_ENTITY } from '../../../src/core/project.ts';
import { migrate } from '../../../src/transfer/migrate/migrate.ts';
import type { MigrateRequest } from '../../../src/transfer/migrate/requests.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { hasS3, needsS3 } from '../../support/s3.ts';
import { storeContent } from '../../support/storeContent.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { commitSent, fillStore, someBytes } from './fullStore.ts';
import { migrationPlaces } from './places.ts';

const places = migrationPlaces();
const localStore = places.local;
const storeInFolder = async () => (await places.sharedFolder()).open();
const storeInBucket = async () => (await places.sharedBucket()).open();

type Ends = Pick<MigrateRequest, 'from' | 'to'>;
const move = (ends: Ends, more: Partial<MigrateRequest> = {}) =>
  migrate({ entities: new Map(), dryRun: false, ...ends, ...more });

const NOTHING = { projects: 0, versions: 0, runs: 0, files: 0, bytes: 0 };

if (!hasPostgres) test.skip(`migrations to PostgreSQL${needsPostgres}`);
if (!hasS3) test.skip(`migrations to S3${needsS3}`);

describe.skipIf(!hasPostgres).each([
  ['a folder', true, storeInFolder],
  ['a bucket', hasS3, storeInBucket],
] as const)('a store moved to PostgreSQL and %s', (_, can, shared) => {
  test.skipIf(!can)('and back is the same, and nothing is sent twice', async () => {
    const [first, team, last] = [localStore(), await shared(), localStore()];
    await fillStore(first);
    const before = await storeContent(first);
    const there = { from: first.end, to: team.end };
    const expected = { projects: 4, versions: 26, runs: 4, files: 28 };
    const planned = await move(there, { dryRun: true });
    expect(planned).toMatchObject({ ...expected, dryRun: true });
    expect((await team.projects()).items).toEqual([]);
    expect(await move(there)).toEqual({ ...planned, dryRun: false });
    expect(await storeContent(team)).toEqual(before);
    expect(await storeContent(first)).toEqual(before);
    expect(await move(there)).toMatchObject(NOTHING);
    expect(await storeContent(team)).toEqual(before);

    const back = { from: team.end, to: last.end };
    expect(await move(back)).toMatchObject(expected);
    expect(await storeContent(last)).toEqual(before);
    expect(await move(back)).toMatchObject(NOTHING);
    for (const store of [team, last]) {
      expect(await store.verify()).toMatchObject({ damaged: [], damagedManifests: [], versions: 25 });
      expect(await store.collectGarbage({ dryRun: true })).toMatchObject({ blobs: 0, temporaryFiles: 0 });
    }
  });

  test.skipIf(!can)('goes on in either: numbers follow, and the newer is taken over', async () => {
    const [local, team] = [localStore(), await shared()];
    await commitFiles(local, { a: '1' });
    await move({ from: local.end, to: team.end });
    const { version } = await commitFiles(team, { a: '2' });
    expect(version.index).toBe(1);
    const run = await team.beginRun({ project: 'digits', jobType: 'train' });
    await team.writeRunLines(run.id, 'history', { offset: 0, lines: ['{}'] });
    await expect(move({ from: local.end, to: team.end })).rejects.toMatchObject({ code: 'project-ahead' });
    expect(await move({ from: team.end, to: local.end })).toMatchObject({
      versions: 1,
      runs: 1,
      projects: 0,
    });
    await team.writeRunLines(run.id, 'history', { offset: 1, lines: ['{"_step":1}'] });
    await team.deleteVersions([version.id]);
    await team.editArtifact(version.artifactId, { name: 'renamed' });
    await team.moveArtifact(version.artifactId, { project: 'another', entity: 'other' });
    await commitFiles(team, { a: 'in place of what was moved' });
    await move({ from: team.end, to: local.end });
    expect(await storeContent(local)).toEqual(await storeContent(team));
  });
});

describe.skipIf(!hasPostgres || !hasS3)(`bytes that were sent past the server${needsS3}`, () => {
  test('get their SHA-256 for an address on the way, once', async () => {
    const [team, local, again] = [await storeInBucket(), localStore(), await storeInBucket()];
    await commitSent(team, { small: 'a few', empty: '', large: someBytes(3_000_000) });
    await commitSent(team, { small: 'a few', other: 'same name, other content' });
    const before = await storeContent(team);
    expect(await move({ from: team.end, to: local.end })).toMatchObject({ versions: 2, files: 4 });
    expect(await storeContent(local)).toEqual(before);
    expect(await move({ from: team.end, to: local.end })).toMatchObject(NOTHING);
    expect(await local.verify()).toMatchObject({ damaged: [], damagedManifests: [], versions: 2 });
    await move({ from: team.end, to: again.end });
    expect(await storeContent(again)).toEqual(before);
  });
});

describe.skipIf(!hasPostgres)(`entities and names${needsPostgres}`, () => {
  test('an entity gets another name, and its old one on the way back', async () => {
    const [local, team] = [localStore(), await storeInFolder()];
    await fillStore(local);
    const before = await storeContent(local);
    const renamed = await storeContent(local, { [LOCAL_ENTITY]: 'team' });
    await move({ from: local.end, to: team.end }, { entities: new Map([[LOCAL_ENTITY, 'team']]) });
    expect(await storeContent(team)).toEqual(renamed);
    await expect(move({ from: local.end, to: team.end })).rejects.toMatchObject({
      code: 'project-elsewhere',
      data: { project: 'digits', found: 'team/digits' },
    });
    const back = localStore();
    await move({ from: team.end, to: back.end }, { entities: new Map([['team', LOCAL_ENTITY]]) });
    expect(await storeContent(back)).toEqual(before);
  });

  test('a project of the same name is named, and nothing is moved', async () => {
    const [local, team] = [localStore(), await storeInFolder()];
    await commitFiles(local, { a: '1' }, { project: 'alone' });
    await commitFiles(local, { a: '1' });
    await commitFiles(team, { a: '2' });
    const before = await storeContent(team);
    const moving = { from: local.end, to: team.end };
    await expect(move(moving)).rejects.toMatchObject({
      code: 'project-differs',
      data: { project: 'local/digits' },
    });
    expect(await storeContent(team)).toEqual(before);
    await commitFiles(local, { a: '1' }, { entity: 'other' });
    const entities = new Map([
      ['other', 'team'],
      [LOCAL_ENTITY, 'team'],
    ]);
    await expect(move(moving, { entities })).rejects.toMatchObject({ data: { project: 'team/digits' } });
    expect(await storeContent(team)).toEqual(before);
  });
});
