import { commands, l10n, Uri } from 'vscode';
import type { Handlers } from '../host/commands.ts';
import { addRemoteStore } from './addRemoteStore.ts';
import { isNode } from './arguments.ts';
import { filterView, setPinned, sortArtifacts, sortRuns } from './arrangeViews.ts';
import { collectGarbage } from './collectGarbage.ts';
import { chooseTracking } from './chooseTracking.ts';
import { copyArtifact } from './copyArtifact.ts';
import { copyPythonSetup } from './copyPythonSetup.ts';
import { copyRunName } from './copyRunName.ts';
import { copyUsage } from './copyUsage.ts';
import { deleteVersions } from './deleteVersions.ts';
import { depsFor } from './deps.ts';
import type { SharedDeps, StoreDeps } from './deps.ts';
import { downloadArtifact } from './downloadArtifact.ts';
import { addAlias, removeAlias } from './editAliases.ts';
import { editDescription, editMetadata } from './editDetails.ts';
import { editTags } from './editTags.ts';
import { linkVersion } from './linkVersion.ts';
import { logArtifact } from './logArtifact.ts';
import { moveArtifact } from './moveArtifact.ts';
import { oneByOne } from './oneByOne.ts';
import { openCommit } from './openCommit.ts';
import { openPage } from './openPage.ts';
import { removeRemoteStore, switchStore } from './remoteStores.ts';
import { revealFile } from './revealFile.ts';
import { serverMenu } from './serverMenu.ts';
import { showLineage } from './showLineage.ts';
import { signIn } from './signIn.ts';
import { verifyStore } from './verifyStore.ts';
import { writeEnvFile } from './writeEnvFile.ts';
import type { ServerParts } from '../tracking/createServer.ts';
import { loadParts } from '../panels/Pages.ts';
import type { Pages } from '../panels/Pages.ts';
import { connectionOf } from '../tree/nodes.ts';
import type { Revealer } from '../tree/Revealer.ts';
import type { StoreTreeProvider } from '../tree/StoreTreeProvider.ts';

/** What handlers reach beside the stores. */
export interface Surroundings {
  readonly pages: Pages;
  readonly reveal: Revealer;
  readonly trees: readonly StoreTreeProvider[];
  readonly server: ServerParts;
  readonly stores: StoreDeps;
}

/** Binds every command to what it does. */
export function createHandlers(
  deps: SharedDeps,
  { pages, reveal, trees, server, stores }: Surroundings,
): Handlers {
  const { state, log } = deps;
  const at = (target: unknown) => depsFor(deps, target);
  const show = pages.show.bind(pages);
  const local = { ...deps, connection: deps.stores.local };
  return {
    'amphora.artifact.log': (target, selected) =>
      target instanceof Uri
        ? oneByOne(target, selected, each => logArtifact(at(each), each))
        : logArtifact(at(target), target),
    'amphora.artifact.download': (target, selected) =>
      oneByOne(target, selected, each => downloadArtifact(at(each), each)),
    'amphora.artifact.move': target => moveArtifact(at(target), target),
    'amphora.artifact.pin': target => setPinned(deps, true, target),
    'amphora.artifact.unpin': target => setPinned(deps, false, target),
    'amphora.version.addAlias': target => addAlias(at(target), target),
    'amphora.version.link': target => linkVersion(at(target), target),
    'amphora.version.removeAlias': target => removeAlias(at(target), target),
    'amphora.version.editDescription': target => editDescription(at(target), target),
    'amphora.version.editMetadata': target => editMetadata(at(target), target),
    'amphora.version.editTags': target => editTags(at(target), target),
    'amphora.version.delete': (target, selected) => deleteVersions(at, target, selected),
    'amphora.version.copyReference': (target, selected) => copyUsage(at, 'reference', target, selected),
    'amphora.version.copyPythonUsage': (target, selected) => copyUsage(at, 'python', target, selected),
    'amphora.version.copyCliUsage': (target, selected) => copyUsage(at, 'cli', target, selected),
    'amphora.lineage.show': target => showLineage(at(target), show, target),
    'amphora.page.open': target => openPage(at(target), show, target),
    'amphora.page.compare': async (target, selected) =>
      (await loadParts()).comparePages(at, show, target, selected),
    'amphora.page.copyLink': async (target, selected) => {
      const { copyPageLinks, findPages } = await loadParts();
      return copyPageLinks(
        await findPages(at, pages.front, { target, selected, title: l10n.t('Copy Link') }),
      );
    },
    'amphora.page.openInBrowser': async target => {
      const { findPages, openInBrowser } = await loadParts();
      const title = l10n.t('Open in Browser');
      const [page] = await findPages(at, pages.front, { target, selected: undefined, title });
      return page && openInBrowser(page, server.connection);
    },
    'amphora.file.compare': async target => (await loadParts()).compareFiles(at, target),
    'amphora.file.goTo': async target => (await loadParts()).goToFile(at(target), target),
    'amphora.file.reveal': target => revealFile(deps.stores, reveal, target),
    'amphora.run.openCommit': target => openCommit(at(target), target),
    'amphora.run.copyName': target => copyRunName(target),
    'amphora.artifacts.filter': target => filterView(deps, 'artifacts', target),
    'amphora.artifacts.clearFilter': () => {
      state.artifactFilter = '';
    },
    'amphora.artifacts.sort': target => sortArtifacts(target),
    'amphora.runs.filter': target => filterView(deps, 'runs', target),
    'amphora.runs.clearFilter': () => {
      state.runFilter = '';
    },
    'amphora.runs.sort': target => sortRuns(target),
    'amphora.tree.loadMore': node => {
      if (isNode(node) && node.kind === 'more') for (const tree of trees) tree.loadMore(node);
    },
    'amphora.tree.refresh': node => {
      for (const tree of trees) tree.refresh(isNode(node) ? connectionOf(node) : undefined);
    },
    'amphora.artifact.copyTo': (target, selected) =>
      oneByOne(target, selected, each => copyArtifact({ ...stores, ...at(each) }, each)),
    'amphora.store.switch': target => switchStore(stores, target),
    'amphora.store.makeCurrent': target => switchStore(stores, target),
    'amphora.store.addRemote': target => addRemoteStore(stores, target),
    'amphora.store.signIn': target => signIn(stores, target),
    'amphora.store.removeRemote': target => removeRemoteStore(stores, target),
    'amphora.store.openSettings': () =>
      commands.executeCommand('workbench.action.openSettings', 'amphora.store'),
    'amphora.store.verify': () => verifyStore(local),
    'amphora.store.collectGarbage': target => collectGarbage(local, target),
    'amphora.server.showMenu': () => serverMenu(server.connection),
    'amphora.server.showLog': () => {
      server.log.show();
    },
    'amphora.server.restart': () => server.connection.restart(),
    'amphora.server.stop': () => server.connection.stop(),
    'amphora.python.choose': () => chooseTracking(server.tracking),
    'amphora.python.copySetup': () => copyPythonSetup(server.need),
    'amphora.python.writeEnv': target => writeEnvFile(server.need, target),
    'amphora.log.show': () => {
      log.show();
    },
  };
}
