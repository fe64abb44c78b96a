import { env, l10n, ThemeIcon, Uri } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { keyOfEnvironment, keyOfNetrc } from '../../wandb/personKey.ts';
import { ask } from '../host/inputBox.ts';
import { pick } from '../host/quickPick.ts';

interface KeyChoice extends QuickPickItem {
  readonly key: () => Promise<string | undefined>;
}

/** Page on which a server shows a person their key. */
function keyPage(url: string): string {
  return url === 'https://api.wandb.ai' ? 'https://wandb.ai/authorize' : `${url}/authorize`;
}

function pasteKey(title: string): Promise<string | undefined> {
  return ask({
    title,
    prompt: l10n.t('API key; it is kept in the secret storage of VS Code'),
    password: true,
    validate: text => (text.trim() === '' ? l10n.t('Paste the key, or press Escape to leave.') : undefined),
  }).then(key => key?.trim());
}

/** A key to a server: found, pasted, or fetched in the browser; undefined where the person left. */
export async function askKey(url: string, title: string): Promise<string | undefined> {
  const choice = (label: string, icon: string, detail: string, key: KeyChoice['key']): KeyChoice => ({
    label,
    detail,
    iconPath: new ThemeIcon(icon),
    key,
  });
  const ofEnvironment = keyOfEnvironment(process.env);
  const ofNetrc = await keyOfNetrc(url, process.env);
  const chosen = await pick<KeyChoice>({
    title,
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
      choice(l10n.t('Paste a Key…'), 'clippy', l10n.t('One that you have already'), () => pasteKey(title)),
      choice(l10n.t('Get a Key in the Browser…'), 'link-external', keyPage(url), async () => {
        await env.openExternal(Uri.parse(keyPage(url)));
        return pasteKey(title);
      }),
    ],
  });
  return chosen?.key();
}
