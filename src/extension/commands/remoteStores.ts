import { l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';
import { confirm, notify } from '../host/messages.ts';
import { pick, plain } from '../host/quickPick.ts';
import type { RemoteInfo } from '../stores/RemoteStores.ts';
import { addRemoteStore } from './addRemoteStore.ts';
import { isRequest, stringOf } from './arguments.ts';
import type { StoreDeps } from './deps.ts';

export interface StoreChoice extends QuickPickItem {
  /** Undefined for the local store. */
  readonly remote?: RemoteInfo;
  readonly add?: true;
}

export function localChoice(path: string): StoreChoice {
  return {
    label: l10n.t('This Machine'),
    description: plain(path),
    iconPath: new ThemeIcon('device-desktop'),
  };
}

export function remoteChoice(remote: RemoteInfo): StoreChoice {
  return {
    label: plain(remote.name),
    description: plain(`${remote.url} · ${remote.entity}`),
    iconPath: new ThemeIcon('remote'),
    remote,
  };
}

/** `amphora.store.switch`. A request is `{ name }` of a remote store, or `{}` for the local one. */
export async function switchStore(deps: StoreDeps, target: unknown): Promise<void> {
  const { active, remotes } = deps;
  if (isRequest(target)) {
    const name = stringOf(target, 'name');
    const remote = name === undefined ? undefined : remotes.find(name);
    if (name !== undefined && !remote) throw new AmphoraError('remote-not-found', { name });
    await active.choose(remote);
    return;
  }
  const items = [localChoice(deps.localPath()), ...remotes.all.map(remoteChoice)];
  const shown = items.find(item => item.remote?.name === active.remote?.name);
  const chosen = await pick<StoreChoice>({
    title: l10n.t('Switch Store'),
    placeholder: l10n.t('Store to show in this window'),
    items: [
      ...items.map(item => (item === shown ? { ...item, detail: l10n.t('current') } : item)),
      { label: '', kind: QuickPickItemKind.Separator },
      { label: l10n.t('Add Remote Store…'), iconPath: new ThemeIcon('add'), alwaysShow: true, add: true },
    ],
    ...(shown && { active: shown }),
  });
  if (!chosen) return;
  if (chosen.add) await addRemoteStore(deps, undefined);
  else await active.choose(chosen.remote);
}

/** `amphora.store.removeRemote`. A request is `{ name }`, which is asked nothing. */
export async function removeRemoteStore({ remotes }: StoreDeps, target: unknown): Promise<void> {
  if (isRequest(target)) {
    await remotes.remove(stringOf(target, 'name') ?? '');
    return;
  }
  if (remotes.all.length === 0) {
    notify('info', l10n.t('No remote store was added.'));
    return;
  }
  const chosen = await pick<StoreChoice>({
    title: l10n.t('Sign Out of Remote Store'),
    placeholder: l10n.t('Its key is forgotten; nothing is deleted there'),
    items: remotes.all.map(remoteChoice),
  });
  if (!chosen?.remote) return;
  const { name } = chosen.remote;
  const detail = l10n.t('Its key is forgotten on this machine. Nothing is deleted there.');
  if (await confirm(l10n.t('Sign out of {0}?', name), detail, l10n.t('Sign Out'))) await remotes.remove(name);
}
