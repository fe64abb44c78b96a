import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { readFile } from 'node:fs/promises';
import { EVERYTHING } from './expected.ts';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

describe.each(GENERATIONS)('artifacts of wandb %s', version => {
  it('hold everything, and are fetched in every way', async () => {
    const project = `everything-${version}`;
    const told = await sdk.python<{ logged: { digest: string; size: number } }>(version, 'artifacts.py', [
      project,
    ]);
    expect(told).toEqual(EVERYTHING);
    const committed = await sdk.store.resolve({ project, artifact: 'everything', alias: 'first' });
    expect(committed).toMatchObject({ digest: told.logged.digest, size: told.logged.size, fileCount: 8 });
    const { entries } = await sdk.store.manifest(committed.id);
    const far = entries.find(entry => entry.path === 'far/far.txt');
    expect(far).toMatchObject({
      kind: 'reference',
      url: expect.stringMatching(/^file:.*outside\/far\.txt$/),
    });
  });

  it('become versions, which are named, described, used and deleted', async () => {
    const project = `versions-${version}`;
    expect(await sdk.python(version, 'versions.py', [project])).toEqual({
      versions: ['v0', 'v1', 'v2'],
      aliases: { v0: [], v1: ['good', 'new'], v2: ['latest'] },
      again: 'v0',
      aliases_again: { v0: ['back', 'latest'], v1: ['good', 'new'], v2: [] },
      edited: {
        version: 'v1',
        aliases: ['checked', 'good'],
        description: 'The second one',
        metadata: { n: 2, added: [1, { x: null }] },
        days: 30,
        tags: ['green', 'red'],
      },
      unset: { ttl: null, tags: ['green'], description: null },
      used: 'v1',
      used_by: ['user'],
      logged_by: 'maker',
      user_used: ['plain:v1', 'plain:v2'],
      user_logged: ['result:v0'],
      maker_logged: ['plain:v0', 'plain:v1', 'plain:v2'],
      none_used: [],
      late_use: ['plain:v0', 'plain:v1', 'plain:v2'],
      refused: expect.stringMatching(
        /^(amphora: )?plain:v1 has aliases \(good, checked\); take them off first, or delete it with its aliases\.\n?$/,
      ),
      left: { v0: ['back', 'latest'] },
      gone: expect.stringContaining('plain:v1'),
      next: 'v3',
    });
    const deleted = await sdk.store.artifact((await sdk.store.project(project)).id, 'plain');
    expect(deleted).toMatchObject({ type: 'dataset', versionCount: 2 });
  });

  it('are the same versions as those that amphora logs', async () => {
    const project = `versions-${version}`;
    const folder = path.join(sdk.environment(version)['WANDB_DIR']!, 'plain');
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('four\n');
    const outcome = await sdk.amphora(
      'log',
      folder,
      '--project',
      project,
      '--name',
      'plain',
      '--type',
      'dataset',
      '--alias',
      'ours',
      '--json',
    );
    expect(JSON.parse(outcome)).toMatchObject({ created: false, version: { version: 3 } });
    const found = await sdk.store.resolve({ project, artifact: 'plain', alias: 'v3' });
    expect(found.aliases).toEqual(['latest', 'ours']);
  });

  it('build on others, and are written together', async () => {
    const told = await sdk.python(version, 'drafts.py', [`drafts-${version}`]);
    expect(told).toEqual({
      draft: 'v1',
      growing: [
        { version: 'v0', files: { 'a.txt': 'a', 'b.txt': 'b' } },
        { version: 'v1', files: { 'b.txt': 'b', 'c.txt': 'c' } },
        { version: 'v2', files: { 'b.txt': 'b again', 'c.txt': 'c', 'd.txt': 'd' } },
      ],
      shared: { version: 'v0', files: { 'part-0.txt': '0', 'part-1.txt': '1', 'part-2.txt': '2' } },
      alone: 'alone:v0',
    });
  });
});
