import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Version } from '../../src/core/version.ts';
import type { PageService } from '../../src/worker/service.ts';
import { connect, eventually, failure, temporaryFolder, useStore, writeFiles } from './support.ts';

const isLineage = (tab: vscode.Tab) =>
  tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('amphora.lineage');
const panels = () => vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(isLineage);

/** Titles name the project once the page has asked for its graph and got it. */
const titled = (title: string) =>
  eventually(
    vscode.window.tabGroups.onDidChangeTabs,
    () => Promise.resolve(panels().map(tab => tab.label)),
    labels => labels.includes(title),
  );

describe('lineage panel', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  let service: PageService;
  let version: Version;

  before(async () => {
    await useStore(store);
    service = connect(store);
    const data = writeFiles(path.join(folder.path, 'data'), { a: '1' });
    const request = { path: data, artifact: 'mnist', type: 'dataset' };
    ({ version } = await service.log({ ...request, project: 'demo' }));
    await service.log({ ...request, project: 'other' });
  });

  afterEach(async () => {
    await vscode.window.tabGroups.close(panels());
  });

  after(async () => {
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  it('shows a project: its page loads and gets its graph', async () => {
    await vscode.commands.executeCommand('amphora.lineage.show', { project: 'demo' });
    await titled('Lineage: demo');
  });

  it('uses one panel a project', async () => {
    await vscode.commands.executeCommand('amphora.lineage.show', { project: 'demo' });
    await titled('Lineage: demo');
    await vscode.commands.executeCommand('amphora.lineage.show', { version: version.id });
    assert.equal(panels().length, 1);
    await vscode.commands.executeCommand('amphora.lineage.show', { project: 'other' });
    await titled('Lineage: other');
    assert.equal(panels().length, 2);
  });

  it('says which project is not there', async () => {
    const shown = vscode.commands.executeCommand('amphora.lineage.show', { project: 'dmeo' });
    assert.deepEqual((await failure(shown, 'project-not-found')).nearest, ['demo']);
    assert.deepEqual(panels(), []);
  });
});
