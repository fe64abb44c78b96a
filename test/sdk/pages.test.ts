import { afterAll, beforeAll, expect, it } from 'vitest';
import { GENERATIONS } from '../../scripts/lib/pythonEnvironments.mjs';
import { signedIn } from '../store/browser/Visitor.ts';
import { scriptFile, Sdk } from './sdk.ts';

/** It does not tell where artifacts are to be seen. */
const OLDEST = GENERATIONS.at(-1);

let sdk: Sdk;
beforeAll(async () => {
  sdk = await Sdk.start();
});
afterAll(() => sdk.stop());

it.each(GENERATIONS)('every address that wandb %s prints is one of a page', async version => {
  const project = `pages-${version}`;
  const { code, stdout, stderr } = await sdk.run(version, 'python', [scriptFile('pages.py'), project], {
    env: { WANDB_SILENT: 'false' },
  });
  const printed = stdout + stderr;
  expect(code, printed).toBe(0);
  const paths = [
    ...new Set(printed.match(/http:\/\/127\.0\.0\.1:\d+\/[\w./:-]*/g)?.map(url => new URL(url).pathname)),
  ];
  const [run, artifact] = [`/local/${project}/runs/first`, `/local/${project}/artifacts/dataset/numbers/v0`];
  expect(paths, printed).toEqual(expect.arrayContaining([`/local/${project}`, run]));
  expect(paths.includes(artifact), printed).toBe(version !== OLDEST);
  const visitor = await signedIn(sdk);
  for (const path of paths) {
    const { status, headers, text } = await visitor.open(path);
    expect([path, status, headers['content-type']]).toEqual([path, 200, 'text/html; charset=utf-8']);
    expect(text, path).toContain(`<title>${project} – Amphora</title>`);
    const bundle = path.includes('/runs/') ? 'run' : path.includes('/artifacts/') ? 'artifact' : 'project';
    expect(text, path).toMatch(new RegExp(`<script src="[^"]*/${bundle}\\.js">`));
  }
});
