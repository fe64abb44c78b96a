import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS, NEWEST } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

it.each(GENERATIONS)('the command line of wandb %s puts, lists and gets artifacts', async version => {
  const project = `command-${version}`;
  const folder = sdk.at(version, 'put');
  await writeFile(path.join(folder, 'a.txt'), 'by hand\n');
  const wandb = async (...args: readonly string[]) => {
    const outcome = await sdk.run(version, 'wandb', ['artifact', ...args], {
      // What it lists is a message, too.
      env: { WANDB_SILENT: 'false' },
    });
    expect(outcome, outcome.stdout + outcome.stderr).toMatchObject({ code: 0 });
    return outcome.stdout + outcome.stderr;
  };

  const names = [
    '--name',
    `local/${project}/put`,
    '--type',
    'dataset',
    '--alias',
    'latest',
    '--alias',
    'mine',
  ];
  await wandb('put', ...names, '-d', 'By hand', folder);
  expect(await sdk.store.resolve({ project, artifact: 'put', alias: 'mine' })).toMatchObject({
    description: 'By hand',
    aliases: ['latest', 'mine'],
    fileCount: 1,
  });
  expect(await wandb('ls', `local/${project}`)).toMatch(/dataset .* put:v0/);
  const target = sdk.at(version, 'got');
  await wandb('get', `local/${project}/put:mine`, '--root', target);
  expect(await readFile(path.join(target, 'a.txt'), 'utf8')).toBe('by hand\n');
});

/** What cannot be so without https, for pages of other origins, and without sweeps. */
const BEYOND = [
  'Checking requests to base url',
  'Checking requests made over signed URLs',
  'Checking CORs configuration of the bucket',
  'Checking sweep creation and agent execution',
];

it('wandb verify is content, but for what a server of this machine does not have', async () => {
  const { stdout } = await sdk.run(NEWEST, 'wandb', ['verify']);
  const checks = [...stdout.matchAll(/^(Checking .*?)\.*(✅|❌)$/gm)];
  const failed = checks.filter(([, , mark]) => mark === '❌').map(([, check]) => check);
  expect(failed, stdout).toEqual(BEYOND);
  expect(checks).toHaveLength(10);
});
