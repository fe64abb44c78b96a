/** How projects, types, artifacts and versions read in the tree. */
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { projectTitle } from '../../core/project.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { versionName } from '../../core/names.ts';
import {
  age,
  artifactCount,
  bytes,
  count,
  dateTime,
  fileCount,
  joined,
  runCount,
  versionCount,
} from '../host/format.ts';
import { typeIcon } from './icons.ts';
import type { ArtifactNode, PinnedNode, ProjectNode, TypeNode, VersionNode } from './nodes.ts';
import { connectionOf } from './nodes.ts';
import { tooltip } from './tooltip.ts';

const { Collapsed, Expanded } = TreeItemCollapsibleState;

export function pinnedItem(node: PinnedNode): TreeItem {
  const item = new TreeItem(l10n.t('Pinned'), Expanded);
  item.id = node.id;
  item.contextValue = 'pinned';
  item.iconPath = new ThemeIcon('pinned');
  return item;
}

export function projectItem(node: ProjectNode, showRuns: boolean): TreeItem {
  const { id, project, open } = node;
  const title = projectTitle(project, connectionOf(node).entity);
  const item = new TreeItem(title, open ? Expanded : Collapsed);
  item.id = id;
  item.contextValue = 'project';
  item.iconPath = new ThemeIcon('project');
  item.description = showRuns ? runCount(project.runCount) : artifactCount(project.artifactCount);
  item.tooltip = tooltip(title, [
    [l10n.t('Artifacts'), count(project.artifactCount)],
    [l10n.t('Runs'), count(project.runCount)],
    [l10n.t('Changed'), dateTime(project.updatedAt)],
  ]);
  item.accessibilityInformation = {
    label: l10n.t('project {0}, {1}', title, item.description),
  };
  return item;
}

export function typeItem({ id, type, open }: TypeNode): TreeItem {
  const item = new TreeItem(type.name, open ? Expanded : Collapsed);
  item.id = id;
  item.contextValue = 'type';
  item.iconPath = typeIcon(type.name);
  item.description = count(type.count);
  item.tooltip = tooltip(type.name, [[l10n.t('Artifacts'), count(type.count)]]);
  item.accessibilityInformation = {
    label: l10n.t('artifact type {0}, {1}', type.name, artifactCount(type.count)),
  };
  return item;
}

export function artifactItem({ id, artifact, showType, pinned }: ArtifactNode): TreeItem {
  const { newest } = artifact;
  const item = new TreeItem(artifact.name, newest ? Collapsed : TreeItemCollapsibleState.None);
  item.id = id;
  item.contextValue = pinned ? 'artifactPinned' : 'artifact';
  item.iconPath = typeIcon(artifact.type);
  item.description = joined(
    showType ? artifact.type : undefined,
    newest ? versionName(newest.index) : l10n.t('no versions'),
    newest?.aliases.join(', '),
    newest && bytes(newest.size),
    newest && age(newest.createdAt),
  );
  item.tooltip = tooltip(
    artifact.name,
    [
      [l10n.t('Type'), artifact.type],
      [l10n.t('Versions'), count(artifact.versionCount)],
      [l10n.t('Tags'), artifact.tags.join(', ')],
      [l10n.t('Created'), dateTime(artifact.createdAt)],
      [l10n.t('Changed'), dateTime(artifact.updatedAt)],
    ],
    artifact.description,
  );
  item.accessibilityInformation = {
    label: l10n.t(
      '{0} {1}, {2}',
      artifact.type,
      artifact.name,
      joined(versionCount(artifact.versionCount), item.description),
    ),
  };
  return item;
}

export function versionItem({ id, version }: VersionNode): TreeItem {
  const item = new TreeItem(versionName(version.index), Collapsed);
  item.id = id;
  item.contextValue = 'version';
  item.iconPath = new ThemeIcon('tag');
  item.description = joined(version.aliases.join(', '), bytes(version.size), age(version.createdAt));
  item.tooltip = versionTooltip(version);
  item.accessibilityInformation = {
    label: l10n.t(
      'version {0}, {1}',
      versionLabel(version),
      joined(fileCount(version.fileCount), item.description),
    ),
  };
  return item;
}

export function versionTooltip(version: Version) {
  const metadata = Object.keys(version.metadata);
  return tooltip(
    versionLabel(version),
    [
      [l10n.t('Aliases'), version.aliases.join(', ')],
      [l10n.t('Type'), version.type],
      [l10n.t('Project'), version.project],
      [l10n.t('Files'), count(version.fileCount)],
      [l10n.t('Size'), bytes(version.size)],
      [l10n.t('Metadata'), metadata.slice(0, 12).join(', ') + (metadata.length > 12 ? ' …' : '')],
      [l10n.t('Tags'), version.tags.join(', ')],
      [l10n.t('Logged'), dateTime(version.createdAt)],
      [l10n.t('Digest'), version.digest],
    ],
    version.description,
  );
}
