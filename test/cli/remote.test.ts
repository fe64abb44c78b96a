import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerProcess } from './serverProcess.ts';
import { startServer } from './serverProcess.ts';
import { Workspace } from './workspace.ts';

/** Where the server is, and where a person is. */
let there: Workspace;
let here: Workspace;
let server: ServerProcess;

beforeEach(async () => {
  there = new Workspace();
  here = new Workspace();
  server = await startServer(there);
  here.env = {
    HOME: here.folder,
    XDG_DATA_HOME: path.join(here.folder, 'data-home'),
    WANDB_API_KEY: server.apiKey,
  };
});
afterEach(async () => {
  server.child.kill('SIGTERM');
  await server.outcome;
  there.remove();
  here.remove();
});

const withoutKey = () => {
  const { WANDB_API_KEY: _, ...env } = here.env as Record<string, string>;
  here.env = env;
};

describe('a store that is a server', () => {
  it('is listed, logged to and downloaded from as a folder is', async () => {
    await here.logSample('raw', '--store', server.url);
    expect(await here.json('ls', '--store', server.url)).toMatchObject({ projects: [{ name: 'digits' }] });
    here.env = { ...here.env, AMPHORA_STORE: server.url };
    expect(await here.succeed('get', 'raw', '--out', 'out')).toContain('2 files');
    expect(here.read('out/sub/b.txt')).toBe('two\n');
    await here.succeed('alias', 'add', 'raw:v0', 'best');
    expect(await here.json('show', 'raw:best')).toMatchObject({ version: { aliases: ['latest', 'best'] } });
    expect(await there.json('show', 'digits/raw:best')).toMatchObject({ version: { files: 2 } });
    expect(await here.failure('get', 'rwa')).toEqual([1, expect.stringContaining('Did you mean raw?')]);
  });

  it('records runs, with their inputs and outputs', async () => {
    here.env = { ...here.env, AMPHORA_STORE: server.url };
    await here.logSample('raw');
    await here.succeed(
      'run',
      '--job-type',
      'train',
      '--use',
      'raw',
      '--log',
      'model:model=out',
      '--',
      'sh',
      '-c',
      'mkdir out; echo 1 > out/w',
    );
    expect(await there.json('lineage', '--project', 'digits')).toMatchObject({
      nodes: expect.arrayContaining([expect.objectContaining({ kind: 'run', state: 'finished' })]) as unknown,
    });
  });

  it('cannot be served, checked or cleaned from elsewhere', async () => {
    here.env = { ...here.env, AMPHORA_STORE: server.url };
    for (const command of ['serve', 'verify', 'gc']) {
      expect(await here.failure(command)).toEqual([1, expect.stringContaining('cannot do this')]);
    }
  });
});

describe('the key', () => {
  it('is that of the environment, else the one that wandb login left, else asked for', async () => {
    withoutKey();
    expect(await here.failure('ls', '--store', server.url)).toEqual([
      1,
      expect.stringContaining('WANDB_API_KEY'),
    ]);
    here.write('.netrc', `machine 127.0.0.1\n  login user\n  password ${server.apiKey}\n`);
    expect(await here.succeed('ls', '--store', server.url)).toContain('empty');
    here.env = { ...here.env, WANDB_API_KEY: 'x'.repeat(40) };
    expect(await here.failure('ls', '--store', server.url)).toEqual([
      1,
      expect.stringContaining('does not accept the API key'),
    ]);
  });

  it('of a server with a name is kept for its owner alone, and forgotten with it', async () => {
    expect(await here.succeed('remote', 'add', 'team', `${server.url}/`)).toContain('as local');
    const file = path.join(here.folder, 'data-home', 'amphora', 'remotes.json');
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(await here.json('remote')).toEqual({ remotes: [{ name: 'team', url: server.url }] });
    expect(await here.failure('remote', 'add', 'team', server.url)).toEqual([
      1,
      expect.stringContaining('already'),
    ]);
    withoutKey();
    expect(await here.succeed('ls', '--store', server.url)).toContain('empty');
    await here.succeed('remote', 'rm', 'team');
    expect(fs.readFileSync(file, 'utf8')).not.toContain(server.apiKey);
    expect(await here.failure('ls', '--store', server.url)).toEqual([
      1,
      expect.stringContaining('no API key'),
    ]);
  });

  it('is not kept where the server does not take it', async () => {
    here.env = { ...here.env, WANDB_API_KEY: 'x'.repeat(40) };
    expect((await here.failure('remote', 'add', 'team', server.url))[0]).toBe(1);
    expect(await here.json('remote')).toEqual({ remotes: [] });
    expect(await here.failure('remote', 'add', 'team', 'team.example')).toEqual([
      1,
      expect.stringContaining('not the address of a server'),
    ]);
  });
});

describe('push and pull', () => {
  it('copy a version with the same digest, and send nothing twice', async () => {
    await here.logSample();
    await here.succeed('remote', 'add', 'team', server.url);
    const pushed = await here.json('push', 'raw', 'team');
    const own = await here.json('show', 'raw');
    expect(pushed).toMatchObject({ created: true, versions: 1, version: { digest: own.version.digest } });
    expect(await here.json('push', 'raw', 'team')).toMatchObject({ created: false, versions: 0, bytes: 0 });
    expect(await here.succeed('push', 'raw', 'team')).toContain('there already');
    // And back, into an empty store.
    expect(await here.succeed('pull', 'digits/raw', server.url, '--store', 'second')).toContain('Copied');
    expect(await here.json('show', 'raw', '--store', 'second')).toMatchObject({
      version: { digest: own.version.digest, aliases: ['latest'] },
    });
    await here.succeed('get', 'raw', '--out', 'out', '--store', 'second');
    expect(here.read('out/a.txt')).toBe('one\n');
    expect(await here.succeed('verify', '--store', 'second')).toContain('all is well');
  });

  it('take the runs and versions along that it came from, each once', async () => {
    await here.logSample();
    await here.succeed(
      'run',
      '--job-type',
      'train',
      '--config',
      '{"lr":0.1}',
      '--use',
      'raw',
      '--log',
      'model:model=out',
      '--',
      'sh',
      '-c',
      'mkdir out; echo 1 > out/w; echo said',
    );
    const copied = await here.json('push', 'model', server.url, '--with-lineage', '--to-project', 'shared');
    expect(copied).toMatchObject({ versions: 2, runs: 1, version: { project: 'shared' } });
    expect(
      await here.json('push', 'model', server.url, '--with-lineage', '--to-project', 'shared'),
    ).toMatchObject({
      versions: 0,
      runs: 0,
    });
    const lineage = await there.json('lineage', '--project', 'shared');
    expect(lineage.nodes).toHaveLength(3);
    expect(lineage.edges).toHaveLength(2);
    const { run } = await there.json('show', 'shared/model').then(({ loggedBy }) => ({ run: loggedBy[0] }));
    expect(run).toMatchObject({ jobType: 'train', state: 'finished' });
  });

  it('say which store they do not know', async () => {
    await here.logSample();
    expect(await here.failure('push', 'raw', 'nowhere')).toEqual([
      1,
      expect.stringContaining('amphora remote add'),
    ]);
    expect(await here.failure('pull', 'raw:v9', server.url)).toEqual([
      1,
      expect.stringContaining('There is no project "digits"'),
    ]);
  });
});
