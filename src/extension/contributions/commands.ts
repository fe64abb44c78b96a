import type { CommandDefinition } from './types.ts';

/** Enablement of what changes the store or the disk, or runs Git. */
export const TRUSTED = 'isWorkspaceTrusted';

/** When the editor in front, or the file a menu is opened on, is one of a version or a run; and of a version alone. */
export const OPENED_FILE = 'resourceScheme == amphora';
export const FILE_OF_VERSION = `${OPENED_FILE} && resourcePath =~ /:v\\d+\\//`;

/** Every command. One that is not here does not compile where it is registered, bound to a menu or called. */
export const COMMANDS = {
  'amphora.artifact.log': {
    title: 'Log Folder as Artifact…',
    icon: 'add',
    enablement: TRUSTED,
    palette: true,
  },
  'amphora.artifact.download': {
    title: 'Download Artifact…',
    icon: 'cloud-download',
    enablement: TRUSTED,
    palette: true,
  },
  'amphora.artifact.copyTo': { title: 'Copy to…', icon: 'copy', enablement: TRUSTED, palette: true },
  'amphora.artifact.move': { title: 'Move to Project…', enablement: TRUSTED, palette: false },
  'amphora.artifact.pin': { title: 'Pin', icon: 'pin', palette: false },
  'amphora.artifact.unpin': { title: 'Unpin', icon: 'pinned', palette: false },

  'amphora.version.addAlias': { title: 'Add Alias…', icon: 'tag', enablement: TRUSTED, palette: true },
  'amphora.version.link': { title: 'Link to Portfolio…', icon: 'link', enablement: TRUSTED, palette: true },
  'amphora.version.removeAlias': { title: 'Remove Alias…', enablement: TRUSTED, palette: false },
  'amphora.version.editDescription': { title: 'Edit Description', enablement: TRUSTED, palette: false },
  'amphora.version.editMetadata': { title: 'Edit Metadata', enablement: TRUSTED, palette: false },
  'amphora.version.editTags': { title: 'Edit Tags…', enablement: TRUSTED, palette: false },
  'amphora.version.delete': { title: 'Delete…', icon: 'trash', enablement: TRUSTED, palette: false },
  'amphora.version.copyReference': { title: 'Copy Reference', icon: 'copy', palette: true },
  'amphora.version.copyPythonUsage': { title: 'Copy Usage for Python', palette: true },
  'amphora.version.copyCliUsage': { title: 'Copy Usage for the Command Line', palette: true },

  'amphora.lineage.show': { title: 'Show Lineage', icon: 'type-hierarchy', palette: true },
  'amphora.page.open': { title: 'Open Page', icon: 'open-preview', palette: true },
  'amphora.page.compare': { title: 'Compare…', icon: 'diff', palette: true },
  'amphora.page.copyLink': { title: 'Copy Link', icon: 'link', palette: true },
  'amphora.page.openInBrowser': {
    title: 'Open in Browser',
    icon: 'globe',
    enablement: TRUSTED,
    palette: true,
  },
  'amphora.file.compare': {
    title: 'Compare with Other Version…',
    icon: 'diff',
    palette: FILE_OF_VERSION,
  },
  'amphora.file.goTo': { title: 'Go to File…', icon: 'go-to-file', palette: true },
  'amphora.file.reveal': { title: 'Reveal in Artifacts', palette: OPENED_FILE },
  'amphora.run.openCommit': {
    title: 'Open Commit of Run',
    icon: 'git-commit',
    enablement: TRUSTED,
    palette: false,
  },
  'amphora.run.copyName': { title: 'Copy Name', palette: false },

  'amphora.artifacts.filter': { title: 'Filter Artifacts…', icon: 'filter', palette: true },
  'amphora.artifacts.clearFilter': {
    title: 'Clear Artifacts Filter',
    icon: 'filter-filled',
    palette: 'amphora.artifacts.filtered',
  },
  'amphora.artifacts.sort': { title: 'Sort Artifacts…', palette: true },
  'amphora.runs.filter': { title: 'Filter Runs…', icon: 'filter', palette: true },
  'amphora.runs.clearFilter': {
    title: 'Clear Runs Filter',
    icon: 'filter-filled',
    palette: 'amphora.runs.filtered',
  },
  'amphora.runs.sort': { title: 'Sort Runs…', palette: true },
  'amphora.tree.loadMore': { title: 'Load More…', palette: false },
  'amphora.tree.refresh': { title: 'Refresh', icon: 'refresh', palette: true },

  'amphora.store.switch': { title: 'Switch Store…', icon: 'server-environment', palette: true },
  'amphora.store.makeCurrent': { title: 'Switch to This Store', palette: false },
  'amphora.store.addRemote': { title: 'Add Remote Store…', palette: true },
  'amphora.store.signIn': { title: 'Sign In Again…', icon: 'key', palette: true },
  'amphora.store.removeRemote': { title: 'Sign Out of Remote Store…', palette: true },
  'amphora.store.openSettings': { title: 'Open Store Settings', icon: 'settings-gear', palette: true },
  'amphora.store.verify': { title: 'Verify Store', palette: true },
  'amphora.store.collectGarbage': { title: 'Free Space in Store…', enablement: TRUSTED, palette: true },
  'amphora.server.showMenu': { title: 'Server Actions…', icon: 'server', palette: true },
  'amphora.server.showLog': { title: 'Show Server Log', palette: true },
  'amphora.server.restart': { title: 'Restart Server', enablement: TRUSTED, palette: true },
  'amphora.server.stop': { title: 'Stop Server', enablement: TRUSTED, palette: true },
  'amphora.python.choose': { title: 'Choose Where wandb Logs To…', palette: true },
  'amphora.python.copySetup': { title: 'Copy Python Setup', enablement: TRUSTED, palette: true },
  'amphora.python.writeEnv': { title: 'Write .env File', enablement: TRUSTED, palette: true },
  'amphora.log.show': { title: 'Show Log', palette: true },
} as const satisfies Readonly<Record<string, CommandDefinition>>;

export type CommandId = keyof typeof COMMANDS;
