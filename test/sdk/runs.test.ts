import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENERATIONS, NEWEST } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk, scriptFile } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

const projectOf = (version: string) => `runs-${version}`;

async function runOf(version: string, key: string) {
  const project = await sdk.store.project(projectOf(version), 'local');
  return sdk.store.runByKey(project.id, key);
}

describe.each(GENERATIONS)('runs of wandb %s', version => {
  it('are begun, changed, gone on with and deleted', async () => {
    const project = projectOf(version);
    const told = await sdk.python(version, 'runs.py', [project]);
    const config = { lr: 0.2, layers: [8, 4], net: { dropout: 0.5 }, batch: 32 };
    const logged = {
      name: 'first light',
      state: 'finished',
      config,
      summary: { loss: 0.5, best: 0.5, nested: { deep: 1 } },
      tags: ['a', 'b', 'c'],
      notes: 'How it went on',
      group: 'fold-1',
      job_type: 'train',
      last_step: 1,
    };
    const edited = {
      ...logged,
      name: 'second light',
      config: { ...config, lr: 0.3, added: true },
      summary: { ...logged.summary, checked: 1, by: 'hand' },
      tags: ['edited'],
      notes: 'Edited',
      group: 'fold-2',
    };
    expect(told).toEqual({
      url: `${sdk.url}/local/${project}/runs/first`,
      address: `${sdk.url}/local/${project}/runs/first`,
      entity: 'local',
      user: 'local',
      path: ['local', project, 'first'],
      logged,
      edited,
      resumed: { resumed: true, starting_step: 2, lr: 0.3, best: 0.5 },
      again: { ...edited, summary: { ...edited.summary, loss: 0.25 }, last_step: 2 },
      losses: [1, 0.5, 0.25],
      fresh: { resumed: false, id: 'fresh', name: expect.stringMatching(/^[a-z]+-[a-z]+-\d+$/) },
      anew: [2],
      deleted: expect.stringContaining('Could not find run'),
    });
    expect(await runOf(version, 'first')).toMatchObject({
      name: 'second light',
      jobType: 'train',
      group: 'fold-2',
      state: 'finished',
      exitCode: 0,
      lines: { history: 3 },
      command: expect.arrayContaining(['python', scriptFile('runs.py')]),
    });
  });

  it('end as finished or as failed, as their program does', async () => {
    const project = projectOf(version);
    const ways = ['finishes', 'raises', 'exits', 'says-so'];
    await Promise.all(ways.map(way => sdk.run(version, 'python', [scriptFile('end.py'), project, way])));
    const runs = await Promise.all(ways.map(way => runOf(version, way)));
    expect(runs.map(({ state, exitCode }) => [state, exitCode])).toEqual([
      ['finished', 0],
      ['failed', 1],
      ['failed', 3],
      ['failed', 5],
    ]);
  });
});

it('runs are stopped from outside', async () => {
  const running = GENERATIONS.map(version =>
    sdk.run(version, 'python', [scriptFile('end.py'), projectOf(version), 'is-stopped']),
  );
  const paths = GENERATIONS.map(version => `local/${projectOf(version)}/is-stopped`);
  expect(await sdk.python(NEWEST, 'stop.py', paths)).toEqual(GENERATIONS.map(() => 'running'));
  const codes = (await Promise.all(running)).map(({ code }) => code);
  const runs = await Promise.all(GENERATIONS.map(version => runOf(version, 'is-stopped')));
  expect(codes).not.toContain(0);
  expect(runs.map(({ state }) => state)).toEqual(GENERATIONS.map(() => 'killed'));
});
