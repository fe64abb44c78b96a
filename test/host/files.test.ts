import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Version } from '../../src/core/version.ts';
import { fileUri, parseFileUri } from '../../src/extension/files/versionUri.ts';
import { artifactsDragAndDrop, PYTHON_USAGE } from '../../src/extension/tree/dragAndDrop.ts';
import { storeNode } from '../../src/extension/tree/nodes.ts';
import type { TreeNode } from '../../src/extension/tree/nodes.ts';
import type { LogResult } from '../../src/transfer/requests.ts';
import type { PageService } from '../../src/worker/service.ts';
import { connect, extension, over, temporaryFolder, useStore, writeFiles } from './support.ts';

const HARD = 'folder #1/100% 画像?.txt';
const token = new vscode.CancellationTokenSource().token;

describe('files of a version', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  let service: PageService;
  let version: Version;

  before(async () => {
    await extension().activate();
    await useStore(store);
    service = connect(store);
    const data = writeFiles(path.join(folder.path, 'data'), { 'a.txt': 'one', [HARD]: 'hard' });
    ({ version } = await service.log({ path: data, project: 'demo', artifact: 'mnist #1', type: 'dataset' }));
  });

  after(async () => {
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  it('open in an editor without a download', async () => {
    const document = await vscode.workspace.openTextDocument(fileUri('', version, 'a.txt'));
    assert.equal(document.getText(), 'one');
    assert.equal(vscode.workspace.fs.isWritableFileSystem('amphora'), false);
  });

  it('are found whatever characters their names have', async () => {
    const uri = fileUri('', version, HARD);
    assert.deepEqual(parseFileUri(vscode.Uri.parse(uri.toString(), true)), parseFileUri(uri));
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), 'hard');
    for (const store of ['Team', 'C', 'a b', 'laboratory #1 100% 手']) {
      const named = vscode.Uri.parse(fileUri(store, version, HARD).toString(), true);
      assert.deepEqual([parseFileUri(named)?.store, parseFileUri(named)?.path], [store, HARD]);
    }
    assert.deepEqual(await vscode.workspace.fs.readDirectory(fileUri('', version, '')), [
      ['folder #1', vscode.FileType.Directory],
      ['a.txt', vscode.FileType.File],
    ]);
  });

  it('of another entity’s project of the same name are its own', async () => {
    const data = writeFiles(path.join(folder.path, 'theirs'), { 'a.txt': 'theirs' });
    const request = { path: data, entity: 'vision', project: 'demo', artifact: 'mnist #1', type: 'dataset' };
    const logged = await vscode.commands.executeCommand<LogResult>('amphora.artifact.log', request);
    for (const store of ['', 'Team']) {
      const named = vscode.Uri.parse(fileUri(store, logged.version, 'a.txt').toString(), true);
      const { entity, project } = parseFileUri(named)?.reference ?? {};
      assert.deepEqual([parseFileUri(named)?.store, entity, project], [store, 'vision', 'demo']);
    }
    const read = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    assert.equal(await read(fileUri('', logged.version, 'a.txt')), 'theirs');
    assert.equal(await read(fileUri('', version, 'a.txt')), 'one');
  });

  it('cannot be written, and what is not there is not found', async () => {
    await assert.rejects(
      Promise.resolve(vscode.workspace.fs.writeFile(fileUri('', version, 'a.txt'), new Uint8Array())),
    );
    for (const uri of [
      fileUri('', version, 'missing'),
      fileUri('', { ...version, index: 7 }, 'a.txt'),
      vscode.Uri.parse('amphora:/demo'),
      vscode.Uri.parse('amphora:/:/demo/mnist:v0/a.txt'),
    ]) {
      await assert.rejects(Promise.resolve(vscode.workspace.fs.stat(uri)), { code: 'FileNotFound' });
    }
  });

  it('are dragged out as files to open and as lines of code', async () => {
    const { handleDrag } = artifactsDragAndDrop(() => Promise.resolve());
    const parent = storeNode(over(service), true);
    const node = { kind: 'version', id: 'v', parent, version } as unknown as TreeNode;
    const transfer = new vscode.DataTransfer();
    await handleDrag?.([node], transfer, token);
    const text = async (type: string) => transfer.get(type)?.asString();
    const uris = (await text('text/uri-list'))?.split('\r\n').map(line => vscode.Uri.parse(line, true).path);
    assert.deepEqual(uris?.sort(), ['/demo/mnist #1:v0/a.txt', `/demo/mnist #1:v0/${HARD}`]);
    assert.equal(await text('text/plain'), 'demo/mnist #1:v0');
    assert.match((await text(PYTHON_USAGE)) ?? '', /use_artifact\("demo\/mnist #1:v0", type="dataset"\)/);
  });

  it('dropped on the tree are logged one by one', async () => {
    const dropped: string[] = [];
    const { handleDrop } = artifactsDragAndDrop(file => {
      dropped.push(file.fsPath);
      return Promise.resolve();
    });
    const transfer = new vscode.DataTransfer();
    const lines = ['file:///tmp/a%20b', 'https://example.org/c', 'file:///tmp/a%20b', 'file:///tmp/d'];
    transfer.set('text/uri-list', new vscode.DataTransferItem(lines.join('\r\n')));
    await handleDrop?.(undefined, transfer, token);
    assert.deepEqual(dropped, ['/tmp/a b', '/tmp/d']);
  });
});
