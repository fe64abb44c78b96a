import { AmphoraError } from '../../core/errors.ts';
import { parseAlias } from '../../core/names.ts';
import { nameHints } from '../../core/nearest.ts';
import { versionLabel } from '../../core/version.ts';
import { defineCommand } from '../command.ts';
import { PROJECT_OPTION } from '../project.ts';
import { resolveVersion } from '../resolveVersion.ts';
import { versionJson } from '../shapes.ts';
import { usageError } from '../usageError.ts';

export const aliasCommand = defineCommand({
  name: 'alias',
  summary: 'Put an alias on a version, or take it off',
  usage: 'alias add|rm REF ALIAS [--project PROJECT]',
  details: 'An alias is on one version of an artifact at a time: adding it to another moves it.',
  access: 'change',
  words: ['add|rm', 'REF', 'ALIAS'],
  options: { project: PROJECT_OPTION },
  async run(context, { options, words: [action, reference = '', typed = ''] }) {
    if (action !== 'add' && action !== 'rm') throw usageError(`"${action ?? ''}" is neither add nor rm`);
    const alias = parseAlias(typed);
    const service = await context.service();
    const before = await resolveVersion(context, service, reference, options.project);
    if (action === 'rm' && !before.aliases.includes(alias)) {
      const hints = nameHints(alias, before.aliases);
      throw new AmphoraError('alias-not-here', { version: versionLabel(before), alias }, hints);
    }
    const edit = action === 'add' ? { add: [alias] } : { remove: [alias] };
    const version = await service.store.editAliases(before.id, edit);
    const aliases = version.aliases.length === 0 ? 'no alias' : version.aliases.join(', ');
    return {
      json: { version: versionJson(version) },
      text: () => `${versionLabel(version)} now has ${aliases}\n`,
    };
  },
});
