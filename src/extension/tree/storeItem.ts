/** How stores read in the tree. */
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { age, dateTime, joined } from '../host/format.ts';
import type { StoreNode } from './nodes.ts';
import { tooltip } from './tooltip.ts';

const { Collapsed, Expanded } = TreeItemCollapsibleState;
const MINUTE = 60_000;

/** Only the current store stands open at first: opening a node opens its store. */
export function storeItem({ id, connection, current }: StoreNode): TreeItem {
  const { label, location, remote, asOf } = connection;
  const item = new TreeItem(label, current ? Expanded : Collapsed);
  const place = remote && joined(new URL(remote.url).host, remote.entity);
  item.id = id;
  item.contextValue = `store${remote ? 'Remote' : 'Local'}${current ? 'Current' : ''}`;
  item.iconPath = new ThemeIcon(remote ? 'remote' : 'device-desktop');
  item.description = joined(
    current ? l10n.t('current') : undefined,
    asOf === undefined ? place : offline(asOf),
  );
  item.tooltip = tooltip(
    label,
    [
      [remote ? l10n.t('Address') : l10n.t('Folder'), location],
      [l10n.t('Account'), remote?.entity],
      [l10n.t('Offline, as of'), asOf === undefined ? undefined : dateTime(asOf)],
    ],
    current ? l10n.t('Commands from the palette use this store.') : '',
  );
  item.accessibilityInformation = { label: joinedLabel(label, item.description) };
  return item;
}

/** How old what is shown is, where that is a minute or more. */
function offline(asOf: number): string {
  return Date.now() - asOf < MINUTE ? l10n.t('offline') : l10n.t('offline, from {0}', age(asOf));
}

function joinedLabel(name: string, description: string): string {
  return description === '' ? l10n.t('store {0}', name) : l10n.t('store {0}, {1}', name, description);
}
