import { beforeAll, expect, test } from 'vitest';
import { projectContract } from '../../../src/protocol/pages/project.ts';
import { commitFiles } from '../../support/storeKit.ts';
import { asking, withStore } from './asking.ts';

const store = withStore();
const ask = asking(projectContract, store);
const RUNS = 230;
const place = { entity: 'local', project: 'digits' };

beforeAll(async () => {
  for (let i = 0; i < RUNS; i++) {
    const jobType = i % 3 === 0 ? 'train' : i % 3 === 1 ? 'eval' : '';
    const run = await store.beginRun({
      project: 'digits',
      jobType,
      name: `run ${String(i).padStart(3, '0')}`,
    });
    if (i % 2 === 0) await store.finishRun(run.id, { state: i % 10 === 0 ? 'failed' : 'finished' });
    if (i === 4)
      await commitFiles(store, { a: 'a' }, { artifact: 'raw', run: run.id, aliases: ['latest', 'best'] });
  }
  await commitFiles(store, { a: 'b' }, { artifact: 'raw' });
  await commitFiles(
    store,
    { m: 'm' },
    { artifact: 'model', type: 'model', description: 'What was learned.' },
  );
  await store.makeProject('empty');
});

test('lists projects with what is in them, also those of an entity', async () => {
  const { projects, next } = await ask('getProjects', {});
  expect(projects.map(({ name, artifactCount, runCount }) => [name, artifactCount, runCount])).toEqual([
    ['digits', 2, RUNS],
    ['empty', 0, 0],
  ]);
  expect(next).toBeUndefined();
  expect((await ask('getProjects', { entity: 'local' })).projects).toEqual(projects);
  expect((await ask('getProjects', { entity: 'nobody' })).projects).toEqual([]);
});

test('tells of a project with its types and job types', async () => {
  const overview = await ask('getProject', { entity: 'local', project: 'digits' });
  expect(overview.project).toMatchObject({ name: 'digits', artifactCount: 2, runCount: RUNS });
  expect(overview.types).toEqual([
    { name: 'dataset', count: 1 },
    { name: 'model', count: 1 },
  ]);
  const { jobTypes } = await ask('getJobTypes', place);
  expect(jobTypes).toEqual([
    { name: '', count: 76 },
    { name: 'eval', count: 77 },
    { name: 'train', count: 77 },
  ]);
  const missing = ask('getProject', { entity: 'local', project: 'digit' });
  await expect(missing).rejects.toMatchObject({ code: 'project-not-found' });
});

/** All pages of a listing. */
async function allRuns(query: Partial<Parameters<typeof ask<'getRuns'>>[1]>): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const { runs, next } = await ask('getRuns', { ...place, cursor, sort: 'created', ...query });
    expect(runs.length).toBeLessThanOrEqual(100);
    names.push(...runs.map(({ name }) => name));
    cursor = next;
  } while (cursor !== undefined);
  return names;
}

test('lists runs page by page, each once, in each order', async () => {
  const created = await allRuns({});
  expect([created.length, new Set(created).size]).toEqual([RUNS, RUNS]);
  expect(created[0]).toBe(`run ${RUNS - 1}`);
  expect(await allRuns({ sort: 'oldest' })).toEqual(created.toReversed());
  expect(await allRuns({ sort: 'name' })).toEqual(created.toReversed());
  const failed = await allRuns({ state: 'failed' });
  const finished = await allRuns({ state: 'finished' });
  const running = await allRuns({ state: 'running' });
  expect([failed.length, finished.length, running.length]).toEqual([23, 92, 115]);
  expect(await allRuns({ sort: 'state' })).toEqual([...running, ...failed, ...finished]);
  expect(await allRuns({ sort: 'state', state: 'failed' })).toEqual(failed);
  expect(await allRuns({ sort: 'oldest', state: 'failed' })).toEqual(failed.toReversed());
});

test('lists runs by job type, also none, by state and by name', async () => {
  expect(await allRuns({ jobType: '' })).toHaveLength(76);
  expect(await allRuns({ jobType: 'train' })).toHaveLength(77);
  expect(await allRuns({ state: 'failed' })).toHaveLength(23);
  expect(await allRuns({ state: 'failed', jobType: 'train', filter: 'RUN 12' })).toEqual(['run 120']);
  expect(await allRuns({ filter: '%' })).toEqual([]);
});

test('tells of each run how much it used and logged', async () => {
  const { runs } = await ask('getRuns', { ...place, sort: 'created', filter: 'run 004' });
  expect(runs).toMatchObject([{ name: 'run 004', inputCount: 0, outputCount: 1, state: 'finished' }]);
});

test('lists artifacts with their newest version, by type, name and order', async () => {
  const all = await ask('getArtifacts', { ...place, sort: 'name' });
  expect(all.artifacts.map(({ name, versionCount, newest }) => [name, versionCount, newest?.index])).toEqual([
    ['model', 1, 0],
    ['raw', 2, 1],
  ]);
  expect(all.artifacts[1]?.newest?.aliases).toEqual(['latest']);
  const names = async (query: object): Promise<string[]> =>
    (await ask('getArtifacts', { ...place, sort: 'name', ...query })).artifacts.map(({ name }) => name);
  expect(await names({ sort: 'created' })).toEqual(['model', 'raw']);
  expect(await names({ type: 'dataset' })).toEqual(['raw']);
  expect(await names({ filter: 'OD' })).toEqual(['model']);
});

test('counts the runs that are there, not those that were deleted', async () => {
  const run = await store.beginRun({ project: 'brief', jobType: 'x' });
  await store.beginRun({ project: 'brief', jobType: 'y' });
  await store.deleteRun(run.id);
  const { project } = await ask('getProject', { entity: 'local', project: 'brief' });
  expect(project.runCount).toBe(1);
  const { jobTypes } = await ask('getJobTypes', { entity: 'local', project: 'brief' });
  expect(jobTypes).toEqual([{ name: 'y', count: 1 }]);
});
