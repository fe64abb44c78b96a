import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

/** What only newer generations can do, and what the oldest does in its place. */
const newer = (project: string) => ({
  exists: [true, true, true, false, false],
  collection_exists: [true, false],
  described: { description: 'Raw digits', tags: ['mnist', 'small'] },
  moved: { tags: ['small'], type: 'images', name: 'digits' },
  renamed: 'v1',
  project,
});
const oldest = (project: string) => ({ changed: 'images', project });

it.each(GENERATIONS)('wandb %s lists a project, and changes its collections', async version => {
  const project = `collections-${version}`;
  expect(await sdk.python(version, 'artifact_collections.py', [project])).toEqual({
    types: ['dataset', 'model'],
    type: 'dataset',
    // The newest first.
    collections: ['clean', 'raw'],
    paged: ['clean', 'raw'],
    of_type: ['clean', 'raw'],
    versions: ['v2', 'v1', 'v0'],
    versions_paged: ['v2', 'v1', 'v0'],
    raw: { name: 'raw', type: 'dataset', sequence: true, aliases: ['a0', 'a1', 'a2', 'latest'] },
    left: ['clean', 'net'],
    projects: [project, 'made'].sort(),
    paged_projects: true,
    viewer: ['local', 'local', 'local'],
    ...(version === '0.16.6' ? oldest(project) : newer(project)),
  });
});

const links = (project: string) => ({ links: [`local/${project}/best:v0`], unlinked: ['v2', 'v0'] });

it.each(GENERATIONS)('wandb %s links versions into a portfolio, and uses them through it', async version => {
  const project = `portfolios-${version}`;
  expect(await sdk.python(version, 'portfolios.py', [project])).toEqual({
    linked: { version: 'v0', name: 'best:n1', source: 'net:v1', aliases: ['n1'] },
    versions: [
      ['v2', 'v3', ['latest', 'unwaited']],
      ['v1', 'v2', ['n2']],
      ['v0', 'v1', ['n1']],
    ],
    collections: [
      ['best', false],
      ['net', true],
      ['shelf', false],
    ],
    used: ['net:v3', 'v2'],
    content: '3',
    used_by: ['user'],
    extra: 'v1',
    net_aliases: [],
    after: expect.stringContaining('best:v0'),
    source: 'COMMITTED',
    ...(version === '0.16.6' ? {} : links(project)),
  });
});
