import { l10n } from 'vscode';
import { notify } from '../host/messages.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import { entityOf } from './addRemoteStore.ts';
import { isRequest, stringOf } from './arguments.ts';
import { askKey } from './askKey.ts';
import type { StoreDeps } from './deps.ts';
import { askRemote } from './remoteStores.ts';

/** `amphora.store.signIn`: gives a remote store another key. Takes nothing (a picker), a node of it, or a request `{ name, apiKey }`. */
export async function signIn(deps: StoreDeps, target: unknown): Promise<StoreConnection | undefined> {
  const title = l10n.t('Sign In Again');
  const placeholder = l10n.t('Remote store to give another key');
  const connection = isRequest(target)
    ? deps.stores.named(stringOf(target, 'name') ?? '')
    : await askRemote(deps, target, { title, placeholder });
  const remote = connection?.remote;
  if (!remote) return undefined;
  const apiKey = isRequest(target) ? stringOf(target, 'apiKey') : await askKey(remote.url, title);
  if (apiKey === undefined) return undefined;
  const entity = await entityOf(deps, remote.url, apiKey);
  await deps.remotes.add({ ...remote, entity }, apiKey);
  if (!isRequest(target)) notify('info', l10n.t('Signed in to {0}, as {1}', remote.name, entity));
  return connection;
}
