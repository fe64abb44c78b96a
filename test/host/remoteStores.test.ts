import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { ServerConnection } from '../../src/extension/tracking/ServerConnection.ts';
import type { ServerAddress } from '../../src/extension/tracking/serverState.ts';
import { Log } from '../../src/extension/host/Log.ts';
import type { CopyResult } from '../../src/transfer/copy/copy.ts';
import { amphora, endServers, extension, temporaryFolder, useStore, writeFiles } from './support.ts';

describe('remote stores', () => {
  const folder = temporaryFolder();
  const inFolder = (name: string) => path.join(folder.path, name);
  const log = new Log();
  let connection: ServerConnection;
  let server: ServerAddress;

  before(async () => {
    writeFiles(inFolder('data'), { 'a.txt': 'one' });
    await amphora(
      inFolder('there'),
      'log',
      inFolder('data'),
      '--name',
      'raw',
      '--type',
      'dataset',
      '--project',
      'p',
    );
    const cli = vscode.Uri.joinPath(extension().extensionUri, 'dist', 'cli.js').fsPath;
    connection = new ServerConnection({ cli, version: '0.0.1', store: () => inFolder('there') }, log);
    server = await connection.need();
    await useStore(inFolder('own'));
  });

  after(async () => {
    connection.dispose();
    await useStore(undefined);
    await endServers(folder.path);
    log.dispose();
    folder.dispose();
  });

  it('are added, shown, copied from and forgotten by whoever calls', async () => {
    const run = vscode.commands.executeCommand;
    const wrong = run('amphora.store.addRemote', { url: server.url, apiKey: 'x'.repeat(40), name: 'team' });
    await assert.rejects(Promise.resolve(wrong), /does not accept the API key/);
    await run('amphora.store.addRemote', { url: `${server.url}/`, apiKey: server.apiKey, name: 'team' });
    const accounts = await vscode.authentication.getAccounts('amphora');
    assert.deepEqual(
      accounts.map(({ label }) => label),
      [`local (${new URL(server.url).host})`],
    );

    // The store that is shown is the server's now.
    await run('amphora.artifact.download', { reference: 'p/raw:latest', target: inFolder('out') });
    assert.equal(fs.readFileSync(inFolder('out/a.txt'), 'utf8'), 'one');
    const copied = await run<CopyResult>('amphora.artifact.copyTo', {
      reference: 'p/raw:latest',
      to: '',
      project: 'q',
      lineage: true,
    });
    assert.deepEqual([copied.created, copied.versions, copied.version.project], [true, 1, 'q']);
    assert.match(await amphora(inFolder('own'), 'ls', 'q'), /raw/);

    await run('amphora.store.switch', {});
    await assert.rejects(
      Promise.resolve(run('amphora.store.switch', { name: 'other' })),
      /no remote store "other"/,
    );
    await run('amphora.artifact.download', { reference: 'q/raw:latest', target: inFolder('own-out') });
    await run('amphora.store.removeRemote', { name: 'team' });
    assert.deepEqual(await vscode.authentication.getAccounts('amphora'), []);
  });
});
