import { beforeEach, describe, expect, test } from 'vitest';
import type { RunId, VersionId } from '../../../src/core/ids.ts';
import { isAmphoraError } from '../../../src/core/errors.ts';
import type { PostgresStore } from '../../../src/store/postgres/PostgresStore.ts';
import { hasPostgres, needsPostgres } from '../../support/postgres.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { sharedDatabases } from './storesAtOnce.ts';

const ROUNDS = 12;
const rounds = Array.from({ length: ROUNDS }, (_, i) => i);

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: unknown) => {
      // Each refuses by what the other did; any other failure is one.
      if (isAmphoraError(error, 'version-in-use', 'version-deleted', 'run-not-found')) return false;
      throw error;
    },
  );

describe.skipIf(!hasPostgres)(`two who write the same at once${needsPostgres}`, () => {
  const database = sharedDatabases();
  let one: PostgresStore;
  let other: PostgresStore;
  beforeEach(async () => {
    const shared = await database();
    [one, other] = [await shared.open(), await shared.open()];
  });

  const commit = async (content: string): Promise<VersionId> =>
    (await commitFiles(one, { a: content })).version.id;
  const begin = async (): Promise<RunId> => (await one.beginRun({ project: 'digits', jobType: 'train' })).id;

  test('move an alias: it stands in one place, and its history says so', async () => {
    const ids = [await commit('1'), await commit('2'), await commit('3')];
    await Promise.all(
      rounds.map(i => (i % 2 === 0 ? one : other).editAliases(ids[i % 3]!, { add: ['best'] })),
    );
    const versions = await Promise.all(ids.map(id => one.version(id)));
    const holders = versions.filter(version => version.aliases.includes('best'));
    expect(holders).toHaveLength(1);
    const moves = (await one.aliasHistory(versions[0]!.artifactId)).filter(move => move.alias === 'best');
    const open = moves.filter(move => move.until === undefined);
    expect(open.map(move => move.version)).toEqual([holders[0]!.index]);
  });

  test('delete a version and use it: only one of them can', async () => {
    for (const i of rounds) {
      const [version, run] = [await commit(String(i)), await begin()];
      const [deleted, used] = await Promise.all([
        succeeds(one.deleteVersions([version])),
        succeeds(other.useVersion(run, version)),
      ]);
      expect([deleted, used].filter(Boolean)).toHaveLength(1);
    }
  });

  test('delete a version and link it: no portfolio is left with it', async () => {
    for (const i of rounds) {
      const version = await commit(String(i));
      await Promise.all([
        one.deleteVersions([version]),
        succeeds(other.linkVersion({ project: 'registry', artifact: 'best', aliases: [], version })),
      ]);
    }
    const { items } = await one.projects();
    const registry = items.find(project => project.name === 'registry');
    const left = registry ? (await one.artifacts({ project: registry.id })).items : [];
    expect(left.map(artifact => artifact.versionCount)).toEqual([]);
  });

  test('delete a run and log to it: nothing of it is left', async () => {
    for (const i of rounds) {
      const [version, run] = [await commit(String(i)), await begin()];
      await Promise.all([
        one.deleteRun(run),
        succeeds(other.useVersion(run, version)),
        succeeds(other.writeRunLines(run, 'history', { offset: 0, lines: ['{}'] })),
      ]);
      await expect(other.run(run)).rejects.toMatchObject({ code: 'run-not-found' });
      expect((await one.deleteImpact([version])).usedBy).toEqual([]);
    }
  });

  test('stream to one run: every line is there', async () => {
    const run = await begin();
    const lines = Array.from({ length: 600 }, (_, i) => `line ${String(i)}`);
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        (i % 2 === 0 ? one : other).writeRunLines(run, 'console', {
          offset: 10 * i,
          lines: lines.slice(10 * i, 10 * (i + 1)),
        }),
      ),
    );
    expect(await other.runLines(run, 'console', { start: 0, end: 1000 })).toEqual(lines);
  });

  test('begin a draft of several writers, and a manifest of one name: there is one', async () => {
    const request = { project: 'digits', artifact: 'mnist', type: 'dataset', aliases: ['latest'] };
    const drafts = await Promise.all(
      rounds.map(i =>
        (i % 2 === 0 ? one : other).drafts.beginDraft({
          ...request,
          clientId: `c${String(i)}`,
          distributedId: 'd',
          tags: [`t${String(i)}`],
        }),
      ),
    );
    const ids = [...new Set(drafts.map(draft => draft.id))];
    expect(ids).toHaveLength(1);
    expect((await one.drafts.draft(ids[0]!)).request.tags).toHaveLength(ROUNDS);
    await Promise.all(
      rounds.map(i =>
        (i % 2 === 0 ? one : other).drafts.putDraftManifest(ids[0]!, {
          kind: 'full',
          name: 'wandb_manifest.json',
          digest: String(i),
        }),
      ),
    );
    expect(await one.drafts.draftManifests(ids[0]!)).toHaveLength(1);
    const { version } = await commitFiles(other, { a: '1' }, { id: ids[0]! });
    expect(version.id).toBe(ids[0]);
    expect(await one.drafts.draft(ids[0]!)).toMatchObject({ version: version.id });
  });
});
