import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { isAmphoraError } from '../../src/core/errors.ts';
import type { ArtifactSort } from '../../src/store/contract.ts';
import { aged } from '../../src/extension/tree/ages.ts';
import { ArtifactsSource } from '../../src/extension/tree/ArtifactsSource.ts';
import type { TreeNode } from '../../src/extension/tree/nodes.ts';
import { PAGE_SIZE, StoreTreeProvider } from '../../src/extension/tree/StoreTreeProvider.ts';
import { ViewState } from '../../src/extension/tree/ViewState.ts';
import type { PageService } from '../../src/worker/service.ts';
import {
  amphora,
  connect,
  eventually,
  memento,
  over,
  readTree,
  temporaryFolder,
  writeFiles,
} from './support.ts';

describe('Artifacts tree', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let store: string;
  let service: PageService;
  let state: ViewState;
  let tree: StoreTreeProvider;
  let listening: { dispose(): void };
  let settings: { sort: ArtifactSort; grouped: boolean };
  let { label, labels, below } = {} as ReturnType<typeof readTree>;

  beforeEach(() => {
    folder = temporaryFolder();
    store = path.join(folder.path, 'store');
    service = connect(store);
    state = new ViewState(memento());
    settings = { sort: 'name', grouped: true };
    const current = over(service);
    const source = new ArtifactsSource(state, {
      sort: () => settings.sort,
      grouped: () => settings.grouped,
    });
    tree = new StoreTreeProvider({ all: [current], current }, source);
    ({ label, labels, below } = readTree(tree));
    listening = current.onDidChange(changes => void tree.apply(current, changes));
  });

  afterEach(async () => {
    listening.dispose();
    tree.dispose();
    state.dispose();
    await service.close();
    folder.dispose();
  });

  const log = (artifact: string, files: Readonly<Record<string, string>>, more: object = {}) => {
    const data = writeFiles(path.join(folder.path, 'data', artifact, String(Math.random())), files);
    return service.log({ path: data, project: 'demo', artifact, type: 'dataset', ...more });
  };

  it('is empty over a new store', async () => {
    assert.deepEqual(await tree.getChildren(), []);
  });

  it('goes from project to file', async () => {
    await log('mnist', { 'b.txt': 'bb', 'images/2.png': '22', 'images/10.png': '10' }, { aliases: ['best'] });
    await log('model', { w: 'w' }, { type: 'model' });
    assert.deepEqual(labels(await below()), ['demo']);
    assert.deepEqual(labels(await below('demo')), ['dataset', 'model']);
    assert.deepEqual(labels(await below('demo', 'dataset')), ['mnist']);
    assert.deepEqual(labels(await below('demo', 'dataset', 'mnist')), ['v0']);
    assert.deepEqual(labels(await below('demo', 'dataset', 'mnist', 'v0')), ['images', 'b.txt']);
    assert.deepEqual(labels(await below('demo', 'dataset', 'mnist', 'v0', 'images')), ['2.png', '10.png']);
  });

  it('tells version, aliases, size and age of an artifact', async () => {
    await log('mnist', { a: 'x'.repeat(1234) }, { aliases: ['best'] });
    const [artifact] = await below('demo', 'dataset');
    assert.ok(artifact);
    assert.match(
      String(tree.getTreeItem(artifact).description),
      /^v0 · (latest, best|best, latest) · 1\.2 kB · now$/,
    );
  });

  it('redraws what aged, and nothing else', async () => {
    const { version } = await log('mnist', { a: '1' });
    await below('demo', 'dataset', 'mnist', 'v0');
    const drawn = version.createdAt;
    const minute = 60_000;
    assert.deepEqual(aged(tree.nodes, drawn, drawn + minute / 2), []);
    const kinds = aged(tree.nodes, drawn, drawn + minute).map(node => node.kind);
    assert.deepEqual(kinds, ['artifact', 'version']);
    assert.deepEqual(aged(tree.nodes, drawn + minute, drawn + 1.5 * minute), []);
  });

  it('keeps ids across refreshes, each once', async () => {
    await log('mnist', { a: '1', 'f/b': '2' });
    const ids = async () => {
      const all: string[] = [];
      const visit = async (nodes: readonly TreeNode[]): Promise<void> => {
        for (const node of nodes) {
          all.push(node.id);
          await visit(await tree.getChildren(node));
        }
      };
      await visit(await tree.getChildren());
      return all;
    };
    const first = await ids();
    assert.equal(first.length, 7);
    assert.equal(new Set(first).size, first.length);
    assert.deepEqual(await ids(), first);
  });

  it('knows every node’s parent', async () => {
    await log('mnist', { 'f/b': '2' });
    const [file] = await below('demo', 'dataset', 'mnist', 'v0', 'f');
    const names: (string | undefined)[] = [];
    for (let node: TreeNode | undefined = file; node; node = tree.getParent(node)) names.unshift(label(node));
    assert.deepEqual(names, ['demo', 'dataset', 'mnist', 'v0', 'f', 'b']);
  });

  it('shows a page and “Load more…”, which shows the rest', async () => {
    const files = Object.fromEntries(Array.from({ length: PAGE_SIZE + 5 }, (_, i) => [`f${String(i)}`, 'x']));
    await log('many', files);
    const path = ['demo', 'dataset', 'many', 'v0'];
    const page = await below(...path);
    assert.equal(page.length, PAGE_SIZE + 1);
    const more = page.at(-1);
    assert.ok(more?.kind === 'more');
    tree.loadMore(more);
    const all = await below(...path);
    assert.equal(all.length, PAGE_SIZE + 5);
    assert.deepEqual(labels(all).slice(0, 3), ['f0', 'f1', 'f2']);
  });

  it('sorts and groups as the settings say', async () => {
    await log('b', { a: '1' });
    await log('a', { a: '2' });
    await log('b', { a: '3' });
    assert.deepEqual(labels(await below('demo', 'dataset')), ['a', 'b']);
    settings = { sort: 'updated', grouped: false };
    assert.deepEqual(labels(await below('demo')), ['b', 'a']);
    settings = { sort: 'created', grouped: false };
    assert.deepEqual(labels(await below('demo')), ['a', 'b']);
  });

  it('filters to projects with what matches, under ids of their own', async () => {
    await log('mnist-raw', { a: '1' });
    await log('other', { a: '2' }, { project: 'elsewhere' });
    const [unfiltered] = await below();
    state.artifactFilter = 'RAW';
    assert.deepEqual(labels(await below()), ['demo']);
    assert.deepEqual(labels(await below('demo')), ['mnist-raw']);
    const [filtered] = await below();
    assert.notEqual(filtered?.id, unfiltered?.id);
    state.artifactFilter = 'nothing has this';
    assert.deepEqual(await below(), []);
  });

  it('shows pinned artifacts first, and again where they belong', async () => {
    await log('mnist', { a: '1' });
    await state.pin({ store: '', project: 'demo', artifact: 'mnist' });
    await state.pin({ store: '', project: 'demo', artifact: 'deleted meanwhile' });
    assert.deepEqual(labels(await below()), ['Pinned', 'demo']);
    assert.deepEqual(labels(await below('Pinned')), ['mnist']);
    const [pinned] = await below('Pinned');
    const [own] = await below('demo', 'dataset');
    assert.ok(pinned && own);
    assert.notEqual(pinned.id, own.id);
    assert.equal(tree.getTreeItem(own).contextValue, 'artifactPinned');
  });

  it('shows what another process logs', async () => {
    await log('mnist', { a: '1' });
    await below('demo', 'dataset', 'mnist');
    const data = writeFiles(path.join(folder.path, 'other'), { a: '2' });
    const changed = eventually(
      tree.onDidChangeTreeData,
      () => below('demo', 'dataset', 'mnist'),
      nodes => nodes.length === 2,
    );
    await amphora(store, 'log', data, '--name', 'mnist', '--type', 'dataset', '--project', 'demo');
    assert.deepEqual(labels(await changed), ['v1', 'v0']);
  });

  it('refreshes the changed artifact alone', async () => {
    const before = connect(store);
    for (const artifact of ['mnist', 'other']) {
      const data = writeFiles(path.join(folder.path, artifact), { a: '1' });
      await before.log({ path: data, project: 'demo', artifact, type: 'dataset' });
    }
    await before.close();
    const [mnist] = await below('demo', 'dataset');
    const fired: (readonly TreeNode[] | undefined)[] = [];
    const first = new Promise<void>(resolve => {
      const events = tree.onDidChangeTreeData(nodes => {
        fired.push(nodes);
        events.dispose();
        resolve();
      });
    });
    await log('mnist', { a: '2' });
    await first;
    assert.deepEqual(fired, [[mnist]]);
    assert.ok(mnist && String(tree.getTreeItem(mnist).description).startsWith('v1 ·'));
  });

  it('shows names and texts of people as text', async () => {
    const hostile = '<img src=x> **bold** [a](command b) $(trash)';
    await log(hostile, { a: '1' }, { description: '[click](command:workbench.action.quit) <b>' });
    const [version] = await below('demo', 'dataset', hostile);
    assert.ok(version);
    const { tooltip } = tree.getTreeItem(version);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.notEqual(tooltip.isTrusted, true);
    assert.doesNotMatch(tooltip.value, /(^|[^\\])\[click\]\(/);
    assert.doesNotMatch(tooltip.value, /<(img|b)/);
  });

  it('says in the tree why a version cannot be opened', async () => {
    const { version } = await log('mnist', { a: '1' });
    const [node] = await below('demo', 'dataset', 'mnist');
    assert.ok(node);
    await service.store.deleteVersions([version.id], { force: true });
    const [error] = await tree.getChildren(node);
    assert.ok(error?.kind === 'error' && isAmphoraError(error.error, 'version-deleted'));
    assert.equal(label(error), 'mnist:v0 was deleted.');
  });

  it('has words for a screen reader on every node', async () => {
    await log('mnist', { 'f/b': '2' });
    let nodes = await tree.getChildren();
    for (let depth = 0; nodes[0]; depth++) {
      assert.ok(tree.getTreeItem(nodes[0]).accessibilityInformation?.label, `at depth ${String(depth)}`);
      nodes = await tree.getChildren(nodes[0]);
    }
  });
});

describe('Artifacts tree over a store that cannot be opened', () => {
  const folder = temporaryFolder();
  const file = path.join(writeFiles(folder.path, { store: 'not a folder' }), 'store');
  let service: PageService;

  before(() => {
    service = connect(file);
  });

  after(async () => {
    await service.close();
    folder.dispose();
  });

  it('says why, and shows the ways out', async () => {
    const state = new ViewState(memento());
    const current = over(service);
    const source = new ArtifactsSource(state, { sort: () => 'name', grouped: () => true });
    const tree = new StoreTreeProvider({ all: [current], current }, source);
    const errors: unknown[] = [];
    tree.onDidReadRoot(root => errors.push(root.kind === 'failed' ? root.error : undefined));
    const commands = (await tree.getChildren()).map(node => tree.getTreeItem(node).command?.command);
    assert.deepEqual(commands, ['amphora.store.openSettings', 'amphora.tree.refresh', 'amphora.log.show']);
    assert.equal(errors.length, 1);
    assert.ok(isAmphoraError(errors[0], 'store-not-writable', 'store-damaged'), String(errors[0]));
    tree.dispose();
    state.dispose();
  });
});
