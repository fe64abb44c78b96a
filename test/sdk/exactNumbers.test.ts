import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

it.each(GENERATIONS)('integers beyond 2^53 come back to wandb %s as they were', async version => {
  const project = `exact-${version}`;
  expect(await sdk.python(version, 'exact_numbers.py', [project])).toEqual({
    metadata: true,
    edited: true,
    config: true,
    summary: true,
    history: true,
    sampled: true,
    changed: true,
    found: ['exact'],
  });
  const { id } = await sdk.store.project(project, 'local');
  const { config, summary } = await sdk.store.runByKey(id, 'exact');
  expect([config['seed'], summary['best'], summary['tokens']]).toEqual([
    2n ** 80n,
    2n ** 80n,
    2n ** 60n + 1n,
  ]);
});
