import { l10n, ThemeIcon } from 'vscode';
import { parseAlias } from '../../core/names.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { ask } from '../host/inputBox.ts';
import { notify } from '../host/messages.ts';
import { pick, plain } from '../host/quickPick.ts';
import { isRequest, stringOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';
import { aliasProblem } from './validate.ts';

/** `amphora.version.addAlias`. A request is `{ reference | version, alias }`. */
export async function addAlias(deps: AskingDeps, target: unknown): Promise<Version | undefined> {
  const version = await findVersion(deps, target, l10n.t('Add Alias'));
  if (!version) return undefined;
  const alias = isRequest(target)
    ? (stringOf(target, 'alias') ?? '')
    : await ask({
        title: l10n.t('Add Alias to {0}', versionLabel(version)),
        prompt: l10n.t('It moves here from another version of {0} that has it.', version.artifact),
        placeholder: 'best',
        validate: aliasProblem,
      });
  if (alias === undefined) return undefined;
  const changed = await deps.connection.store.editAliases(version.id, { add: [parseAlias(alias)] });
  notify('info', l10n.t('{0} is {1} now', alias, versionLabel(version)));
  return changed;
}

/** `amphora.version.removeAlias`. A request is `{ reference | version, alias }`. */
export async function removeAlias(deps: AskingDeps, target: unknown): Promise<Version | undefined> {
  const version = await findVersion(deps, target, l10n.t('Remove Alias'));
  if (!version) return undefined;
  const alias = isRequest(target) ? stringOf(target, 'alias') : await pickAlias(version);
  if (alias === undefined) return undefined;
  return deps.connection.store.editAliases(version.id, { remove: [alias] });
}

async function pickAlias(version: Version): Promise<string | undefined> {
  if (version.aliases.length === 0) {
    notify('info', l10n.t('{0} has no alias.', versionLabel(version)));
    return undefined;
  }
  const chosen = await pick({
    title: l10n.t('Remove Alias from {0}', versionLabel(version)),
    placeholder: l10n.t('Alias to remove; the version stays'),
    items: version.aliases.map(alias => ({ label: plain(alias), alias, iconPath: new ThemeIcon('tag') })),
  });
  return chosen?.alias;
}
