/** Projects of other entities, as those of a team, on the command line. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workspace } from './workspace.ts';

let space: Workspace;
beforeEach(() => {
  space = new Workspace();
});
afterEach(() => {
  space.remove();
});

describe('a project of another entity', () => {
  it('is logged to, listed and found by its full name', async () => {
    space.write('data/a.txt', 'one');
    const args = ['--name', 'raw', '--type', 'dataset', '--project', 'team/shared'];
    expect(await space.succeed('log', 'data', ...args)).toContain('Logged team/shared/raw:v0');
    expect(await space.succeed('ls')).toMatch(/^team\/shared\/ /m);
    expect(await space.succeed('ls', 'team/shared/')).toMatch(/^dataset +raw /m);
    expect(await space.json('ls', 'team/shared/raw')).toMatchObject({
      versions: [{ reference: 'team/shared/raw:v0' }],
    });
    expect(await space.json('show', 'team/shared/raw:latest')).toMatchObject({ version: { version: 0 } });
    space.env = { AMPHORA_PROJECT: 'team/shared' };
    expect(await space.json('show', 'raw')).toMatchObject({ version: { version: 0 } });
    expect((await space.failure('ls', 'a/b/c/'))[0]).toBe(2);
  });

  it('is where a run belongs, with all that it uses and makes', async () => {
    space.env = { AMPHORA_PROJECT: 'team/shared' };
    await space.logSample('raw');
    const script = "require('node:fs').writeFileSync('out.txt', process.env.AMPHORA_PROJECT)";
    const outputs = ['--use', 'raw', '--log', 'result:report=out.txt'];
    await space.json('run', '--job-type', 'train', ...outputs, '--', process.execPath, '-e', script);
    expect(space.read('out.txt')).toBe('team/shared');
    expect(await space.json('ls', 'team/shared/', '--runs')).toMatchObject({ runs: [{ jobType: 'train' }] });
    expect(await space.json('lineage', '--project', 'team/shared')).toMatchObject({
      nodes: [{}, {}, {}],
    });
  });
});
