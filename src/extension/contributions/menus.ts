import { FILE_OF_VERSION, OPENED_FILE } from './commands.ts';
import type { CommandId } from './commands.ts';
import type { MenuItem } from './types.ts';

type Item = MenuItem<CommandId>;

const ARTIFACTS = 'view == amphora.artifacts';
const RUNS = 'view == amphora.runs';
const EITHER = 'view =~ /^amphora\\.(artifacts|runs)$/';
const LOCAL_STORE = 'storeLocal|storeLocalCurrent';
const REMOTE_STORE = 'storeRemote|storeRemoteCurrent';
const STORE = `${LOCAL_STORE}|${REMOTE_STORE}`;
const on = (view: string, kinds: string) => `${view} && viewItem =~ /^(${kinds})$/`;

const viewTitle: readonly Item[] = [
  { command: 'amphora.artifact.log', group: 'navigation@1', when: ARTIFACTS },
  {
    command: 'amphora.artifacts.filter',
    group: 'navigation@2',
    when: `${ARTIFACTS} && !amphora.artifacts.filtered`,
  },
  {
    command: 'amphora.artifacts.clearFilter',
    group: 'navigation@2',
    when: `${ARTIFACTS} && amphora.artifacts.filtered`,
  },
  { command: 'amphora.runs.filter', group: 'navigation@2', when: `${RUNS} && !amphora.runs.filtered` },
  { command: 'amphora.runs.clearFilter', group: 'navigation@2', when: `${RUNS} && amphora.runs.filtered` },
  { command: 'amphora.lineage.show', group: 'navigation@3', when: EITHER },
  { command: 'amphora.tree.refresh', group: '2_order@2', when: EITHER },
  { command: 'amphora.artifact.download', group: '1_transfer@1', when: ARTIFACTS },
  { command: 'amphora.artifacts.sort', group: '2_order@1', when: ARTIFACTS },
  { command: 'amphora.runs.sort', group: '2_order@1', when: RUNS },
  { command: 'amphora.store.switch', group: '3_store@1', when: EITHER },
  { command: 'amphora.store.addRemote', group: '3_store@2', when: EITHER },
  { command: 'amphora.store.removeRemote', group: '3_store@3', when: EITHER },
  { command: 'amphora.store.verify', group: '4_care@1', when: ARTIFACTS },
  { command: 'amphora.store.collectGarbage', group: '4_care@2', when: ARTIFACTS },
  { command: 'amphora.store.openSettings', group: '4_care@3', when: EITHER },
  { command: 'amphora.log.show', group: '5_help@1', when: EITHER },
];

