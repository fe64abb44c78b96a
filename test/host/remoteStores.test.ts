import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { fileUri } from '../../src/extension/files/versionUri.ts';
import { ServerConnection } from '../../src/extension/tracking/ServerConnection.ts';
import type { ServerAddress } from '../../src/extension/tracking/serverState.ts';
import { Log } from '../../src/extension/host/Log.ts';
import type { CopyResult } from '../../src/transfer/copy/copy.ts';
import {
  amphora,
  endServers,
  eventually,
  extension,
  failure,
  temporaryFolder,
  useStore,
  writeFiles,
} from './support.ts';

const run = vscode.commands.executeCommand;

/** Titles of the lineage pages, which name their project once they have read it. */
const lineagePages = () =>
  vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview)
    .map(({ label }) => label);

describe('remote stores', () => {
  const folder = temporaryFolder();
  const inFolder = (...names: readonly string[]) => path.join(folder.path, ...names);
  const log = new Log();
  const connections: ServerConnection[] = [];
  let team: ServerAddress;
  let far: ServerAddress;

  /** A server of a store in which `name` was logged. */
  const serve = async (store: string, name: string): Promise<ServerAddress> => {
    const data = writeFiles(inFolder('data', store), { 'a.txt': `of ${store}` });
    await amphora(inFolder(store), 'log', data, '--name', name, '--type', 'dataset', '--project', 'p');
    const cli = vscode.Uri.joinPath(extension().extensionUri, 'dist', 'cli.js').fsPath;
    const connection = new ServerConnection({ cli, version: '0.0.1', store: () => inFolder(store) }, log);
    connections.push(connection);
    return connection.need();
  };
  const add = (name: string, { url, apiKey }: ServerAddress) =>
    run('amphora.store.addRemote', { url, apiKey, name });
  const text = async (store: string, artifact: string) => {
    const uri = fileUri(store, { project: 'p', artifact, index: 0 }, 'a.txt');
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  };

  before(async () => {
    await extension().activate();
    team = await serve('there', 'raw');
    far = await serve('far', 'raw');
    await useStore(inFolder('own'));
  });

  after(async () => {
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(group => group.tabs));
    for (const connection of connections) connection.dispose();
    await useStore(undefined);
    await endServers(folder.path);
    log.dispose();
    folder.dispose();
  });

  it('are added with a key that their server accepts, each under a name of its own', async () => {
    const wrong = add('team', { ...team, apiKey: 'x'.repeat(40) });
    await assert.rejects(Promise.resolve(wrong), /does not accept the API key/);
    await failure(add('a/b', team), 'name-invalid');
    await add('Team', team);
    await add('far', far);
    const accounts = await vscode.authentication.getAccounts('amphora');
    assert.deepEqual(
      accounts.map(({ label }) => label).sort(),
      [far, team].map(({ url }) => `local (${new URL(url).host})`).sort(),
    );
  });

  it('are each meant by their name, and the one added last where none is named', async () => {
    const [current, named] = [inFolder('out/current'), inFolder('out/named')];
    await run('amphora.artifact.download', { reference: 'p/raw:latest', target: current });
    await run('amphora.artifact.download', { reference: 'p/raw:latest', target: named, store: 'Team' });
    assert.equal(fs.readFileSync(path.join(current, 'a.txt'), 'utf8'), 'of far');
    assert.equal(fs.readFileSync(path.join(named, 'a.txt'), 'utf8'), 'of there');
    await failure(
      run('amphora.version.addAlias', { reference: 'p/raw', alias: 'x', store: 'other' }),
      'remote-not-found',
    );
    await run('amphora.version.addAlias', { reference: 'p/raw', alias: 'theirs', store: 'Team' });
    assert.match(await amphora(inFolder('there'), 'ls', 'p'), /theirs/);
    assert.doesNotMatch(await amphora(inFolder('far'), 'ls', 'p'), /theirs/);
  });

  it('say in a command line where a version of theirs is', async () => {
    const request = { reference: 'p/raw:v0', store: 'Team' };
    assert.equal(
      await run('amphora.version.copyCliUsage', request),
      `amphora get p/raw:v0 --store ${team.url}`,
    );
  });

  it('open their files beside each other', async () => {
    assert.deepEqual([await text('Team', 'raw'), await text('far', 'raw')], ['of there', 'of far']);
  });

  it('copy to each other, and to this machine', async () => {
    const request = { reference: 'p/raw:latest', store: 'Team', project: 'q', lineage: true };
    const copied = await run<CopyResult>('amphora.artifact.copyTo', { ...request, to: 'far' });
    assert.deepEqual([copied.created, copied.versions, copied.version.project], [true, 1, 'q']);
    assert.match(await amphora(inFolder('far'), 'ls', 'q'), /raw/);
    await run('amphora.artifact.copyTo', { ...request, to: '' });
    assert.match(await amphora(inFolder('own'), 'ls', 'q'), /raw/);
    const within = await run<CopyResult>('amphora.artifact.copyTo', { ...request, project: 'r' });
    assert.equal(within.created, true);
    assert.match(await amphora(inFolder('there'), 'ls', 'r'), /raw/);
  });

  it('are reached through the proxy of VS Code’s settings', async () => {
    const configuration = vscode.workspace.getConfiguration('http');
    await configuration.update('proxy', 'http://127.0.0.1:1', vscode.ConfigurationTarget.Global);
    try {
      // A name that leads away from this machine, where a proxy is of use.
      const request = { url: 'http://amphora.test', apiKey: 'k'.repeat(40), name: 'behind' };
      const { message } = await failure(run('amphora.store.addRemote', request), 'proxy-failed');
      assert.match(message, /through the proxy 127\.0\.0\.1:1/);
      // Servers of this machine are no business of a proxy.
      await run('amphora.tree.refresh');
      assert.equal(await text('Team', 'raw'), 'of there');
    } finally {
      await configuration.update('proxy', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('have lineage pages that say whose they are', async () => {
    const shown = vscode.window.tabGroups.onDidChangeTabs;
    await run('amphora.lineage.show', { project: 'p', store: 'Team' });
    await eventually(
      shown,
      () => Promise.resolve(lineagePages()),
      titles => titles.includes('Lineage: p (Team)'),
    );
    await run('amphora.lineage.show', { project: 'q', store: '' });
    await eventually(
      shown,
      () => Promise.resolve(lineagePages()),
      titles => titles.includes('Lineage: q'),
    );
    assert.equal(lineagePages().length, 2);
  });

  it('are switched between, and the local one is there all the time', async () => {
    await run('amphora.store.switch', {});
    await failure(run('amphora.store.switch', { name: 'other' }), 'remote-not-found');
    await run('amphora.artifact.download', { reference: 'q/raw:latest', target: inFolder('out/own') });
    assert.equal(fs.readFileSync(inFolder('out/own/a.txt'), 'utf8'), 'of there');
  });

  it('take another key', async () => {
    const wrong = run('amphora.store.signIn', { name: 'Team', apiKey: 'x'.repeat(40) });
    await failure(wrong, 'remote-key-refused');
    await run('amphora.store.signIn', { name: 'Team', apiKey: team.apiKey });
    assert.equal(await text('Team', 'raw'), 'of there');
  });

  it('are forgotten one by one, and what was open of one says so', async () => {
    const uri = fileUri('Team', { project: 'p', artifact: 'raw', index: 0 }, 'a.txt');
    await vscode.window.showTextDocument(uri);
    await run('amphora.store.removeRemote', { name: 'Team' });
    assert.equal((await vscode.authentication.getAccounts('amphora')).length, 1);
    await assert.rejects(
      Promise.resolve(vscode.workspace.fs.stat(uri)),
      /not signed in to a remote store "Team"/,
    );
    await failure(
      run('amphora.artifact.download', { reference: 'p/raw', target: inFolder('out/gone'), store: 'Team' }),
      'remote-not-found',
    );
    assert.equal(await text('far', 'raw'), 'of far');
    await run('amphora.store.removeRemote', { name: 'far' });
    assert.deepEqual(await vscode.authentication.getAccounts('amphora'), []);
  });
});
