import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { confirm, notify } from '../host/messages.ts';
import { joined } from '../host/format.ts';
import { pick, plain } from '../host/quickPick.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import { connectionOf } from '../tree/nodes.ts';
import { addRemoteStore } from './addRemoteStore.ts';
import { isNode, isRequest, stringOf } from './arguments.ts';
import type { StoreDeps } from './deps.ts';

export interface StoreChoice extends QuickPickItem {
  /** Undefined for one that is to be added. */
  readonly connection?: StoreConnection;
}

export function storeChoice(connection: StoreConnection): StoreChoice {
  const { label, location, remote } = connection;
  return {
    label: plain(label),
    description: plain(joined(location, remote?.entity)),
    iconPath: new ThemeIcon(remote ? 'remote' : 'device-desktop'),
    connection,
  };
}

/** The one that is current. */
function marked(item: StoreChoice): StoreChoice {
  return { ...item, description: joined(l10n.t('current'), item.description) };
}

/** `amphora.store.switch`. Takes nothing (a picker), the node of a store, or a request `{ name }` of a remote store, `{}` for the local one. */
export async function switchStore(deps: StoreDeps, target: unknown): Promise<void> {
  const { stores } = deps;
  if (isRequest(target)) return stores.choose(stores.named(stringOf(target, 'name') ?? ''));
  const chosen = isNode(target) ? connectionOf(target) : await askStore(deps);
  if (!chosen) return;
  await stores.choose(chosen);
  await deps.showStore(chosen);
}

/** A store that is there, or one that is added; undefined where the person left. */
async function askStore(deps: StoreDeps): Promise<StoreConnection | undefined> {
  const { stores } = deps;
  const items = stores.all.map(storeChoice);
  const active = items.find(item => item.connection === stores.current);
  const chosen = await pick<StoreChoice>({
    title: l10n.t('Switch Store'),
    placeholder: l10n.t('Store that commands from the palette use'),
    items: [
      ...items.map(item => (item === active ? marked(item) : item)),
      { label: '', kind: QuickPickItemKind.Separator },
      { label: l10n.t('Add Remote Store…'), iconPath: new ThemeIcon('add'), alwaysShow: true },
    ],
    ...(active && { active }),
  });
  if (chosen && !chosen.connection) return addRemoteStore(deps, undefined);
  return chosen?.connection;
}

/** A remote store to sign out of or in to again: that of a node, the only one, or the one a person picks. */
export async function askRemote(
  { stores }: StoreDeps,
  target: unknown,
  texts: { readonly title: string; readonly placeholder: string },
): Promise<StoreConnection | undefined> {
  if (isNode(target)) return connectionOf(target);
  const remotes = stores.all.filter(({ remote }) => remote);
  if (remotes.length === 0) {
    notify('info', l10n.t('No remote store was added.'));
    return undefined;
  }
  return (await pick<StoreChoice>({ ...texts, items: remotes.map(storeChoice) }))?.connection;
}

/** `amphora.store.removeRemote`. Takes nothing (a picker), the node of a store, or a request `{ name }`, which is asked nothing. */
export async function removeRemoteStore(deps: StoreDeps, target: unknown): Promise<void> {
  const { remotes } = deps;
  if (isRequest(target)) return remotes.remove(stringOf(target, 'name') ?? '');
  const chosen = await askRemote(deps, target, {
    title: l10n.t('Sign Out of Remote Store'),
    placeholder: l10n.t('Its key is forgotten; nothing is deleted there'),
  });
  if (!chosen) return;
  const { name } = chosen;
  const detail = l10n.t('Its key is forgotten on this machine. Nothing is deleted there.');
  if (await confirm(l10n.t('Sign out of {0}?', name), detail, l10n.t('Sign Out'))) await remotes.remove(name);
}
