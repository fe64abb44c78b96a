import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { TreeItem } from 'vscode';
import { AmphoraError } from '../../src/core/errors.ts';
import type { StoreConnection } from '../../src/extension/stores/StoreConnection.ts';
import { ArtifactsSource } from '../../src/extension/tree/ArtifactsSource.ts';
import { connectionOf } from '../../src/extension/tree/nodes.ts';
import type { TreeNode } from '../../src/extension/tree/nodes.ts';
import { RunsSource } from '../../src/extension/tree/RunsSource.ts';
import { StoreTreeProvider } from '../../src/extension/tree/StoreTreeProvider.ts';
import { ViewState } from '../../src/extension/tree/ViewState.ts';
import type { PageService } from '../../src/worker/service.ts';
import { connect, memento, next, over, readTree, temporaryFolder, writeFiles } from './support.ts';

/** A store that nobody asked for. */
function closed(name: string): StoreConnection {
  return over(() => assert.fail(`${name} was opened.`), name);
}

describe('a tree over several stores', () => {
  const folder = temporaryFolder();
  const inFolder = (...names: string[]) => path.join(folder.path, ...names);
  let services: PageService[];
  let team: PageService;
  let state: ViewState;
  let stores: { all: StoreConnection[]; current: StoreConnection };
  let tree: StoreTreeProvider;
  let { labels, below } = {} as ReturnType<typeof readTree>;

  const open = (name: string) => {
    const service = connect(inFolder(name));
    services.push(service);
    return service;
  };
  const treeOf = (...all: [StoreConnection, ...StoreConnection[]]) => {
    stores = { all, current: all[0] };
    const settings = { sort: () => 'name' as const, grouped: () => true };
    tree = new StoreTreeProvider(stores, new ArtifactsSource(state, settings));
    ({ labels, below } = readTree(tree));
  };
  const item = (node: TreeNode | undefined): TreeItem => {
    assert.ok(node);
    return tree.getTreeItem(node);
  };
  const log = (service: PageService, artifact: string, text = '1') => {
    const data = writeFiles(inFolder('data', artifact, text), { 'a.txt': text, 'f/b.txt': text });
    return service.log({ path: data, project: 'p', artifact, type: 'dataset' });
  };

  before(async () => {
    services = [];
    await log(open('team'), 'raw');
    await log(open('own'), 'mine');
    for (const service of services) await service.close();
  });

  beforeEach(() => {
    services = [];
    state = new ViewState(memento());
    team = open('team');
  });

  afterEach(async () => {
    tree.dispose();
    state.dispose();
    for (const service of services) await service.close();
  });

  after(() => {
    folder.dispose();
  });

  it('lists them, the current one open, and opens none that nobody looks into', async () => {
    treeOf(closed(''), over(team, 'team'), closed('far'));
    assert.deepEqual(labels(await below()), ['This Machine', 'team', 'far']);
    const drawn = (await tree.getChildren()).map(item);
    const [local, remote] = drawn;
    assert.deepEqual(
      drawn.map(({ contextValue }) => contextValue),
      ['storeLocalCurrent', 'storeRemote', 'storeRemote'],
    );
    assert.deepEqual([local?.description, remote?.description], ['current', 'team.example · local']);
    assert.deepEqual(labels(await below('team')), ['p']);
    assert.deepEqual(labels(await below('team', 'p', 'dataset')), ['raw']);
  });

  it('marks another one once it is the current one', async () => {
    treeOf(closed(''), closed('team'));
    await tree.getChildren();
    const redrawn = next(tree.onDidChangeTreeData);
    stores.current = stores.all[1]!;
    tree.relist();
    const drawn = (await redrawn)?.map(item) ?? [];
    assert.deepEqual(
      drawn.map(({ contextValue, description }) => [contextValue, description]),
      [
        ['storeLocal', ''],
        ['storeRemoteCurrent', 'current · team.example · local'],
      ],
    );
  });

  it('has ids of its own for each store, even of two that are the same', async () => {
    treeOf(over(open('team')), over(team, 'team'), over(open('team'), 'TEAM'));
    const ids: string[] = [];
    const visit = async (nodes: readonly TreeNode[]): Promise<void> => {
      for (const node of nodes) {
        ids.push(node.id);
        await visit(await tree.getChildren(node));
      }
    };
    await visit(await tree.getChildren());
    assert.equal(ids.length, 3 * 8);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('opens the files of each store at addresses of their own', async () => {
    treeOf(over(open('team')), over(team, 'team'));
    const uris = await Promise.all(
      ['This Machine', 'team'].map(async name => {
        const files = await below(name, 'p', 'dataset', 'raw', 'v0');
        return item(files.find(({ kind }) => kind === 'file')).resourceUri?.path;
      }),
    );
    assert.deepEqual(uris, ['/p/raw:v0/a.txt', '/:team/p/raw:v0/a.txt']);
  });

  it('says below a store why it cannot be opened, with the way out, and shows the others', async () => {
    const refused = new AmphoraError('remote-key-refused', { url: 'https://team.example' });
    const far = connect(() => Promise.reject(refused));
    services.push(far);
    treeOf(over(open('own')), over(far, 'far'), over(team, 'team'));
    const nodes = await below('far');
    assert.deepEqual(
      nodes.map(node => [node.kind, item(node).command?.command]),
      [
        ['error', 'amphora.log.show'],
        ['action', 'amphora.store.signIn'],
        ['action', 'amphora.tree.refresh'],
      ],
    );
    assert.match(labels(nodes)[0] ?? '', /does not accept the API key/);
    assert.ok(nodes.every(node => connectionOf(node).name === 'far'));
    assert.deepEqual(labels(await below('This Machine')), ['p']);
    assert.deepEqual(labels(await below('team')), ['p']);
  });

  it('shows the others while one does not answer, and that one once it does', async () => {
    let answer: (error: Error) => void = () => undefined;
    const slow = connect(() => new Promise((_, reject) => (answer = reject)));
    services.push(slow);
    treeOf(over(slow, 'far'), over(team, 'team'));
    const [node] = await tree.getChildren();
    assert.ok(node);
    assert.deepEqual(labels(await tree.getChildren(node)), ['Connecting…']);
    assert.deepEqual(labels(await below('team')), ['p']);
    const redrawn = next(tree.onDidChangeTreeData);
    answer(new AmphoraError('remote-failed', { url: 'https://team.example', status: 503 }));
    assert.deepEqual(await redrawn, [node]);
    assert.match(labels(await tree.getChildren(node))[0] ?? '', /failed \(status 503\)/);
  });

  it('says so where a store has nothing, and where a filter leaves nothing of it', async () => {
    treeOf(over(open('none')), over(team, 'team'));
    assert.deepEqual(labels(await below('This Machine')), ['No project yet']);
    state.artifactFilter = 'nothing is called this';
    assert.deepEqual(labels(await below('team')), ['No artifact has this in its name']);
    const runs = new RunsSource(state, { sort: () => 'created', grouped: () => true });
    const runsTree = new StoreTreeProvider(stores, runs);
    assert.deepEqual(readTree(runsTree).labels(await readTree(runsTree).below('team')), ['No run yet']);
    runsTree.dispose();
  });

  it('reads again what changed in a store, and nothing of the others', async () => {
    const [own, theirs] = [over(open('own')), over(team, 'team')];
    treeOf(own, theirs);
    await below('This Machine', 'p', 'dataset');
    await below('team', 'p', 'dataset');
    const listening = theirs.onDidChange(changes => void tree.apply(theirs, changes));
    const changed = next(tree.onDidChangeTreeData);
    await log(team, 'raw', '2');
    const nodes = await changed;
    listening.dispose();
    assert.deepEqual([...new Set(nodes?.map(node => connectionOf(node).name))], ['team']);
    const all = next(tree.onDidChangeTreeData);
    tree.refresh(own);
    assert.deepEqual(
      (await all)?.map(({ kind, id }) => [kind, id]),
      [['store', 'store:']],
    );
  });

  it('opens none again that was signed out of', async () => {
    const theirs = over(team, 'team');
    treeOf(closed(''), theirs);
    const [, node] = await tree.getChildren();
    assert.ok(node);
    assert.deepEqual(labels(await tree.getChildren(node)), ['p']);
    await theirs.close();
    assert.match(labels(await tree.getChildren(node))[0] ?? '', /not signed in to a remote store "team"/);
  });

  it('pins in the store that the artifact is in', async () => {
    treeOf(over(open('team')), over(team, 'team'));
    await state.pin({ store: 'team', project: 'p', artifact: 'raw' });
    assert.deepEqual(labels(await below('This Machine')), ['p']);
    assert.deepEqual(labels(await below('team')), ['Pinned', 'p']);
    assert.deepEqual(labels(await below('team', 'Pinned')), ['raw']);
  });

  it('shows the only store’s content at the root again when the others are gone', async () => {
    treeOf(over(open('own')), over(team, 'team'));
    await tree.getChildren();
    stores.all = [stores.all[0]!];
    const [project] = await tree.getChildren();
    assert.ok(project?.kind === 'project');
    assert.equal(tree.getParent(project), undefined);
  });
});
