import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Run } from '../../src/core/run.ts';
import { parsePlace, runFileUri } from '../../src/extension/files/versionUri.ts';
import type { PageService } from '../../src/worker/service.ts';
import { commitRunFile } from '../support/storeKit.ts';
import { connect, extension, next, temporaryFolder, useStore } from './support.ts';

describe('files of a run', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  let service: PageService;
  let run: Run;

  const read = async (name: string) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(runFileUri('', run, name)));

  before(async () => {
    await extension().activate();
    await useStore(store);
    service = connect(store);
    run = await service.store.beginRun({
      project: 'demo',
      jobType: 'train',
      key: 'k3j9x2ab',
      entity: 'vision',
    });
    await commitRunFile(service.store, run.id, 'media/images/#1 手.txt', 'picture');
    await commitRunFile(service.store, run.id, 'output.log', 'line 1\n');
  });

  after(async () => {
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  it('have addresses of their own, in every store', () => {
    for (const name of ['', 'Team']) {
      const uri = vscode.Uri.parse(runFileUri(name, run, 'a/b#.txt').toString(), true);
      assert.deepEqual(parsePlace(uri), {
        of: 'run',
        store: name,
        entity: 'vision',
        project: 'demo',
        key: 'k3j9x2ab',
        path: 'a/b#.txt',
      });
    }
    assert.equal(parsePlace(vscode.Uri.parse('amphora:/demo/:')), undefined);
    assert.equal(parsePlace(vscode.Uri.parse('amphora:/demo/::/a')), undefined);
  });

  it('open, and lie in folders', async () => {
    assert.equal(await read('media/images/#1 手.txt'), 'picture');
    const entries = (path: string) => vscode.workspace.fs.readDirectory(runFileUri('', run, path));
    assert.deepEqual(await entries(''), [
      ['media', vscode.FileType.Directory],
      ['output.log', vscode.FileType.File],
    ]);
    assert.deepEqual(await entries('media/images'), [['#1 手.txt', vscode.FileType.File]]);
    for (const uri of [runFileUri('', run, 'none'), runFileUri('', { ...run, key: 'none' }, 'output.log')]) {
      await assert.rejects(Promise.resolve(vscode.workspace.fs.stat(uri)), { code: 'FileNotFound' });
    }
  });

  it('are read again while the run writes them', async () => {
    const document = await vscode.workspace.openTextDocument(runFileUri('', run, 'output.log'));
    assert.equal(document.getText(), 'line 1\n');
    const changed = next(vscode.workspace.onDidChangeTextDocument, event => event.document === document);
    await commitRunFile(service.store, run.id, 'output.log', 'line 1\nline 2\n');
    await changed;
    assert.equal(document.getText(), 'line 1\nline 2\n');
  });

  it('that are damaged say so', async () => {
    const location = await service.store.locateRunFile(run.id, 'media/images/#1 手.txt');
    assert.ok(location.kind === 'file');
    chmodSync(location.path, 0o600);
    writeFileSync(location.path, 'pictur!');
    await assert.rejects(read('media/images/#1 手.txt'), /is damaged in the store; choose Verify Store/);
  });
});
