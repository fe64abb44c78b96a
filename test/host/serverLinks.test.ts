import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { formatPageAddress } from '../../src/core/pageAddress.ts';
import { Log } from '../../src/extension/host/Log.ts';
import { ServerConnection } from '../../src/extension/tracking/ServerConnection.ts';
import { terminalLinks } from '../../src/extension/tracking/TerminalLinks.ts';
import {
  amphora,
  closePages,
  endServers,
  extension,
  pageTitles,
  temporaryFolder,
  useStore,
  writeFiles,
} from './support.ts';

const token = new vscode.CancellationTokenSource().token;

describe('links that the SDK prints', () => {
  const folder = temporaryFolder();
  const store = path.join(folder.path, 'store');
  const log = new Log();
  let server: ServerConnection;

  /** Follows the link in a line of a terminal, as a click on it does. */
  const follow = async (line: string): Promise<string | undefined> => {
    let opened: Thenable<unknown> = Promise.resolve();
    const provider = terminalLinks(server, address => {
      const request = { path: formatPageAddress(address), store: '' };
      opened = vscode.commands.executeCommand('amphora.page.open', request);
    });
    const context = { line } as vscode.TerminalLinkContext;
    const [link] = (await provider.provideTerminalLinks(context, token)) ?? [];
    if (!link) return undefined;
    await provider.handleTerminalLink(link);
    await opened;
    return line.slice(link.startIndex, link.startIndex + link.length);
  };

  before(async () => {
    await extension().activate();
    const data = writeFiles(path.join(folder.path, 'data'), { 'a.txt': 'a' });
    await amphora(store, 'log', data, '--name', '手', '--type', 'dataset', '--project', 'a b');
    await useStore(store);
    const cli = vscode.Uri.joinPath(extension().extensionUri, 'dist', 'cli.js').fsPath;
    server = new ServerConnection({ cli, version: '0.0.1', store: () => store }, log);
  });

  after(async () => {
    await closePages();
    server.dispose();
    log.dispose();
    await useStore(undefined);
    await endServers(folder.path);
    folder.dispose();
  });

  it('open the panel of their thing, also when the server is gone', async () => {
    const { url } = await server.need();
    const address = `${url}/local/a%20b/artifacts/dataset/%E6%89%8B/v0`;
    assert.equal(await follow(`wandb: View it at ${address}.`), address);
    await pageTitles(titles => titles.some(title => title.includes('手')));
    await server.stop();
    assert.equal(await follow(`see ${url}/local/a%20b/lineage for more`), `${url}/local/a%20b/lineage`);
    await pageTitles(titles => titles.includes('Lineage: a b'));
  });

  it('are those of the store’s own server alone', async () => {
    assert.equal(await follow('see https://wandb.ai/local/a%20b/runs/k3j9x2ab'), undefined);
    assert.equal(await follow('see http://127.0.0.1:9/local/a%20b/runs/k3j9x2ab'), undefined);
  });
});
