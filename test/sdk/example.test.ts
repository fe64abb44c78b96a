import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { nodeLabel } from '../../src/core/lineage.ts';
import { Sdk } from './sdk.ts';

const examples = path.resolve(import.meta.dirname, '../../examples');

const isSource = (file: string) => !['.venv', 'wandb', 'artifacts'].includes(path.basename(file));

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

it.each(GENERATIONS)('the pipeline of the example runs with wandb %s', async version => {
  const folder = path.join(sdk.at(version), 'pipeline');
  fs.cpSync(path.join(examples, 'digits-wandb'), folder, { recursive: true, filter: isSource });
  fs.cpSync(path.join(examples, 'digits/data'), path.join(folder, 'data'), { recursive: true });
  const env = { WANDB_ENTITY: `team-${version}` };
  const outcome = await sdk.run(version, 'python', ['run.py'], { cwd: folder, env });
  expect(outcome, outcome.stdout + outcome.stderr).toMatchObject({ code: 0 });
  const [, best = ''] =
    /The best of them is (trained-model:v\d)\. It recognizes \d+\.\d% of the test digits\./.exec(
      outcome.stdout,
    ) ?? [];

  const place = { project: 'digits-wandb', entity: env.WANDB_ENTITY };
  const model = await sdk.store.resolve({ ...place, artifact: 'trained-model', alias: 'best' });
  expect(`${model.artifact}:v${String(model.index)}`).toBe(best);

  const { nodes, edges } = await sdk.store.lineage({ around: model.id, direction: 'both', depth: 10 });
  const labels = new Map(nodes.map(node => [node.id, node.kind === 'run' ? node.jobType : nodeLabel(node)]));
  const arrows = edges.map(({ from, to }) => `${labels.get(from)!} -> ${labels.get(to)!}`);
  const files = arrows.filter(arrow => !arrow.includes('run_table'));
  expect(files.sort()).toEqual(
    [
      'load-data -> dataset:digits-raw:v0',
      'dataset:digits-raw:v0 -> preprocess-data',
      'preprocess-data -> dataset:digits-preprocess:v0',
      'dataset:digits-preprocess:v0 -> train',
      'initialize -> model:mlp:v0',
      'model:mlp:v0 -> train',
      `train -> model:${best}`,
      `model:${best} -> report`,
    ].sort(),
  );
});
