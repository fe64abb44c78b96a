import { l10n } from 'vscode';
import type { Membership } from '../../core/artifact.ts';
import { versionName } from '../../core/names.ts';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';

import { ask } from '../host/inputBox.ts';
import { notify } from '../host/messages.ts';
import { isRequest, stringOf, stringsOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { findVersion } from './findVersion.ts';
import { aliasesProblem, nameProblem, splitList, withoutLatest } from './validate.ts';

/**
 * `amphora.version.link`. Takes nothing (a picker), a node, or a request `{ reference | version, portfolio, project?, entity?, aliases? }`.
 * The portfolio is made where there is none.
 */
export async function linkVersion(deps: AskingDeps, target: unknown): Promise<Membership | undefined> {
  const version = await findVersion(deps, target, l10n.t('Link to Portfolio'));
  if (!version) return undefined;
  const { store } = deps.connection;
  if (isRequest(target)) {
    const entity = stringOf(target, 'entity');
    return store.linkVersion({
      project: stringOf(target, 'project') ?? version.project,
      ...(entity === undefined ? {} : { entity }),
      artifact: stringOf(target, 'portfolio') ?? '',
      version: version.id,
      aliases: stringsOf(target, 'aliases') ?? [],
    });
  }
  const answers = await askPlace(version);
  if (!answers) return undefined;
  const membership = await store.linkVersion({ ...answers, entity: version.entity, version: version.id });
  const { artifact, index, aliases } = membership;
  const place = `${artifact.name}:${versionName(index)}`;
  notify('info', l10n.t('{0} is {1} now ({2})', versionLabel(version), place, aliases.join(', ')));
  return membership;
}

async function askPlace(version: Version) {
  const title = l10n.t('Link {0}', versionLabel(version));
  const project = await ask({
    title,
    prompt: l10n.t('Project of the portfolio; it is made where there is none of this name'),
    value: version.project,
    validate: text => nameProblem(text, 'a project'),
  });
  if (project === undefined) return undefined;
  const artifact = await ask({
    title,
    prompt: l10n.t('Portfolio: a list of versions under numbers and aliases of its own'),
    value: '',
    validate: text => nameProblem(text, 'an artifact'),
  });
  if (artifact === undefined) return undefined;
  const aliases = await ask({
    title,
    prompt: l10n.t('Aliases in the portfolio beside latest, with commas between; may be empty'),
    value: '',
    validate: aliasesProblem,
  });
  return aliases === undefined
    ? undefined
    : { project, artifact, aliases: withoutLatest(splitList(aliases)) };
}
