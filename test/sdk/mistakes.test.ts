import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { Sdk } from './sdk.ts';

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

const says = (text: string): unknown => expect.stringContaining(text);
const reserved = (alias: string) =>
  expect.stringMatching(
    new RegExp(
      `"${alias}" cannot be an alias because v and a number always mean a version; choose another word\\.`,
    ),
  ) as unknown;

it.each(GENERATIONS)('wandb %s says at once what is wrong', async version => {
  const project = `mistakes-${version}`;
  expect(await sdk.python(version, 'mistakes.py', [project])).toEqual({
    'missing artifact': says('absent:latest'),
    'missing alias': says('there:absent'),
    // The oldest stumbles over it itself.
    'missing project': says(version === '0.16.6' ? 'CommError' : "project 'absent' not found"),
    'wrong type': expect.stringMatching(/type '?model'? specified but this artifact is of type '?dataset'?/),
    'type clash': says(
      "Artifact there already exists with type 'dataset'; cannot create another with type 'model'",
    ),
    'reserved alias': reserved('v7'),
    'bad alias': says('Aliases must not contain any of the following characters'),
    run: says('Could not find run'),
    'api artifact': says('absent:v0'),
    collection: says('Could not find artifact type'),
    'saved reserved alias': reserved('v9'),
    'saved bad alias': says('"a/b" cannot be an alias: it contains "/".'),
  });
});

/** The oldest has a sentence of its own. */
const WRONG_KEY =
  /This server has another API key; set WANDB_API_KEY to the key that it shows when it starts\.|The API key you provided is either invalid or missing/;

it.each(GENERATIONS)('wandb %s says at once that the key is wrong', async version => {
  const env = { WANDB_API_KEY: 'k'.repeat(40) };
  const programs = ['wandb.init(project="p")', 'wandb.Api().run("local/p/r")'];
  const outcomes = await Promise.all(
    programs.map(program => sdk.run(version, 'python', ['-c', `import wandb; ${program}`], { env })),
  );
  for (const { code, stderr } of outcomes) {
    expect(code).toBe(1);
    expect(stderr).toMatch(WRONG_KEY);
  }
});
