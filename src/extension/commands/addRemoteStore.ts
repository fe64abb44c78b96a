import { env, l10n, ThemeIcon, Uri } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { canonicalName } from '../../core/names.ts';
import { parseRemoteUrl } from '../../store/remote/remoteUrl.ts';
import { keyOfEnvironment, keyOfNetrc } from '../../wandb/personKey.ts';
import { describeError } from '../errors/describeError.ts';
import { ask } from '../host/inputBox.ts';
import { notify } from '../host/messages.ts';
import { withProgress } from '../host/progress.ts';
import { pick } from '../host/quickPick.ts';
import type { RemoteInfo } from '../stores/RemoteStores.ts';
import { isRequest, stringOf } from './arguments.ts';
import type { StoreDeps } from './deps.ts';
import { nameProblem } from './validate.ts';

const title = (): string => l10n.t('Add Remote Store');

/**
 * `amphora.store.addRemote`. A request is `{ url, apiKey, name? }`, which is asked nothing. Gives what was added, or undefined
 * where the person left.
 */
export async function addRemoteStore(deps: StoreDeps, target: unknown): Promise<RemoteInfo | undefined> {
  const request = isRequest(target) ? target : {};
  const address = stringOf(request, 'url') ?? (await askUrl());
  if (address === undefined) return undefined;
  const url = parseRemoteUrl(address);
  const apiKey = stringOf(request, 'apiKey') ?? (await askKey(url));
  if (apiKey === undefined) return undefined;
  const { entity } = await withProgress(l10n.t('Signing in to {0}', url), signal =>
    deps.look({ url, apiKey }, signal),
  );
  const name = isRequest(target) ? (stringOf(request, 'name') ?? hostOf(url)) : await askName(deps, url);
  if (name === undefined) return undefined;
  const remote = { name: canonicalName(name), url, entity };
  await deps.remotes.add(remote, apiKey);
  await deps.active.choose(remote);
  if (!isRequest(target)) notify('info', l10n.t('Added {0}, as {1}', name, entity));
  return remote;
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

interface KeyChoice extends QuickPickItem {
  readonly key: () => Promise<string | undefined>;
}

/** Page on which a server shows a person their key. */
function keyPage(url: string): string {
  return url === 'https://api.wandb.ai' ? 'https://wandb.ai/authorize' : `${url}/authorize`;
}

function pasteKey(): Promise<string | undefined> {
  return ask({
    title: title(),
    prompt: l10n.t('API key; it is kept in the secret storage of VS Code'),
    password: true,
    validate: text => (text.trim() === '' ? l10n.t('Paste the key, or press Escape to leave.') : undefined),
  }).then(key => key?.trim());
}

async function askKey(url: string): Promise<string | undefined> {
  const choice = (label: string, icon: string, detail: string, key: KeyChoice['key']): KeyChoice => ({
    label,
    detail,
    iconPath: new ThemeIcon(icon),
    key,
  });
  const ofEnvironment = keyOfEnvironment(process.env);
  const ofNetrc = await keyOfNetrc(url, process.env);
  const chosen = await pick<KeyChoice>({
    title: title(),
    placeholder: l10n.t('How to sign in to {0}', url),
    items: [
      ...(ofNetrc === undefined
        ? []
        : [
            choice(l10n.t('Use the Key of wandb login'), 'key', l10n.t('From your netrc file'), () =>
              Promise.resolve(ofNetrc),
            ),
          ]),
      ...(ofEnvironment === undefined
        ? []
        : [
            choice(
              l10n.t('Use the Key of WANDB_API_KEY'),
              'symbol-variable',
              l10n.t('From the environment'),
              () => Promise.resolve(ofEnvironment),
            ),
          ]),
      choice(l10n.t('Paste a Key…'), 'clippy', l10n.t('One that you have already'), pasteKey),
      choice(l10n.t('Get a Key in the Browser…'), 'link-external', keyPage(url), async () => {
        await env.openExternal(Uri.parse(keyPage(url)));
        return pasteKey();
      }),
    ],
  });
  return chosen?.key();
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
