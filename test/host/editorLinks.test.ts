import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Run } from '../../src/core/run.ts';
import type { Version } from '../../src/core/version.ts';
import { openLink } from '../../src/extension/links/openLink.ts';
import type { LinkServices } from '../../src/extension/links/openLink.ts';
import type { Stores } from '../../src/extension/stores/Stores.ts';
import type { PagePlace } from '../../src/extension/panels/PagePanel.ts';
import type { PageService } from '../../src/worker/service.ts';
import {
  closePages,
  connect,
  extension,
  failure,
  next,
  over,
  ownStores,
  pageTabs,
  pageTitles,
  temporaryFolder,
  useStore,
  writeFiles,
} from './support.ts';

const run = vscode.commands.executeCommand;
const NAME = '手 #1 100% & more';

describe('links into the editor', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  let service: PageService;
  let stores: Stores;
  let older: Version;
  let version: Version;
  let begun: Run;

  const opened: PagePlace[] = [];
  const services = (more: Partial<LinkServices> = {}): LinkServices => ({
    stores,
    open: place => opened.push(place),
    ...more,
  });
  /** Follows a link as VS Code hands it on: unescaped. */
  const follow = (link: string, more?: Partial<LinkServices>) =>
    openLink(services(more), vscode.Uri.parse(`vscode://amphora.amphora${link}`, true));

  before(async () => {
    await extension().activate();
    await useStore(store);
    service = connect(store);
    stores = ownStores(store);
    const log = (content: string) => {
      const data = writeFiles(path.join(folder.path, 'data'), { 'a b/c#?.txt': content });
      return service.log({ path: data, project: 'demo', artifact: NAME, type: 'dataset' });
    };
    ({ version: older } = await log('1'));
    ({ version } = await log('2'));
    begun = await service.store.beginRun({ project: 'demo', jobType: 'train', key: 'k3j9x2ab' });
  });

  afterEach(async () => {
    opened.length = 0;
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(group => group.tabs));
  });

  after(async () => {
    await stores.close();
    await service.close();
    await useStore(undefined);
    folder.dispose();
  });

  it('are copied of a version and a run, and lead back to their pages', async () => {
    const copy = (request: object) => run<string>('amphora.page.copyLink', { ...request, store: '' });
    const link = await copy({ version: version.id });
    assert.equal(await vscode.env.clipboard.readText(), link);
    assert.match(link, new RegExp(`^${vscode.env.uriScheme}://amphora\\.amphora/artifact/local/demo/.*:v1$`));
    assert.match(await copy({ run: begun.id }), /\/run\/local\/demo\/k3j9x2ab$/);
    const prefix = `${vscode.env.uriScheme}://amphora.amphora`;
    await follow(link.slice(prefix.length));
    await follow('/run/local/demo/k3j9x2ab?tab=files');
    assert.deepEqual(opened, [
      {
        store: '',
        address: {
          page: 'artifact',
          entity: 'local',
          project: 'demo',
          type: 'dataset',
          artifact: NAME,
          version: 'v1',
        },
      },
      {
        store: '',
        address: { page: 'run', entity: 'local', project: 'demo', run: 'k3j9x2ab', tab: 'files' },
      },
    ]);
  });

  it('of a page open its panel, and a file and a comparison their editors', async () => {
    await follow('/local/demo/lineage', {
      open: ({ address }) => {
        assert.equal(address.page, 'lineage');
      },
    });
    const file = encodeURIComponent('a b/c#?.txt');
    const tabs = next(vscode.window.tabGroups.onDidChangeTabs, ({ opened }) => opened.length > 0);
    await follow(`/file/version/${version.id}/${file}`);
    await tabs;
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputText);
    assert.equal(input.uri.path, `/demo/${NAME}:v1/a b/c#?.txt`);
    await follow(`/diff?left=${older.id}/${file}&right=${version.id}/${file}`);
    const diff = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(diff instanceof vscode.TabInputTextDiff);
    assert.deepEqual(
      [diff.original.path, diff.modified.path],
      [`/demo/${NAME}:v0/a b/c#?.txt`, `/demo/${NAME}:v1/a b/c#?.txt`],
    );
  });

  it('say what is not there', async () => {
    await failure(follow('/artifact/local/demo/none:v0'), 'artifact-not-found');
    await failure(follow(`/artifact/local/demo/${encodeURIComponent(NAME)}:v9`), 'version-not-found');
    await failure(follow('/run/local/demo/none'), 'run-not-found');
    await failure(follow('/run/local/none/k3j9x2ab'), 'project-not-found');
    await failure(follow(`/file/version/${version.id}/none.txt`), 'file-not-found');
    await failure(follow(`/file/version/${version.id}/../../secret`), 'file-not-found');
    await failure(follow(`/file/run/${begun.id}/none.txt`), 'run-file-not-found');
    await failure(follow('/file/version/none/a.txt'), 'version-not-found');
    await failure(follow('/download/none'), 'version-not-found');
    assert.deepEqual(opened, []);
  });

  it('that lead nowhere, or elsewhere, are refused', async () => {
    for (const link of [
      '/artifact/local/demo',
      '/artifact/local/demo/..:v0',
      '/artifact/local/demo/a:b:c',
      '/run/local/demo',
      '/file/elsewhere/x/a.txt',
      '/file/version/a%20b/a.txt',
      '/diff?left=x&right=y',
      '/download/',
      '/download/x/y',
      '/log/x',
      '/local/demo/settings',
      `/${'x'.repeat(20_000)}`,
    ]) {
      await failure(follow(link), 'link-malformed');
    }
    for (const url of ['file:///etc', 'javascript:alert(1)', 'https://key@team.example', 'command:x']) {
      await failure(
        follow(`/local/demo?store=${encodeURIComponent(url)}`, { offerStore: () => assert.fail(url) }),
        'remote-url-malformed',
      );
    }
    assert.deepEqual(opened, []);
  });

  it('of a server find its store, and ask about one that none is of', async () => {
    const team = over(service, 'team');
    const several = { local: stores.local, all: [stores.local, team] };
    const asked: string[] = [];
    const offerStore = (url: string) => {
      asked.push(url);
      return Promise.resolve(undefined);
    };
    for (const [url, name] of [
      ['https://team.example/', 'team'],
      ['http://127.0.0.1:4096', ''],
      ['https://else.example', undefined],
    ] as const) {
      opened.length = 0;
      await follow(`/local/demo?store=${encodeURIComponent(url)}`, { stores: several, offerStore });
      assert.deepEqual(
        opened.map(place => place.store),
        name === undefined ? [] : [name],
      );
    }
    assert.deepEqual(asked, ['https://else.example']);
  });

  it('download and change nothing without a question', async () => {
    const before = await service.store.versions({ artifact: version.artifactId });
    // A dialog is refused where tests run, as a person would leave it.
    await follow(`/download/${version.id}`).catch(() => undefined);
    assert.deepEqual(await service.store.versions({ artifact: version.artifactId }), before);
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.equal(fs.existsSync(path.join(workspace?.uri.fsPath ?? '', 'artifacts')), false);
  });

  it('of pages are of the page in front where nothing is named', async () => {
    await run('amphora.page.open', { path: '/local/demo/lineage', store: '' });
    await pageTitles(titles => titles.includes('Lineage: demo'));
    const link = await run<string>('amphora.page.copyLink');
    assert.match(link, /:\/\/amphora\.amphora\/local\/demo\/lineage$/);
    await closePages();
    assert.deepEqual(pageTabs(), []);
  });
});
