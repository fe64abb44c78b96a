/** How folders and files of a version read in the tree. */
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { versionLabel } from '../../core/version.ts';
import { fileUri } from '../files/versionUri.ts';
import { bytes, fileCount, joined } from '../host/format.ts';
import { connectionOf } from './nodes.ts';
import type { FileNode, FolderNode } from './nodes.ts';
import { tooltip } from './tooltip.ts';

export function folderItem(node: FolderNode): TreeItem {
  const item = new TreeItem(node.name, TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  item.contextValue = 'folder';
  item.resourceUri = fileUri(connectionOf(node).name, node.version, node.path);
  item.iconPath = ThemeIcon.Folder;
  item.description = joined(fileCount(node.fileCount), bytes(node.size));
  item.tooltip = tooltip(node.path, [
    [l10n.t('Files'), fileCount(node.fileCount)],
    [l10n.t('Size'), bytes(node.size)],
    [l10n.t('Version'), versionLabel(node.version)],
  ]);
  item.accessibilityInformation = { label: l10n.t('folder {0}, {1}', node.name, item.description) };
  return item;
}

export function fileItem(node: FileNode): TreeItem {
  const { entry } = node;
  const uri = fileUri(connectionOf(node).name, node.version, entry.path);
  const item = new TreeItem(node.name, TreeItemCollapsibleState.None);
  item.id = node.id;
  item.resourceUri = uri;
  item.tooltip = tooltip(entry.path, [
    [l10n.t('Size'), bytes(entry.size)],
    [l10n.t('MD5'), entry.kind === 'file' ? entry.digest : undefined],
    [l10n.t('Points to'), entry.kind === 'reference' ? entry.url : undefined],
    [l10n.t('Version'), versionLabel(node.version)],
  ]);
  if (entry.kind === 'reference') {
    item.contextValue = 'reference';
    item.iconPath = new ThemeIcon('link-external');
    item.description = entry.url;
  } else {
    item.contextValue = 'file';
    item.iconPath = ThemeIcon.File;
    item.description = bytes(entry.size);
    item.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: [uri] };
  }
  item.accessibilityInformation = { label: l10n.t('file {0}, {1}', node.name, item.description) };
  return item;
}
