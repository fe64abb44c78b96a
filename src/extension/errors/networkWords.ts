import { l10n } from 'vscode';

/** What remote stores fail with and cannot do, as core says it in English. */
export function networkWords(): Readonly<Record<string, string>> {
  return {
    'nothing listens there': l10n.t('nothing listens there'),
    'the connection was cut': l10n.t('the connection was cut'),
    'there is no way to it': l10n.t('there is no way to it'),
    'there is no network': l10n.t('there is no network'),
    'its name is not known': l10n.t('its name is not known'),
    'names cannot be looked up': l10n.t('names cannot be looked up'),
    'it did not answer in time': l10n.t('it did not answer in time'),
    'tell when an alias stood where, which the W&B protocol has no words for': l10n.t(
      'tell when an alias stood where, which the W&B protocol has no words for',
    ),
    'check its files, which its server does': l10n.t('check its files, which its server does'),
    'give space back, which its server does': l10n.t('give space back, which its server does'),
  };
}
