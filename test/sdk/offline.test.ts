import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS, NEWEST } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

it.each(GENERATIONS)('an offline run of wandb %s is there once it is synchronized', async version => {
  const project = `offline-${version}`;
  const offline = { env: { WANDB_MODE: 'offline' } };
  const { folder } = await sdk.python<{ folder: string }>(version, 'offline.py', [project], offline);
  const before = await sdk.store.projects({ limit: 100 });
  expect(before.items.map(item => item.name)).not.toContain(project);

  // Again changes nothing; older generations take long for it.
  for (let times = version === NEWEST ? 2 : 1; times > 0; times--) {
    const outcome = await sdk.run(version, 'wandb', ['sync', '--include-synced', folder]);
    expect(outcome, outcome.stdout + outcome.stderr).toMatchObject({ code: 0 });
    const { id } = await sdk.store.project(project);
    const run = await sdk.store.runByKey(id, 'away');
    expect(run).toMatchObject({
      jobType: 'field',
      state: 'finished',
      config: { lr: 0.1 },
      summary: { x: 4, best: 4 },
      lines: { history: 5 },
    });
    expect((await sdk.store.findRunFiles(run.id, ['notes.txt'])).map(file => file.size)).toEqual([5]);
    const brought = await sdk.store.resolve({ project, artifact: 'brought', alias: 'home' });
    expect(brought).toMatchObject({
      index: 0,
      aliases: ['latest', 'home'],
      metadata: { far: true },
      loggedBy: run.id,
    });
  }
});
