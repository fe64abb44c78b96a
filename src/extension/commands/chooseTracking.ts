import { l10n, ThemeIcon } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { SettingValue } from '../contributions/settings.ts';
import { pick } from '../host/quickPick.ts';
import { readSetting, writeSetting } from '../host/settings.ts';
import { signInText } from '../tracking/serverText.ts';
import type { Tracking } from '../tracking/Tracking.ts';
import type { SignIn } from '../tracking/wandbSignIn.ts';

type Value = SettingValue<'amphora.python.tracking'>;

interface Item extends QuickPickItem {
  readonly value: Value;
}

/** `amphora.python.choose`: shows what was found, and writes the setting. */
export async function chooseTracking(tracking: Tracking): Promise<void> {
  const now = readSetting('amphora.python.tracking');
  const items = itemsFor(await tracking.signIn(), now);
  const active = items.find(({ value }) => value === now);
  const chosen = await pick({
    title: l10n.t('Where wandb Logs To'),
    placeholder: l10n.t('For new terminals, tasks and debug sessions'),
    items,
    ...(active && { active }),
  });
  if (chosen && chosen.value !== now) await writeSetting('amphora.python.tracking', chosen.value);
}

function itemsFor(signIn: SignIn | undefined, now: Value): readonly Item[] {
  const found = signIn
    ? l10n.t('Now W&B: {0}', signInText(signIn))
    : l10n.t('Now this store: no sign-in to W&B was found');
  const item = (value: Value, label: string, icon: string, detail: string): Item => ({
    value,
    label,
    detail,
    iconPath: new ThemeIcon(icon),
    ...(value === now && { description: l10n.t('now') }),
  });
  return [
    item('auto', l10n.t('This Store, Unless Signed In to W&B'), 'sparkle', found),
    item('amphora', l10n.t('This Store'), 'server', l10n.t('Also when you are signed in to W&B')),
    item('off', l10n.t('Wherever You Tell It To'), 'circle-slash', l10n.t('Amphora sets no variables')),
  ];
}
