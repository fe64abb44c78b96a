import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { Log } from '../../src/extension/host/Log.ts';
import { PagePanels } from '../../src/extension/panels/PagePanels.ts';
import type { Stores } from '../../src/extension/stores/Stores.ts';
import type { PageService } from '../../src/worker/service.ts';
import {
  closePages,
  connect,
  extension,
  memento,
  ownStores,
  pageTabs,
  pageTitles,
  temporaryFolder,
  writeFiles,
} from './support.ts';

describe('pages of the last session', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  const log = new Log();
  let service: PageService;
  let stores: Stores;
  let panels: PagePanels;

  /** A panel as VS Code brings it back: empty, with what its page remembered. */
  const restore = (
    type: 'amphora.artifact' | 'amphora.lineage',
    state: unknown,
    column = vscode.ViewColumn.One,
  ) => {
    const panel = vscode.window.createWebviewPanel(type, 'from before', column, {});
    panels.restore(panel, type, state);
  };
  const remembered = (path: string, more: object = {}) => ({ version: 1, path, store: '', ...more });

  before(async () => {
    await extension().activate();
    service = connect(store);
    stores = ownStores(store);
    const data = writeFiles(path.join(folder.path, 'data'), { a: '1' });
    await service.log({ path: data, project: 'demo', artifact: 'mnist', type: 'dataset' });
    const none = () => assert.fail('Nothing is revealed here.');
    const reveal = { revealVersion: none, revealRun: none };
    panels = new PagePanels(extension().extensionUri, { stores, log, reveal, memory: memento() });
  });

  afterEach(closePages);

  after(async () => {
    panels.dispose();
    await stores.close();
    await service.close();
    log.dispose();
    folder.dispose();
  });

  it('come back to what they showed', async () => {
    restore('amphora.lineage', remembered('/local/demo/lineage?focus=mnist%3Av0', { view: { zoom: 2 } }));
    // Beside it: a page that is not in sight asks nothing.
    restore('amphora.artifact', remembered('/local/demo/artifacts/dataset/mnist/v0'), vscode.ViewColumn.Two);
    await pageTitles(
      titles => titles.includes('Lineage: demo') && titles.some(title => title.includes('mnist')),
    );
    panels.show({ address: { page: 'lineage', entity: 'local', project: 'demo' }, store: '' });
    assert.equal(pageTabs().length, 2);
  });

  it('of a store that was signed out of stay, and say so in place', async () => {
    restore('amphora.lineage', remembered('/local/demo/lineage', { store: 'gone' }));
    await pageTitles(titles => titles.length === 1);
  });

  it('that remember nothing of use go', async () => {
    for (const state of [
      undefined,
      'text',
      {},
      remembered('/a b/%'),
      remembered('/local/demo/artifacts/dataset/mnist/v0'),
      { ...remembered('/local/demo/lineage'), version: 2 },
    ]) {
      restore('amphora.lineage', state);
    }
    await pageTitles(titles => titles.length === 0);
  });
});
