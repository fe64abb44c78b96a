import { rm } from 'node:fs/promises';
import { Uri, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { metadataFolder } from '../store/remote/metadataFolder.ts';
import { connectWorker } from '../worker/connectWorker.ts';
import type { WorkerTarget } from '../worker/WorkerConnection.ts';
import { addRemoteStore } from './commands/addRemoteStore.ts';
import { depsFor } from './commands/deps.ts';
import type { StoreDeps } from './commands/deps.ts';
import { createHandlers } from './commands/handlers.ts';
import { guarded } from './commands/guard.ts';
import { logFrom } from './commands/logArtifact.ts';
import { showError } from './errors/showError.ts';
import { ContentFileSystem } from './files/ContentFileSystem.ts';
import { DetailsFileSystem } from './files/DetailsFileSystem.ts';
import { guardWays } from './files/guardWays.ts';
import { SizeGuard } from './files/SizeGuard.ts';
import { DETAILS_SCHEME, FILE_SCHEME } from './files/versionUri.ts';
import { registerCommands } from './host/commands.ts';
import { forgetContexts, setContext } from './host/contextKeys.ts';
import { DisposableStore } from './host/DisposableStore.ts';
import { Log } from './host/Log.ts';
import { networkVariables, onDidNetworkChange } from './host/networkVariables.ts';
import { checkTrust } from './host/trust.ts';
import { onDidSettingChange, readSetting } from './host/settings.ts';
import { Pages } from './panels/Pages.ts';
import { createServer } from './tracking/createServer.ts';
import { registerAccounts } from './stores/AccountProvider.ts';
import { lookAt } from './stores/lookAt.ts';
import { RemoteStores } from './stores/RemoteStores.ts';
import { Stores } from './stores/Stores.ts';
import { storePath } from './storePath.ts';
import { setTerminalVariables } from './terminalVariables.ts';
import { ArtifactsSource } from './tree/ArtifactsSource.ts';
import { artifactsDragAndDrop } from './tree/dragAndDrop.ts';
import { registerPythonDrop } from './tree/pythonDrop.ts';
import { Revealer } from './tree/Revealer.ts';
import { RunsSource } from './tree/RunsSource.ts';
import { StoreView } from './tree/StoreView.ts';
import { ViewState } from './tree/ViewState.ts';

let active: { readonly owned: DisposableStore; readonly stores: Stores } | undefined;

/** Builds everything by hand. Nothing is read, made or started: the first view, command, terminal or task does that. */
export function activate(context: ExtensionContext): Promise<void> {
  const owned = new DisposableStore();
  const log = owned.add(new Log());
  const workerFile = Uri.joinPath(context.extensionUri, 'dist', 'storeWorker.js').fsPath;
  const cacheFolder = Uri.joinPath(context.globalStorageUri, 'remote-cache').fsPath;
  const connect = (target: WorkerTarget) => connectWorker(workerFile, target, networkVariables);
  const remotes = owned.add(
    new RemoteStores(context.globalState, context.secrets, async ({ name, url }, apiKey) => {
      // What it keeps is written as long as its thread runs.
      await stores.release(name);
      await rm(metadataFolder(cacheFolder, { url, apiKey }), { recursive: true, force: true });
    }),
  );
  const onFailure = (error: unknown) => {
    showError(error, log);
  };
  const memory = context.workspaceState;
  const stores = new Stores({ memory, remotes, localPath: storePath, cacheFolder, connect });
  const state = owned.add(new ViewState(memory));
  const deps = { stores, log, state, memory };

  const artifacts = new ArtifactsSource(state, {
    sort: () => readSetting('amphora.tree.sortArtifacts'),
    grouped: () => readSetting('amphora.tree.groupArtifacts') === 'type',
  });
  const runs = new RunsSource(state, {
    sort: () => readSetting('amphora.tree.sortRuns'),
    grouped: () => readSetting('amphora.tree.groupRuns') === 'jobType',
  });
  const dragAndDrop = artifactsDragAndDrop(async (file, node) => {
    if (!checkTrust()) return;
    await logFrom(depsFor(deps, node), { file, ...(node && { node }) }).catch(onFailure);
  });
  const artifactsView = owned.add(
    new StoreView({
      id: 'amphora.artifacts',
      source: artifacts,
      stores,
      log,
      filter: () => state.artifactFilter,
      dragAndDrop,
    }),
  );
  const runsView = owned.add(
    new StoreView({
      id: 'amphora.runs',
      source: runs,
      stores,
      log,
      filter: () => state.runFilter,
    }),
  );
  const reveal = new Revealer({ view: artifactsView, source: artifacts }, { view: runsView, source: runs });
  const pages = owned.add(
    new Pages(context.extensionUri, { stores, log, reveal, memory: context.globalState, onFailure }),
  );

  const trees = [artifactsView.provider, runsView.provider];
  // The server and its links are the local store's, whichever is the current one.
  const { local } = stores;
  const server = createServer(
    context,
    {
      openPage: address => {
        pages.show({ address, store: local.name }).catch(onFailure);
      },
      path: storePath,
      log,
    },
    owned,
  );
  const storeDeps: StoreDeps = {
    stores,
    remotes,
    look: (address, signal) => lookAt(connect, address, signal),
    showStore: connection => reveal.revealStore(connection),
    showVersion: (connection, id) => reveal.revealVersion(connection, id, { expand: false }),
  };
  owned.add(registerAccounts(remotes, () => addRemoteStore(storeDeps, undefined)));
  const handlers = createHandlers(deps, { pages, reveal, trees, server, stores: storeDeps });
  for (const command of registerCommands(handlers, guarded(log))) owned.add(command);
  const contentFileSystem = owned.add(
    new ContentFileSystem(stores, new SizeGuard(guardWays(stores, onFailure)), onFailure),
  );
  const detailsFileSystem = owned.add(new DetailsFileSystem(stores));
  owned.add(
    workspace.registerFileSystemProvider(FILE_SCHEME, contentFileSystem, {
      isReadonly: true,
      isCaseSensitive: true,
    }),
  );
  owned.add(
    workspace.registerFileSystemProvider(DETAILS_SCHEME, detailsFileSystem, { isCaseSensitive: true }),
  );
  owned.add(registerPythonDrop());
  const bin = Uri.joinPath(context.extensionUri, 'bin').fsPath;
  owned.add(setTerminalVariables(context.environmentVariableCollection, bin, storePath, server.variables));

  owned.add(
    state.onDidChange(view => {
      setContext('amphora.artifacts.filtered', state.artifactFilter !== '');
      setContext('amphora.runs.filtered', state.runFilter !== '');
      (view === 'artifacts' ? artifactsView : runsView).provider.refresh();
    }),
  );
  owned.add(
    onDidSettingChange(['amphora.tree.sortArtifacts', 'amphora.tree.groupArtifacts'], () => {
      artifactsView.provider.refresh();
    }),
  );
  owned.add(
    onDidSettingChange(['amphora.tree.sortRuns', 'amphora.tree.groupRuns'], () => {
      runsView.provider.refresh();
    }),
  );
  owned.add(
    onDidSettingChange(['amphora.store.path'], () => {
      local.replace();
    }),
  );
  owned.add(
    onDidNetworkChange(() => {
      for (const each of stores.all) if (each !== local) each.replace();
    }),
  );
  active = { owned, stores };
  return server.need.ready;
}

/** Lets go of everything; resolves when the threads of stores have ended. */
export async function deactivate(): Promise<void> {
  const ending = active;
  active = undefined;
  ending?.owned.dispose();
  forgetContexts();
  await ending?.stores.close();
}
