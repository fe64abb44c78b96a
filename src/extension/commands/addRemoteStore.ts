import { l10n } from 'vscode';
import { canonicalName, parseName } from '../../core/names.ts';
import { parseRemoteUrl } from '../../store/remote/remoteUrl.ts';
import { describeError } from '../errors/describeError.ts';
import { ask } from '../host/inputBox.ts';
import { notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import { isRequest, stringOf } from './arguments.ts';
import { askKey } from './askKey.ts';
import type { StoreDeps } from './deps.ts';
import { nameProblem } from './validate.ts';

const title = (): string => l10n.t('Add Remote Store');

/**
 * `amphora.store.addRemote`. A request is `{ url, apiKey, name? }`, which is asked nothing; with `ask`, a person is asked what it
 * does not say. Gives what was added, or undefined where the person left.
 */
export async function addRemoteStore(deps: StoreDeps, target: unknown): Promise<StoreConnection | undefined> {
  const request = isRequest(target) ? target : {};
  const address = stringOf(request, 'url') ?? (await askUrl());
  if (address === undefined) return undefined;
  const url = parseRemoteUrl(address);
  const apiKey = stringOf(request, 'apiKey') ?? (await askKey(url, title()));
  if (apiKey === undefined) return undefined;
  const entity = await entityOf(deps, url, apiKey);
  const asks = !isRequest(target) || target['ask'] === true;
  const name = asks ? await askName(deps, url) : (stringOf(request, 'name') ?? hostOf(url));
  if (name === undefined) return undefined;
  const remote = { name: parseName(name, 'a remote store'), url, entity };
  const added = await deps.stores.add(remote, apiKey);
  if (asks) notify('info', l10n.t('Added {0}, as {1}', name, entity));
  return added;
}

/** Whose key it is. @throws AmphoraError `remote-key-refused` and others */
export async function entityOf({ look }: StoreDeps, url: string, apiKey: string): Promise<string> {
  const signingIn = l10n.t('Signing in to {0}', url);
  return (await withProgress(signingIn, signal => look({ url, apiKey }, signal))).entity;
}

const hostOf = (url: string): string => new URL(url).hostname;

function askUrl(): Promise<string | undefined> {
  return ask({
    title: title(),
    prompt: l10n.t('Address of the server'),
    value: 'https://api.wandb.ai',
    validate(text) {
      try {
        parseRemoteUrl(text);
        return undefined;
      } catch (error) {
        return describeError(error);
      }
    },
  });
}

async function askName({ remotes }: StoreDeps, url: string): Promise<string | undefined> {
  return ask({
    title: title(),
    prompt: l10n.t('What to call it'),
    value: hostOf(url),
    validate: text =>
      nameProblem(text, 'a remote store') ??
      (remotes.find(canonicalName(text))
        ? l10n.t('There is one of this name; it would get the new address and key.')
        : undefined),
  });
}
