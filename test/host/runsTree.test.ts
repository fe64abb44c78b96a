import assert from 'node:assert/strict';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { RunsSource } from '../../src/extension/tree/RunsSource.ts';
import type { TreeNode } from '../../src/extension/tree/nodes.ts';
import { StoreTreeProvider } from '../../src/extension/tree/StoreTreeProvider.ts';
import { ViewState } from '../../src/extension/tree/ViewState.ts';
import type { RunSort } from '../../src/store/contract.ts';
import type { PageService } from '../../src/worker/service.ts';
import { connect, eventually, memento, over, readTree, temporaryFolder, writeFiles } from './support.ts';

describe('Runs tree', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let service: PageService;
  let state: ViewState;
  let tree: StoreTreeProvider;
  let listening: { dispose(): void };
  let settings: { sort: RunSort; grouped: boolean };
  let { labels, below } = {} as ReturnType<typeof readTree>;

  beforeEach(() => {
    folder = temporaryFolder();
    service = connect(path.join(folder.path, 'store'));
    state = new ViewState(memento());
    settings = { sort: 'created', grouped: true };
    const current = over(service);
    const source = new RunsSource(state, {
      sort: () => settings.sort,
      grouped: () => settings.grouped,
    });
    tree = new StoreTreeProvider({ all: [current], current }, source);
    ({ labels, below } = readTree(tree));
    listening = current.onDidChange(changes => void tree.apply(current, changes));
  });

  afterEach(async () => {
    listening.dispose();
    tree.dispose();
    state.dispose();
    await service.close();
    folder.dispose();
  });

  const item = (node: TreeNode) => tree.getTreeItem(node);
  const icon = (node: TreeNode | undefined) => {
    const shown = node && item(node).iconPath;
    return shown instanceof vscode.ThemeIcon ? shown.id : undefined;
  };

  it('leaves out projects without runs', async () => {
    const data = writeFiles(path.join(folder.path, 'data'), { a: '1' });
    await service.log({ path: data, project: 'demo', artifact: 'a', type: 'dataset' });
    assert.deepEqual(await tree.getChildren(), []);
  });

  it('goes from project to inputs and outputs', async () => {
    const data = writeFiles(path.join(folder.path, 'data'), { a: '1' });
    const { version } = await service.log({ path: data, project: 'demo', artifact: 'raw', type: 'dataset' });
    const run = await service.store.beginRun({ project: 'demo', jobType: 'train', name: 'sunny-smoke-1' });
    await service.store.useVersion(run.id, version.id, 'latest');
    const model = writeFiles(path.join(folder.path, 'model'), { w: '1' });
    await service.log({ path: model, project: 'demo', artifact: 'net', type: 'model', run: run.id });
    await service.store.finishRun(run.id, { state: 'finished', exitCode: 0 });

    assert.deepEqual(labels(await below()), ['demo']);
    assert.deepEqual(labels(await below('demo')), ['train']);
    assert.deepEqual(labels(await below('demo', 'train')), ['sunny-smoke-1']);
    assert.deepEqual(labels(await below('demo', 'train', 'sunny-smoke-1')), ['Inputs', 'Outputs']);
    const [input] = await below('demo', 'train', 'sunny-smoke-1', 'Inputs');
    assert.ok(input);
    assert.equal(item(input).label, 'raw:v0');
    assert.match(String(item(input).description), /^used as latest · /);
    assert.deepEqual(labels(await below('demo', 'train', 'sunny-smoke-1', 'Outputs')), ['net:v0']);

    await service.store.deleteVersions([version.id], { force: true });
    const [deleted] = await below('demo', 'train', 'sunny-smoke-1', 'Inputs');
    assert.ok(deleted);
    assert.equal(item(deleted).contextValue, 'versionDeleted');
    assert.match(String(item(deleted).description), /deleted/);
  });

  it('shows the state of each run by its icon and follows it', async () => {
    const run = await service.store.beginRun({ project: 'demo', jobType: 'train', name: 'a' });
    assert.equal(icon((await below('demo', 'train'))[0]), 'loading~spin');
    const done = eventually(
      tree.onDidChangeTreeData,
      () => below('demo', 'train'),
      ([node]) => icon(node) !== 'loading~spin',
    );
    await service.store.finishRun(run.id, { state: 'failed', exitCode: 3 });
    const [node] = await done;
    assert.equal(icon(node), 'error');
    assert.match(String(node && item(node).description), /^failed · now$/);
  });

  it('sorts as the setting says', async () => {
    for (const [name, end] of [
      ['b', 'finished'],
      ['C', 'failed'],
      ['a', 'finished'],
    ] as const) {
      const run = await service.store.beginRun({ project: 'demo', jobType: 'train', name });
      await service.store.finishRun(run.id, { state: end });
    }
    assert.deepEqual(labels(await below('demo', 'train')), ['a', 'C', 'b']);
    settings.sort = 'name';
    assert.deepEqual(labels(await below('demo', 'train')), ['a', 'b', 'C']);
    settings.sort = 'state';
    assert.deepEqual(labels(await below('demo', 'train')), ['C', 'a', 'b']);
  });

  it('groups and filters as it is told', async () => {
    for (const [name, jobType] of [
      ['first', 'load'],
      ['second', 'train'],
    ] as const) {
      await service.store.beginRun({ project: 'demo', jobType, name });
    }
    settings.grouped = false;
    assert.deepEqual(labels(await below('demo')), ['second', 'first']);
    settings.grouped = true;
    state.runFilter = 'FIR';
    assert.deepEqual(labels(await below('demo')), ['first']);
    state.runFilter = 'neither';
    assert.deepEqual(await below(), []);
  });
});
