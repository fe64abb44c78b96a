/** What the suites share: the extension under test, stores of their own, and events to wait for. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { ErrorCode } from '../../src/core/errors.ts';
import { endServer } from '../../src/extension/tracking/endServer.ts';
import { findServer } from '../../src/store/local/serverRecord.ts';
import { connectWorker } from '../../src/worker/connectWorker.ts';
import { RemoteStores } from '../../src/extension/stores/RemoteStores.ts';
import { Stores } from '../../src/extension/stores/Stores.ts';
import { StoreConnection } from '../../src/extension/stores/StoreConnection.ts';
import type { TreeNode } from '../../src/extension/tree/nodes.ts';
import type { StoreTreeProvider } from '../../src/extension/tree/StoreTreeProvider.ts';
import type { PageService } from '../../src/worker/service.ts';
import type { WorkerTarget } from '../../src/worker/WorkerConnection.ts';

const run = promisify(execFile);

export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('amphora.amphora');
  if (!found) throw new Error('VS Code does not have the extension amphora.amphora.');
  return found;
}

/** A new folder; `dispose` removes it. */
export function temporaryFolder(): { readonly path: string; dispose(): void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'amphora-host-'));
  return {
    path: folder,
    dispose() {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Writes files below a folder, by their relative paths. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return folder;
}

/** A second connection to a store, beside the extension's. */
export function connect(store: WorkerTarget): PageService {
  return connectWorker(vscode.Uri.joinPath(extension().extensionUri, 'dist', 'storeWorker.js').fsPath, store);
}

/** A store of a window over a service that the test has: the local one, or a remote one of this name. */
export function over(service: PageService | (() => PageService), name = ''): StoreConnection {
  const url = 'https://team.example';
  return new StoreConnection(name, {
    connect: typeof service === 'function' ? service : () => service,
    location: () => url,
    remote: () => (name === '' ? undefined : { name, url, entity: 'local' }),
    target: () => Promise.reject(new Error('Nothing is copied there.')),
  });
}

/** The stores of a window that has but this local one. */
export function ownStores(store: string): Stores {
  const secrets = { get: () => Promise.resolve(undefined), store: nothing, delete: nothing };
  const remotes = new RemoteStores(memento(), secrets, nothing);
  const around = { memory: memento(), remotes, localPath: () => store, cacheFolder: store };
  return new Stores({ ...around, connect: () => connect(store) });
}

const nothing = () => Promise.resolve();

/** Makes a folder the extension's store. */
export async function useStore(store: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration()
    .update('amphora.store.path', store, vscode.ConfigurationTarget.Global);
}

/** Ends the servers of all stores in a folder. */
export async function endServers(folder: string): Promise<void> {
  for (const name of fs.readdirSync(folder)) {
    const store = path.join(folder, name);
    const server = await findServer(store);
    if (server) await endServer(store, server);
  }
}

/** Says where `wandb` logs to. The suites begin with `off`: a terminal of theirs starts no server. */
export async function track(value: 'amphora' | 'off'): Promise<void> {
  await vscode.workspace
    .getConfiguration()
    .update('amphora.python.tracking', value, vscode.ConfigurationTarget.Global);
}

/** Runs the command line in a process of its own. */
export async function amphora(store: string, ...args: readonly string[]): Promise<string> {
  const cli = vscode.Uri.joinPath(extension().extensionUri, 'dist', 'cli.js').fsPath;
  const { stdout } = await run(process.execPath, [cli, ...args, '--store', store], {
    env: cleanEnvironment(),
  });
  return stdout;
}

/** Without what tells a child that it runs in VS Code. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name)),
  );
}

/** The next value of an event that passes. */
export function next<T>(event: vscode.Event<T>, passes: (value: T) => boolean = () => true): Promise<T> {
  return new Promise(resolve => {
    const listening = event(value => {
      if (!passes(value)) return;
      listening.dispose();
      resolve(value);
    });
  });
}

/** Asks again after each event until the answer passes; the test's own time limit ends it. */
export async function eventually<T>(
  event: vscode.Event<unknown>,
  ask: () => Promise<T>,
  passes: (value: T) => boolean,
): Promise<T> {
  for (;;) {
    const changed = next(event);
    const value = await ask();
    if (passes(value)) return value;
    await changed;
  }
}

/** Tabs that show pages. */
export function pageTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview);
}

/** Titles of the pages, once they pass: a page says what it shows after it has asked for it. */
export function pageTitles(passes: (titles: readonly string[]) => boolean): Promise<readonly string[]> {
  return eventually(
    vscode.window.tabGroups.onDidChangeTabs,
    () => Promise.resolve(pageTabs().map(({ label }) => label)),
    passes,
  );
}

export async function closePages(): Promise<void> {
  await vscode.window.tabGroups.close(pageTabs());
}

/** A tree read as a person does: by its labels. */
export function readTree(tree: StoreTreeProvider) {
  const label = (node: TreeNode): string => {
    const shown = tree.getTreeItem(node).label;
    return typeof shown === 'string' ? shown : (shown?.label ?? '');
  };
  const labels = (nodes: readonly TreeNode[]) => nodes.map(label);
  /** Children along a path of labels from the root. */
  const below = async (...names: readonly string[]): Promise<TreeNode[]> => {
    let nodes = await tree.getChildren();
    for (const name of names) {
      const node = nodes.find(each => label(each) === name);
      assert.ok(node, `${name} is not among ${labels(nodes).join(', ')}`);
      nodes = await tree.getChildren(node);
    }
    return nodes;
  };
  return { label, labels, below };
}

/** A memento in memory. */
export function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.get(key) as T | undefined) ?? (fallback as T),
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

/** A failure of ours as another bundle throws it: its class is not ours. */
interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly nearest: readonly string[];
}

/** Rejects with a failure of this code; gives it. */
export async function failure(call: Thenable<unknown>, code: ErrorCode): Promise<Failure> {
  const error = await Promise.resolve(call).then(
    () => assert.fail(`It did not fail with ${code}.`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error && 'code' in error && 'nearest' in error, String(error));
  assert.equal(error.code, code, error.message);
  return error as unknown as Failure;
}
