import { l10n } from 'vscode';
import { MAX_NAME_LENGTH } from '../../core/names.ts';
import { networkWords } from './networkWords.ts';
import { systemWords } from './systemWords.ts';

/** Phrases that failures carry as values; core says them in English. */
export function phrases(): Readonly<Record<string, string>> {
  return {
    'an entity': l10n.t('an entity'),
    'a project': l10n.t('a project'),
    'an artifact': l10n.t('an artifact'),
    'an artifact type': l10n.t('an artifact type'),
    'a job type': l10n.t('a job type'),
    'a run': l10n.t('a run'),
    'a tag': l10n.t('a tag'),
    'a remote store': l10n.t('a remote store'),
    ...networkWords(),
    'it is empty': l10n.t('it is empty'),
    [`it is longer than ${String(MAX_NAME_LENGTH)} characters`]: l10n.t(
      'it is longer than {0} characters',
      MAX_NAME_LENGTH,
    ),
    'it contains "/"': l10n.t('it contains "/"'),
    'it contains ":"': l10n.t('it contains ":"'),
    'it contains a line break': l10n.t('it contains a line break'),
    'it contains a control character': l10n.t('it contains a control character'),
    'it contains half a character': l10n.t('it contains half a character'),
    'it begins or ends with a space': l10n.t('it begins or ends with a space'),
    'it means a folder': l10n.t('it means a folder'),
    'it is a pipe, a socket or a device': l10n.t('it is a pipe, a socket or a device'),
    'it is no file any more': l10n.t('it is no file any more'),
    'it is a link that leads nowhere': l10n.t('it is a link that leads nowhere'),
    'it is a link to a folder that it lies in': l10n.t('it is a link to a folder that it lies in'),
    'it is a symbolic link': l10n.t('it is a symbolic link'),
    'it is a file': l10n.t('it is a file'),
    'it is a folder': l10n.t('it is a folder'),
    'its path is longer than this system allows': l10n.t('its path is longer than this system allows'),
    'an object was expected': l10n.t('an object was expected'),
    'it is missing or empty, though the store holds files': l10n.t(
      'it is missing or empty, though the store holds files',
    ),
    'another process': l10n.t('another process'),
    'none that you see': l10n.t('none that you see'),
    'it has ended already': l10n.t('it has ended already'),
    'it ends again and again': l10n.t('it ends again and again'),
    'it is still at work': l10n.t('it is still at work'),
    'it is not UTF-8 text': l10n.t('it is not UTF-8 text'),
    ...systemWords(),
  };
}

/** A value of a failure, translated where it is one of our phrases and not a name. */
export function translateWord(value: string | number): string | number {
  if (typeof value === 'number') return value;
  const known = phrases();
  return Object.hasOwn(known, value) ? (known[value] ?? value) : value;
}
