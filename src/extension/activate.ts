import { rm } from 'node:fs/promises';
import { l10n, Uri, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { StoreInfo } from '../store/contract.ts';
import { metadataFolder } from '../store/remote/metadataFolder.ts';
import type { RemoteAddress } from '../store/remote/RemoteClient.ts';
import { connectWorker } from '../worker/connectWorker.ts';
import { addRemoteStore } from './commands/addRemoteStore.ts';
import type { StoreDeps } from './commands/deps.ts';
import { createHandlers } from './commands/handlers.ts';
import { guarded } from './commands/guard.ts';
import { logFrom } from './commands/logArtifact.ts';
import { showError } from './errors/showError.ts';
import { DetailsFileSystem } from './files/DetailsFileSystem.ts';
import { VersionFiles } from './files/VersionFiles.ts';
import { VersionFileSystem } from './files/VersionFileSystem.ts';
import { DETAILS_SCHEME, FILE_SCHEME } from './files/versionUri.ts';
import { registerCommands } from './host/commands.ts';
import { forgetContexts, setContext } from './host/contextKeys.ts';
import { DisposableStore } from './host/DisposableStore.ts';
import { Log } from './host/Log.ts';
import { checkTrust } from './host/trust.ts';
import { onDidSettingChange, readSetting } from './host/settings.ts';
import { LineagePanels } from './panels/LineagePanels.ts';
import { createServer } from './tracking/createServer.ts';
import { StoreConnection } from './StoreConnection.ts';
import { registerAccounts } from './stores/AccountProvider.ts';
import { ActiveStore } from './stores/ActiveStore.ts';
import { RemoteStores } from './stores/RemoteStores.ts';
import { storePath } from './storePath.ts';
import { setTerminalVariables } from './terminalVariables.ts';
import { ArtifactsSource } from './tree/ArtifactsSource.ts';
import { artifactsDragAndDrop } from './tree/dragAndDrop.ts';
import { registerPythonDrop } from './tree/pythonDrop.ts';
import { Revealer } from './tree/Revealer.ts';
import { RunsSource } from './tree/RunsSource.ts';
import { StoreView } from './tree/StoreView.ts';
import { ViewState } from './tree/ViewState.ts';

let active: { readonly owned: DisposableStore; readonly connection: StoreConnection } | undefined;

/** Builds everything by hand. Nothing is read, made or started: the first view, command, terminal or task does that. */
export function activate(context: ExtensionContext): Promise<void> {
  const owned = new DisposableStore();
  const log = owned.add(new Log());
  const workerFile = Uri.joinPath(context.extensionUri, 'dist', 'storeWorker.js').fsPath;
  const cacheFolder = Uri.joinPath(context.globalStorageUri, 'remote-cache').fsPath;
  const remotes = owned.add(
    new RemoteStores(context.globalState, context.secrets, address =>
      rm(metadataFolder(cacheFolder, address), { recursive: true, force: true }),
    ),
  );
  const activeStore = owned.add(new ActiveStore(context.workspaceState, remotes, storePath, cacheFolder));
  const connection = new StoreConnection(
    () => connectWorker(workerFile, activeStore.workerTarget),
    () => activeStore.remote?.url ?? storePath(),
  );
  const store = () => connection.store;
  const state = owned.add(new ViewState(context.workspaceState));
  const files = new VersionFiles(store);
  const deps = { connection, log, state, memory: context.workspaceState };

  const artifacts = new ArtifactsSource(store, files, state, {
    sort: () => readSetting('amphora.tree.sortArtifacts'),
    grouped: () => readSetting('amphora.tree.groupArtifacts') === 'type',
  });
  const runs = new RunsSource(store, state, {
    sort: () => readSetting('amphora.tree.sortRuns'),
    grouped: () => readSetting('amphora.tree.groupRuns') === 'jobType',
  });
  const dragAndDrop = artifactsDragAndDrop(files, async (file, node) => {
    if (!checkTrust()) return;
    await logFrom(deps, { file, ...(node && { node }) }).catch((error: unknown) => {
      showError(error, log);
    });
  });
  const artifactsView = owned.add(
    new StoreView({
      id: 'amphora.artifacts',
      title: l10n.t('Artifacts'),
      source: artifacts,
      connection,
      log,
      filter: () => state.artifactFilter,
      storeName: () => activeStore.remote?.name ?? '',
      dragAndDrop,
    }),
  );
  const runsView = owned.add(
    new StoreView({
      id: 'amphora.runs',
      title: l10n.t('Runs'),
      source: runs,
      connection,
      log,
      filter: () => state.runFilter,
      storeName: () => activeStore.remote?.name ?? '',
    }),
  );
  const reveal = new Revealer(
    store,
    { view: artifactsView, source: artifacts },
    { view: runsView, source: runs },
  );
  const panels = owned.add(
    new LineagePanels(context.extensionUri, {
      connection,
      log,
      reveal,
      memory: context.globalState,
    }),
  );

  const trees = [artifactsView.provider, runsView.provider];
  const showLineage = panels.show.bind(panels);
  const server = createServer(context, { store, path: storePath, reveal, showLineage, log }, owned);
  const stores: StoreDeps = {
    remotes,
    active: activeStore,
    localPath: storePath,
    look: (address, signal) => lookAt(workerFile, address, signal),
  };
  owned.add(registerAccounts(remotes, () => addRemoteStore(stores, undefined)));
  const handlers = createHandlers(deps, { showLineage, trees, server, stores });
  for (const command of registerCommands(handlers, guarded(log))) owned.add(command);
  const versionFileSystem = owned.add(new VersionFileSystem(store, files));
  const detailsFileSystem = owned.add(new DetailsFileSystem(store));
  owned.add(
    workspace.registerFileSystemProvider(FILE_SCHEME, versionFileSystem, {
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
      connection.replace();
    }),
  );
  const tellRemote = () => setContext('amphora.store.remote', activeStore.remote !== undefined);
  tellRemote();
  owned.add(
    activeStore.onDidChange(() => {
      tellRemote();
      connection.replace();
    }),
  );
  owned.add(
    connection.onDidReplace(() => {
      files.clear();
    }),
  );
  owned.add(
    connection.onDidChange(({ everything }) => {
      if (everything) files.clear();
    }),
  );
  active = { owned, connection };
  return server.need.ready;
}

/** Whose key it is, asked on a thread of its own. */
async function lookAt(workerFile: string, address: RemoteAddress, signal: AbortSignal): Promise<StoreInfo> {
  const service = connectWorker(workerFile, () => Promise.resolve(address));
  try {
    return await service.store.info({ signal });
  } finally {
    await service.close();
  }
}

/** Lets go of everything; resolves when the store's thread has ended. */
export async function deactivate(): Promise<void> {
  const ending = active;
  active = undefined;
  ending?.owned.dispose();
  forgetContexts();
  await ending?.connection.close();
}
