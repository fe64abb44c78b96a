import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { withVariables } from '../../src/extension/tracking/debugEnvironment.ts';
import { parseEnvFile } from '../../src/extension/tracking/envFile.ts';
import { existingServerKey } from '../../src/store/local/serverKey.ts';
import { findServer } from '../../src/store/local/serverRecord.ts';
import {
  endServers,
  extension,
  failure,
  next,
  temporaryFolder,
  track,
  useStore,
  writeFiles,
} from './support.ts';

interface Variables {
  readonly url?: string | undefined;
  readonly key?: string | undefined;
}

const run = <T>(command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand<T>(command, ...args);

describe('Python and the server', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  const print = `process.stdout.write(JSON.stringify({ url: process.env.WANDB_BASE_URL, key: process.env.WANDB_API_KEY }))`;
  let files = 0;

  before(async () => {
    await useStore(store);
    await track('amphora');
    await extension().activate();
  });

  beforeEach(() => run('amphora.server.restart'));

  after(async () => {
    await run('amphora.server.stop');
    await track('off');
    await useStore(undefined);
    await endServers(folder.path);
    folder.dispose();
  });

  /** The store's server, as its own file tells. */
  async function served(): Promise<Variables> {
    const server = await findServer(store);
    return { url: server?.url, key: await existingServerKey(store) };
  }

  /** A line for a shell that writes down what it was given, and the file. */
  function witness(): { readonly line: string; read(): Variables } {
    const file = path.join(folder.path, `given-${String(files++)}.json`);
    return {
      line: `"${process.execPath}" -e "${print}" > "${file}"`,
      read: () => JSON.parse(fs.readFileSync(file, 'utf8')) as Variables,
    };
  }

  async function inTerminal(): Promise<Variables> {
    const { line, read } = witness();
    const windows = process.platform === 'win32';
    const terminal = vscode.window.createTerminal({
      shellPath: windows ? 'cmd.exe' : '/bin/sh',
      shellArgs: [windows ? '/c' : '-c', line],
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    await next(vscode.window.onDidCloseTerminal, each => each === terminal);
    return read();
  }

  async function inTask(): Promise<Variables> {
    const { line, read } = witness();
    const task = new vscode.Task(
      { type: 'shell' },
      vscode.TaskScope.Workspace,
      'witness',
      'test',
      new vscode.ShellExecution(line, { env: { ELECTRON_RUN_AS_NODE: '1' } }),
    );
    const ended = next(vscode.tasks.onDidEndTaskProcess, event => event.execution.task.name === 'witness');
    await vscode.tasks.executeTask(task);
    await ended;
    return read();
  }

  /** Looks again until it is so: VS Code passes variables on to its window in its own time. */
  async function eventually(look: () => Promise<Variables>, wanted: () => Promise<Variables>): Promise<void> {
    for (;;) {
      const [found, expected] = [await look(), await wanted()];
      if (found.url === expected.url && found.key === expected.key) return;
    }
  }

  it('are led together in terminals and tasks, as long as the setting says so', async () => {
    await eventually(inTerminal, served);
    await eventually(inTask, served);
    await track('off');
    await eventually(inTerminal, () => Promise.resolve({}));
    await track('amphora');
    await eventually(inTerminal, served);
  });

  it('are not led together where the server was stopped', async () => {
    await eventually(inTerminal, served);
    await run('amphora.server.stop');
    assert.equal(await findServer(store), undefined);
    await eventually(inTerminal, () => Promise.resolve({}));
    assert.equal(await findServer(store), undefined);
  });

  it('are led together by lines to copy', async () => {
    await run('amphora.server.stop');
    const text = await run<string>('amphora.python.copySetup');
    const { url, key } = await served();
    assert.equal(
      text,
      `import os\n\nos.environ["WANDB_BASE_URL"] = "${url ?? ''}"\nos.environ["WANDB_API_KEY"] = "${key ?? ''}"\n`,
    );
    assert.equal(await vscode.env.clipboard.readText(), text);
  });

  it('are led together by a file .env, whose other lines stay', async () => {
    const { url, key } = await served();
    const fresh = path.join(folder.path, 'fresh');
    fs.mkdirSync(fresh);
    const file = await run<string>('amphora.python.writeEnv', { folder: fresh });
    assert.equal(file, path.join(fresh, '.env'));
    assert.deepEqual(Object.fromEntries(parseEnvFile(fs.readFileSync(file, 'utf8'))), {
      WANDB_BASE_URL: url,
      WANDB_API_KEY: key,
    });
    if (process.platform !== 'win32') assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(fs.readdirSync(fresh), ['.env']);

    const used = writeFiles(path.join(folder.path, 'used'), {
      real: '# mine\nA=1\nWANDB_BASE_URL=http://old\n',
    });
    fs.chmodSync(path.join(used, 'real'), 0o644);
    fs.symlinkSync('real', path.join(used, '.env'));
    await run('amphora.python.writeEnv', { folder: used });
    assert.ok(fs.lstatSync(path.join(used, '.env')).isSymbolicLink());
    assert.equal(
      fs.readFileSync(path.join(used, 'real'), 'utf8'),
      `# mine\nA=1\nWANDB_BASE_URL=${url ?? ''}\nWANDB_API_KEY=${key ?? ''}\n`,
    );
    if (process.platform !== 'win32') assert.equal(fs.statSync(path.join(used, 'real')).mode & 0o777, 0o644);
  });

  it('leave a .env alone that is no text', async () => {
    const odd = path.join(folder.path, 'odd');
    fs.mkdirSync(odd);
    fs.writeFileSync(path.join(odd, '.env'), Buffer.from([0x41, 0x3d, 0xff]));
    await failure(run('amphora.python.writeEnv', { folder: odd }), 'file-not-editable');
    assert.deepEqual(fs.readdirSync(odd), ['.env']);
    assert.equal(fs.statSync(path.join(odd, '.env')).size, 3);
  });

  it('are led together where Python is debugged without a terminal, unless a person says otherwise', () => {
    const server = { url: 'http://127.0.0.1:1', apiKey: 'k' };
    const ours = { WANDB_BASE_URL: server.url, WANDB_API_KEY: 'k' };
    const configuration = { type: 'debugpy', request: 'launch', name: 'n', env: { A: '1' } };
    const none = new Map<string, string>();
    assert.deepEqual(withVariables(configuration, server, none)['env'], { A: '1', ...ours });
    assert.deepEqual(withVariables({ ...configuration, env: undefined }, server, none)['env'], ours);
    const own = { ...configuration, env: { WANDB_API_KEY: 'mine' } };
    assert.equal(withVariables(own, server, none), own);
    assert.equal(withVariables(configuration, server, new Map([['WANDB_BASE_URL', 'x']])), configuration);
  });

  it('is told by Git’s own rules whether .env stays out of commits', async () => {
    const { isIgnoredByGit, addToGitIgnore } = await import('../../src/extension/tracking/gitIgnore.ts');
    const repository = writeFiles(path.join(folder.path, 'repository'), { '.gitignore': '*.log' });
    assert.equal(await isIgnoredByGit(repository, '.env'), true);
    execFileSync('git', ['init', '--quiet', repository]);
    assert.equal(await isIgnoredByGit(repository, '.env'), false);
    await addToGitIgnore(repository, '.env');
    assert.equal(fs.readFileSync(path.join(repository, '.gitignore'), 'utf8'), '*.log\n.env\n');
    assert.equal(await isIgnoredByGit(repository, '.env'), true);
  });
});
