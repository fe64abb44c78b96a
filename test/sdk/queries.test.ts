import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

const COUNT = 60;
const all = Array.from({ length: COUNT }, (_, i) => `run-${i}`);

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
  for (const [i, name] of all.entries()) {
    const run = await sdk.store.beginRun({
      project: 'queries',
      name,
      key: `key-${i}`,
      jobType: i % 2 === 0 ? 'train' : 'evaluate',
      ...(i % 2 === 0 ? { group: 'even' } : {}),
      tags: [...(i % 3 === 0 ? ['third'] : []), ...(i % 5 === 0 ? ['fifth'] : [])],
      config: { lr: (i % 10) / 10, net: { layers: i % 20 }, ...(i === 7 ? { rare: true } : {}) },
    });
    const state = i === 11 ? 'failed' : 'finished';
    await sdk.store.finishRun(run.id, { state, summary: { loss: COUNT - i } });
  }
});
afterAll(() => sdk.stop());

it.each(GENERATIONS)('runs are found by wandb %s', async version => {
  expect(await sdk.python(version, 'queries.py', ['queries'])).toEqual({
    all,
    length: COUNT,
    third: 'run-2',
    newest_first: ['run-59', 'run-58'],
    one_page: COUNT,
    by_config: ['run-1', 'run-11', 'run-21', 'run-31', 'run-41', 'run-51'],
    by_config_value: ['run-1', 'run-11', 'run-21', 'run-31', 'run-41', 'run-51'],
    by_nested: ['run-3', 'run-23', 'run-43'],
    and_or: ['run-41', 'run-42', 'run-51', 'run-52'],
    in: ['run-3', 'run-5'],
    not_in: COUNT / 2,
    regex: ['run-10', 'run-11', 'run-12'],
    above: ['run-0', 'run-1', 'run-2'],
    ne: 1,
    state: ['run-11'],
    tags: ['run-0', 'run-3', 'run-6'],
    tags_in: 28,
    group: COUNT / 2,
    exists: 1,
    nobody: [],
    by_key: ['run-9'],
    best: ['run-59', 'run-58'],
    worst: ['run-0', 'run-1'],
    by_lr: ['run-4', 'run-3', 'run-2', 'run-1', 'run-0'],
    wrong: expect.stringContaining('there is no operator $about'),
    no_project: expect.stringContaining('no-such-project'),
  });
});
