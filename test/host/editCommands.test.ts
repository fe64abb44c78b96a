import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Membership } from '../../src/core/artifact.ts';
import type { Version } from '../../src/core/version.ts';
import { impactText } from '../../src/extension/commands/deleteVersions.ts';
import { storeNode } from '../../src/extension/tree/nodes.ts';
import type { PageService } from '../../src/worker/service.ts';
import { connect, failure, over, temporaryFolder, useStore, writeFiles } from './support.ts';

const run = <T>(id: string, request: object) => vscode.commands.executeCommand<T>(id, request);

describe('commands on a version', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  let service: PageService;
  let version: Version;
  let number = 0;

  before(async () => {
    await useStore(store);
    service = connect(store);
  });

  after(async () => {
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  beforeEach(async () => {
    number++;
    const data = writeFiles(path.join(folder.path, String(number)), { 'a.txt': String(number) });
    ({ version } = await service.log({ path: data, project: 'demo', artifact: 'mnist', type: 'dataset' }));
  });

  const stored = () => service.store.version(version.id);

  it('adds and removes an alias', async () => {
    await run('amphora.version.addAlias', { version: version.id, alias: 'best' });
    assert.deepEqual([...(await stored()).aliases].sort(), ['best', 'latest']);
    await run('amphora.version.removeAlias', { version: version.id, alias: 'best' });
    assert.deepEqual((await stored()).aliases, ['latest']);
    const reserved = run('amphora.version.addAlias', { version: version.id, alias: 'v7' });
    await failure(reserved, 'alias-reserved');
  });

  it('links it into a portfolio of another project, and moves its artifact', async () => {
    const request = { version: version.id, project: 'shared', portfolio: 'best', aliases: ['good'] };
    const linked = await run<Membership>('amphora.version.link', request);
    assert.deepEqual([linked.artifact.name, linked.index, linked.version.id], ['best', 0, version.id]);
    const found = { project: 'shared', artifact: 'best', alias: 'good' };
    assert.equal((await service.store.resolve(found)).id, version.id);
    await run('amphora.artifact.move', { artifact: 'mnist', project: 'demo', to: 'elsewhere' });
    assert.equal((await stored()).project, 'elsewhere');
    await run('amphora.artifact.move', { artifact: 'mnist', project: 'elsewhere', to: 'demo' });
    await failure(
      run('amphora.artifact.move', { artifact: 'none', project: 'demo', to: 'x' }),
      'artifact-not-found',
    );
    await failure(run('amphora.version.link', { ...request, portfolio: 'a:b' }), 'name-invalid');
  });

  it('sets description, metadata and tags', async () => {
    await run('amphora.version.editDescription', { version: version.id, description: 'what it is' });
    await run('amphora.version.editMetadata', { version: version.id, metadata: { rows: 3 } });
    await run('amphora.version.editTags', { version: version.id, tags: ['x', 'y'] });
    const { description, metadata, tags } = await stored();
    assert.deepEqual(
      { description, metadata, tags },
      { description: 'what it is', metadata: { rows: 3 }, tags: ['x', 'y'] },
    );
    const notObject = run('amphora.version.editMetadata', { version: version.id, metadata: [1] });
    await failure(notObject, 'metadata-not-json');
  });

  it('stores metadata that is saved in its document, and refuses what is not JSON', async () => {
    await run('amphora.version.editMetadata', { version: version.id });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.languageId, 'json');
    const write = async (text: string) => {
      const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
      await editor.edit(edit => {
        edit.replace(all, text);
      });
      return editor.document.save();
    };
    assert.equal(await write('{ "accuracy": 0.97 }'), true);
    assert.deepEqual((await stored()).metadata, { accuracy: 0.97 });
    assert.equal(await write('{ not json'), false);
    assert.deepEqual((await stored()).metadata, { accuracy: 0.97 });
    const exact = '{\n  "seed": 9007199254740993,\n  "tokens": 1208925819614629174706176\n}\n';
    assert.equal(await write(exact), true);
    assert.deepEqual((await stored()).metadata, { seed: 9007199254740993n, tokens: 2n ** 80n });
    const bytes = await vscode.workspace.fs.readFile(editor.document.uri);
    assert.equal(new TextDecoder().decode(bytes), exact);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('copies reference and usage', async () => {
    const label = `demo/mnist:v${String(version.index)}`;
    await run('amphora.version.copyReference', { version: version.id });
    assert.equal(await vscode.env.clipboard.readText(), label);
    assert.match(
      await run<string>('amphora.version.copyPythonUsage', { version: version.id }),
      new RegExp(`use_artifact\\("${label}", type="dataset"\\)`),
    );
    assert.equal(await run('amphora.version.copyCliUsage', { version: version.id }), `amphora get ${label}`);
  });

  it('copies the references of all that is selected', async () => {
    const { items } = await service.store.versions({ artifact: version.artifactId, limit: 2 });
    const parent = storeNode(over(service), true);
    const nodes = items.map(each => ({ kind: 'version', id: each.id, parent, version: each }));
    const text = await vscode.commands.executeCommand('amphora.version.copyReference', nodes[0], nodes);
    assert.equal(text, items.map(each => `demo/mnist:v${String(each.index)}`).join('\n'));
  });

  it('deletes a version no run used', async () => {
    assert.deepEqual(await run('amphora.version.delete', { version: version.id }), [version.id]);
    assert.equal((await stored()).deleted, true);
  });

  it('says who uses a version, and deletes it only when forced', async () => {
    const user = await service.store.beginRun({ project: 'demo', jobType: 'train', name: 'sunny-smoke-1' });
    await service.store.useVersion(user.id, version.id);
    const inUse = run('amphora.version.delete', { version: version.id });
    await failure(inUse, 'version-in-use');
    assert.equal((await stored()).deleted, false);
    const text = impactText(await service.store.deleteImpact([version.id]), [version]);
    assert.match(text, /sunny-smoke-1/);
    assert.match(text, /latest/);
    await run('amphora.version.delete', { version: version.id, force: true });
    assert.equal((await stored()).deleted, true);
  });

  it('verifies the store and gives space back', async () => {
    const report = await vscode.commands.executeCommand<{ damaged: unknown[] }>('amphora.store.verify');
    assert.deepEqual(report.damaged, []);
    await run('amphora.version.delete', { version: version.id, force: true });
    const { blobs } = await run<{ blobs: number }>('amphora.store.collectGarbage', { dryRun: true });
    assert.ok(blobs >= 1);
    assert.equal(
      (await run<{ blobs: number }>('amphora.store.collectGarbage', { dryRun: false })).blobs,
      blobs,
    );
    assert.equal((await run<{ blobs: number }>('amphora.store.collectGarbage', { dryRun: true })).blobs, 0);
  });
});
