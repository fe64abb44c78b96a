import { l10n } from 'vscode';
import { parseName } from '../../core/names.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import { ask } from '../host/inputBox.ts';
import { isRequest, stringsOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';
import { splitList, tagsProblem } from './validate.ts';

/** `amphora.version.editTags`. A request is `{ reference | version, tags }`. */
export async function editTags(deps: AskingDeps, target: unknown): Promise<Version | undefined> {
  const version = await findVersion(deps, target, l10n.t('Edit Tags'));
  if (!version) return undefined;
  const tags = isRequest(target) ? stringsOf(target, 'tags') : await askForTags(version);
  if (!tags) return undefined;
  return deps.connection.store.editVersion(version.id, { tags: tags.map(tag => parseName(tag, 'a tag')) });
}

async function askForTags(version: Version): Promise<readonly string[] | undefined> {
  const text = await ask({
    title: l10n.t('Tags of {0}', versionLabel(version)),
    prompt: l10n.t('Tags, with commas between them'),
    value: version.tags.join(', '),
    validate: tagsProblem,
  });
  return text === undefined ? undefined : splitList(text);
}
