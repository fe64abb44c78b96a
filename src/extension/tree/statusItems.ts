/** How nodes that stand for something else than content read in the tree. */
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { CommandId } from '../contributions/commands.ts';
import { describeError } from '../errors/describeError.ts';
import type { ActionNode, ErrorNode, MoreNode, NoteNode, TreeNode } from './nodes.ts';
import { storeItem } from './storeItem.ts';
import { tooltip } from './tooltip.ts';

function moreItem(node: MoreNode): TreeItem {
  const label = l10n.t('Load more…');
  const item = new TreeItem(label, TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'more';
  item.iconPath = new ThemeIcon('ellipsis');
  item.command = { command: 'amphora.tree.loadMore', title: label, arguments: [node] };
  return item;
}

function errorItem(node: ErrorNode): TreeItem {
  const sentence = describeError(node.error);
  const item = new TreeItem(sentence, TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'error';
  item.iconPath = new ThemeIcon('error');
  item.tooltip = tooltip(sentence, []);
  item.command = { command: 'amphora.log.show', title: l10n.t('Show Log') };
  return item;
}

/** Command, label and icon of each way out. */
function wayOut(action: ActionNode['action']): readonly [command: CommandId, label: string, icon: string] {
  switch (action) {
    case 'settings':
      return ['amphora.store.openSettings', l10n.t('Open Store Settings'), 'settings-gear'];
    case 'retry':
      return ['amphora.tree.refresh', l10n.t('Try Again'), 'refresh'];
    case 'log':
      return ['amphora.log.show', l10n.t('Show Log'), 'output'];
    case 'signIn':
      return ['amphora.store.signIn', l10n.t('Sign In Again…'), 'key'];
  }
}

function actionItem(node: ActionNode): TreeItem {
  const [command, title, icon] = wayOut(node.action);
  const item = new TreeItem(title, TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'action';
  item.iconPath = new ThemeIcon(icon);
  item.command = { command, title, arguments: [node] };
  return item;
}

function noteItem(node: NoteNode): TreeItem {
  const item = new TreeItem(node.text, TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'note';
  item.iconPath = new ThemeIcon(node.busy ? 'loading~spin' : 'info');
  return item;
}

/** The item of a node that either view may have, above or beside its content. */
export function statusItem(node: TreeNode): TreeItem {
  switch (node.kind) {
    case 'store':
      return storeItem(node);
    case 'note':
      return noteItem(node);
    case 'more':
      return moreItem(node);
    case 'error':
      return errorItem(node);
    case 'action':
      return actionItem(node);
    default:
      throw new Error(`This view has no ${node.kind}.`);
  }
}
