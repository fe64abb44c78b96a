import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { GENERATIONS, NEWEST } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

const WRITERS = ['0', '1', '2'];
const ROUNDS = 4;

/** Starts one program for each of these generations, and lets them log all at once. */
async function race(project: string, versions: readonly string[]) {
  const gates = sdk.at(project);
  const gate = path.join(gates, 'start');
  const told = versions.map((version, i) =>
    sdk.python<[string, string][]>(version, 'many.py', [project, WRITERS[i]!, gate], {
      env: { WANDB_DIR: sdk.at(project, `work-${i}`), WANDB_CACHE_DIR: sdk.at(project, `cache-${i}`) },
    }),
  );
  const failed = Promise.all(told).then(() => undefined);
  const ready = vi.waitUntil(() => WRITERS.every(writer => existsSync(path.join(gates, `ready-${writer}`))), {
    timeout: 60_000,
  });
  await Promise.race([ready, failed]);
  writeFileSync(gate, '');
  return Promise.all(told);
}

it.each([
  ['of the newest generation', [NEWEST, NEWEST, NEWEST]],
  ['of three generations', GENERATIONS],
])('three programs %s log the same and different artifacts at once', async (what, versions) => {
  const project = what.replaceAll(' ', '-');
  const told = await race(project, versions);
  const { id } = await sdk.store.project(project);

  // The same content is one version, whoever was first; nobody lost a version of their own.
  const same = await sdk.store.artifact(id, 'same');
  const own = await sdk.store.artifact(id, 'own');
  expect([same.versionCount, own.versionCount]).toEqual([ROUNDS, ROUNDS * WRITERS.length]);
  expect(new Set(told.flatMap(rounds => rounds.map(([version]) => version)))).toEqual(
    new Set(['v0', 'v1', 'v2', 'v3']),
  );
  expect(new Set(told.flatMap(rounds => rounds.map(([, version]) => version))).size).toBe(12);

  // Every name is on exactly one version.
  const versions_ = await sdk.store.versions({ artifact: own.id, limit: 100 });
  expect(versions_.items.flatMap(version => version.aliases).sort()).toEqual([
    'by-0',
    'by-1',
    'by-2',
    'latest',
  ]);
  const rounds = await sdk.store.versions({ artifact: same.id, limit: 100 });
  expect(rounds.items.flatMap(version => version.aliases).sort()).toEqual([
    'latest',
    ...Array.from({ length: ROUNDS }, (_, n) => `round-${n}`),
  ]);

  for (const writer of WRITERS) {
    const run = await sdk.store.runByKey(id, `writer-${writer}`);
    expect({ state: run.state, history: run.lines.history, outputs: run.outputs.length }).toEqual({
      state: 'finished',
      history: ROUNDS,
      outputs: 2 * ROUNDS,
    });
  }
});
