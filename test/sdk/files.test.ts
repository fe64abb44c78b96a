import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

it.each(GENERATIONS)('files of runs of wandb %s are saved, found, fetched and deleted', async version => {
  const project = `files-${version}`;
  const names = ['notes/day 1 & ü.txt', 'notes/day2.txt', 'weights.bin'];
  expect(await sdk.python(version, 'files.py', [project])).toEqual({
    own: names,
    // The oldest does not send empty files.
    empty: version === '0.16.6' ? [] : [0],
    per_page: true,
    some: expect.arrayContaining(['weights.bin', 'notes/day2.txt']),
    sizes: { [names[0]!]: 4, [names[1]!]: 4, [names[2]!]: 100_000 },
    metadata: true,
    content: 'one\n',
    weights: 100_000,
    restored: 'two\n',
    uploaded: 'later.txt',
    later: 'later\n',
    state: 'finished',
    replaced: 'even later\n',
    never: 0,
    after: [],
    missing: expect.stringMatching(/404|not found/i),
  });
  const { id } = await sdk.store.runByKey((await sdk.store.project(project, 'local')).id, 'files');
  const [weights] = await sdk.store.findRunFiles(id, ['weights.bin']);
  const bytes = 'w'.repeat(100_000);
  expect(weights?.digest).toBe(createHash('md5').update(bytes).digest('base64'));
});
