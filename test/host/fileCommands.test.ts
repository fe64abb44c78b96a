import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { RunId } from '../../src/core/ids.ts';
import type { Version } from '../../src/core/version.ts';
import { fileUri, runFileUri } from '../../src/extension/files/versionUri.ts';
import type { PageService } from '../../src/worker/service.ts';
import { commitRunFile } from '../support/storeKit.ts';
import {
  connect,
  extension,
  failure,
  pageTabs,
  pageTitles,
  temporaryFolder,
  useStore,
  writeFiles,
} from './support.ts';

const run = vscode.commands.executeCommand;

describe('commands about files and pages', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  let service: PageService;
  let older: Version;
  let newer: Version;
  let elsewhere: Version;
  let runs: RunId[];

  before(async () => {
    await extension().activate();
    await useStore(store);
    service = connect(store);
    const log = async (name: string, files: Record<string, string>, project = 'demo') => {
      const data = writeFiles(path.join(folder.path, name), files);
      const request = { path: data, project, artifact: 'mnist', type: 'dataset' };
      return (await service.log(request)).version;
    };
    older = await log('1', { 'f/a.txt': '1', 'b.txt': 'b' });
    newer = await log('2', { 'f/a.txt': '2', 'c.txt': 'c' });
    elsewhere = await log('3', { 'c.txt': 'c' }, 'other');
    runs = [];
    for (const key of ['first', 'second']) {
      const { id } = await service.store.beginRun({ project: 'demo', jobType: 'train', key });
      await commitRunFile(service.store, id, 'output.log', key);
      runs.push(id);
    }
  });

  afterEach(async () => {
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(group => group.tabs));
  });

  after(async () => {
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  it('compare a file with that of another version, the older one at the left', async () => {
    const [left, right] = [older, newer].map(version => fileUri('', version, 'f/a.txt'));
    await run('amphora.file.compare', { version: newer.id, path: 'f/a.txt', with: older.id, store: '' });
    await run('amphora.file.compare', { version: older.id, path: 'f/a.txt', with: newer.id, store: '' });
    const [only, ...more] = vscode.window.tabGroups.activeTabGroup.tabs;
    assert.deepEqual(more, []);
    assert.ok(only?.input instanceof vscode.TabInputTextDiff);
    assert.deepEqual(
      [only.input.original.toString(), only.input.modified.toString()],
      [left?.toString(), right?.toString()],
    );
    assert.equal(only.label, 'mnist:v0/f/a.txt ↔ mnist:v1/f/a.txt');
  });

  it('say where a version has no such file', async () => {
    const compared = run('amphora.file.compare', { version: older.id, path: 'b.txt', with: newer.id });
    const { message } = await failure(compared, 'file-not-found');
    assert.equal(message, 'There is no file "b.txt" in mnist:v1.');
    assert.deepEqual(vscode.window.tabGroups.activeTabGroup.tabs, []);
  });

  it('compare versions, and runs, of one project on a page', async () => {
    await run('amphora.page.compare', { versions: [older.id, newer.id], store: '' });
    await run('amphora.page.compare', { runs, store: '' });
    await pageTitles(titles => titles.length === 2);
    assert.ok(
      pageTabs().every(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('amphora.compare'),
      ),
    );
    await failure(run('amphora.page.compare', { versions: [older.id, elsewhere.id] }), 'compare-differs');
    await failure(run('amphora.page.compare', { versions: [older.id, 'none'] }), 'version-not-found');
  });

  it('reveal a file, a folder, the version of what is not there, and the run of a run’s file', async () => {
    for (const path of ['f/a.txt', 'f', '', 'none/x.txt']) {
      assert.equal(await run('amphora.file.reveal', fileUri('', newer, path)), true, path);
    }
    const place = { entity: 'local', project: 'demo', key: 'first' };
    assert.equal(await run('amphora.file.reveal', runFileUri('', place, 'output.log')), true);
    await vscode.window.showTextDocument(fileUri('', newer, 'c.txt'));
    assert.equal(await run('amphora.file.reveal'), true);
    assert.equal(await run('amphora.file.reveal', vscode.Uri.file('/tmp/a')), false);
  });
});