const itemContext: readonly Item[] = [
  {
    command: 'amphora.artifact.download',
    group: 'inline@1',
    when: on(EITHER, 'version|artifact|artifactPinned'),
  },
  { command: 'amphora.page.open', group: 'inline@1', when: on(EITHER, 'run|project') },
  { command: 'amphora.lineage.show', group: 'inline@2', when: on(EITHER, 'version|run|project') },
  { command: 'amphora.artifact.unpin', group: 'inline@2', when: on(ARTIFACTS, 'artifactPinned') },

  {
    command: 'amphora.page.open',
    group: '0_page@1',
    when: on(EITHER, `${STORE}|project|version|run|artifact|artifactPinned`),
  },
  {
    command: 'amphora.page.openInBrowser',
    group: '0_page@2',
    when: on(EITHER, `${STORE}|project|version|run|artifact|artifactPinned`),
  },
  {
    command: 'amphora.page.compare',
    group: '0_page@3',
    when: on(EITHER, 'version|run|artifact|artifactPinned'),
  },
  { command: 'amphora.file.compare', group: '0_page@3', when: on(ARTIFACTS, 'file') },
  {
    command: 'amphora.artifact.log',
    group: '1_open@1',
    when: on(ARTIFACTS, `${STORE}|project|type|artifact|artifactPinned`),
  },
  {
    command: 'amphora.artifact.download',
    group: '1_open@2',
    when: on(EITHER, 'version|artifact|artifactPinned|folder|file'),
  },
  {
    command: 'amphora.file.goTo',
    group: '1_open@6',
    when: on(EITHER, 'version|artifact|artifactPinned|folder'),
  },
  {
    command: 'amphora.artifact.copyTo',
    group: '1_open@5',
    when: on(EITHER, 'version|artifact|artifactPinned'),
  },
  {
    command: 'amphora.lineage.show',
    group: '1_open@3',
    when: on(EITHER, `${STORE}|project|version|versionDeleted|run|artifact|artifactPinned`),
  },
  { command: 'amphora.run.openCommit', group: '1_open@4', when: on(RUNS, 'run') },

  { command: 'amphora.store.makeCurrent', group: '3_store@1', when: on(EITHER, 'storeLocal|storeRemote') },
  { command: 'amphora.tree.refresh', group: '3_store@2', when: on(EITHER, STORE) },
  { command: 'amphora.store.signIn', group: '3_store@3', when: on(EITHER, REMOTE_STORE) },
  { command: 'amphora.store.removeRemote', group: '3_store@4', when: on(EITHER, REMOTE_STORE) },
  { command: 'amphora.store.verify', group: '4_care@1', when: on(EITHER, LOCAL_STORE) },
  { command: 'amphora.store.collectGarbage', group: '4_care@2', when: on(EITHER, LOCAL_STORE) },
  { command: 'amphora.store.openSettings', group: '4_care@3', when: on(EITHER, LOCAL_STORE) },

  { command: 'amphora.version.addAlias', group: '2_edit@1', when: on(EITHER, 'version') },
  { command: 'amphora.version.removeAlias', group: '2_edit@2', when: on(EITHER, 'version') },
  { command: 'amphora.version.editDescription', group: '2_edit@3', when: on(EITHER, 'version') },
  { command: 'amphora.version.editMetadata', group: '2_edit@4', when: on(EITHER, 'version') },
  { command: 'amphora.version.editTags', group: '2_edit@5', when: on(EITHER, 'version') },
  { command: 'amphora.version.link', group: '2_edit@6', when: on(EITHER, 'version') },
  { command: 'amphora.artifact.move', group: '2_edit@7', when: on(ARTIFACTS, 'artifact|artifactPinned') },
  { command: 'amphora.artifact.pin', group: '3_view@1', when: on(ARTIFACTS, 'artifact') },
  { command: 'amphora.artifact.unpin', group: '3_view@1', when: on(ARTIFACTS, 'artifactPinned') },

  {
    command: 'amphora.version.copyReference',
    group: '5_cutcopypaste@1',
    when: on(EITHER, 'version|artifact|artifactPinned'),
  },
  {
    command: 'amphora.version.copyPythonUsage',
    group: '5_cutcopypaste@2',
    when: on(EITHER, 'version|artifact|artifactPinned'),
  },
  {
    command: 'amphora.version.copyCliUsage',
    group: '5_cutcopypaste@3',
    when: on(EITHER, 'version|artifact|artifactPinned'),
  },
  { command: 'amphora.run.copyName', group: '5_cutcopypaste@1', when: on(RUNS, 'run') },
  {
    command: 'amphora.page.copyLink',
    group: '5_cutcopypaste@4',
    when: on(EITHER, 'project|version|run|artifact|artifactPinned'),
  },

  {
    command: 'amphora.version.delete',
    group: '7_modification@1',
    when: on(ARTIFACTS, 'version|artifact|artifactPinned'),
  },
];

const explorerContext: readonly Item[] = [
  {
    command: 'amphora.artifact.log',
    group: '5_amphora@1',
    when: 'resourceScheme =~ /^(file|vscode-remote)$/',
  },
];

/** Of a tab, and of the Explorer where somebody opened a version as a folder of the workspace. */
const ofFile: readonly Item[] = [
  { command: 'amphora.file.reveal', group: '2_files@9', when: OPENED_FILE },
  { command: 'amphora.file.compare', group: '3_compare@9', when: FILE_OF_VERSION },
];

/** Where commands stand beside the palette. */
export const MENUS: Readonly<Record<string, readonly Item[]>> = {
  'view/title': viewTitle,
  'view/item/context': itemContext,
  'explorer/context': [...explorerContext, ...ofFile],
  'editor/title/context': ofFile,
};
