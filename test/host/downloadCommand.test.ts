import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { DownloadResult } from '../../src/transfer/requests.ts';
import { storeNode } from '../../src/extension/tree/nodes.ts';
import type { PageService } from '../../src/worker/service.ts';
import { connect, failure, over, temporaryFolder, useStore, writeFiles } from './support.ts';

const download = (request: object) =>
  vscode.commands.executeCommand<DownloadResult>('amphora.artifact.download', request);

describe('Download Artifact', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  let service: PageService;

  before(async () => {
    const data = writeFiles(path.join(folder.path, 'data'), { 'a.txt': 'one', 'sub/b.txt': 'two' });
    await useStore(store);
    service = connect(store);
    await service.log({ path: data, project: 'demo', artifact: 'mnist', type: 'dataset', aliases: ['best'] });
  });

  after(async () => {
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  it('asks nothing where the store is empty', async () => {
    await useStore(path.join(folder.path, 'empty'));
    try {
      assert.equal(await vscode.commands.executeCommand('amphora.artifact.download'), undefined);
    } finally {
      await useStore(store);
    }
  });

  it('writes into artifacts/<name>:<version> of the workspace folder', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root);
    const target = path.join(root, 'artifacts', 'mnist:v0');
    try {
      const result = await download({ reference: 'demo/mnist:best' });
      assert.equal(result.path, target);
      assert.deepEqual([result.files, result.bytes, result.keptFiles], [2, 6, 0]);
      assert.equal(fs.readFileSync(path.join(target, 'sub/b.txt'), 'utf8'), 'two');
      assert.equal((await download({ reference: 'demo/mnist:v0' })).keptFiles, 2);
    } finally {
      fs.rmSync(path.join(root, 'artifacts'), { recursive: true, force: true });
    }
  });

  it('downloads all that is selected in the tree', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root);
    const data = writeFiles(path.join(folder.path, 'second'), { 'c.txt': 'three' });
    const second = await service.log({ path: data, project: 'demo', artifact: 'second', type: 'dataset' });
    const first = await service.store.resolve({ project: 'demo', artifact: 'mnist', alias: 'v0' });
    const parent = storeNode(over(service), true);
    const nodes = [first, second.version].map(version => ({
      kind: 'version',
      id: version.id,
      parent,
      version,
    }));
    try {
      await vscode.commands.executeCommand('amphora.artifact.download', nodes[0], nodes);
      assert.deepEqual(fs.readdirSync(path.join(root, 'artifacts')).sort(), ['mnist:v0', 'second:v0']);
    } finally {
      fs.rmSync(path.join(root, 'artifacts'), { recursive: true, force: true });
    }
  });

  it('takes a target and single paths', async () => {
    const target = path.join(folder.path, 'here');
    const result = await download({ reference: 'demo/mnist', target, paths: ['sub'] });
    assert.equal(result.files, 1);
    assert.deepEqual(fs.readdirSync(target), ['sub']);
  });

  it('refuses to write over changed files unless told', async () => {
    const target = path.join(folder.path, 'changed');
    writeFiles(target, { 'a.txt': 'mine' });
    const request = { reference: 'demo/mnist:v0', target };
    await failure(download(request), 'target-changed');
    assert.equal(fs.readFileSync(path.join(target, 'a.txt'), 'utf8'), 'mine');
    await download({ ...request, overwrite: true });
    assert.equal(fs.readFileSync(path.join(target, 'a.txt'), 'utf8'), 'one');
  });

  for (const [reference, code, nearest] of [
    ['demo/mnits:latest', 'artifact-not-found', 'mnist'],
    ['demo/mnist:bset', 'version-not-found', 'best'],
    ['dmo/mnist:best', 'project-not-found', 'demo'],
    ['a/b/c/d:e', 'reference-malformed', undefined],
  ] as const) {
    it(`names what is near for ${reference}`, async () => {
      const { nearest: names } = await failure(download({ reference, target: folder.path }), code);
      assert.deepEqual(names, nearest === undefined ? [] : [nearest]);
    });
  }
});
