import type { Membership } from '../../core/artifact.ts';
import { parseAlias, parseName } from '../../core/names.ts';
import { versionLabel } from '../../core/version.ts';
import { defineCommand } from '../command.ts';
import { chosenPlace, PROJECT_OPTION } from '../project.ts';
import { resolveVersion } from '../resolveVersion.ts';
import { versionJson } from '../shapes.ts';
import { usageError } from '../usageError.ts';

/** `[entity/][project/]portfolio` */
function parsePortfolio(text: string) {
  const parts = text.split('/');
  if (text.includes(':') || parts.length > 3)
    throw usageError(`"${text}" does not name a portfolio; write [entity/][project/]portfolio`);
  const [entity, project] = [parts.at(-3), parts.at(-2)];
  return {
    artifact: parseName(parts.at(-1) ?? '', 'an artifact'),
    ...(project === undefined ? {} : { project: parseName(project, 'a project') }),
    ...(entity === undefined ? {} : { entity: parseName(entity, 'an entity') }),
  };
}

function describe({ artifact, index, aliases }: Membership): string {
  const named = aliases.length === 0 ? '' : ` (${aliases.join(', ')})`;
  return `${artifact.name}:v${String(index)}${named}`;
}

export const linkCommand = defineCommand({
  name: 'link',
  summary: 'Link a version into a portfolio',
  usage: 'link REF PORTFOLIO [--alias ALIAS]… [--remove] [--project PROJECT]',
  details: `PORTFOLIO is [entity/][project/]name, made where there is none; it may be in another project. It numbers its links
itself, and has aliases of its own. The version stays where it is.`,
  access: 'change',
  words: ['REF', 'PORTFOLIO'],
  options: {
    alias: { type: 'string', value: 'ALIAS', multiple: true, help: 'Alias in the portfolio, beside latest' },
    remove: { type: 'boolean', help: 'Take the link away' },
    project: PROJECT_OPTION,
  },
  async run(context, { options, words: [reference = '', named = ''] }) {
    const portfolio = { ...chosenPlace(context, options.project), ...parsePortfolio(named) };
    const aliases = options.alias.map(parseAlias);
    const service = await context.service();
    const { store } = service;
    const version = await resolveVersion(context, service, reference, options.project);
    if (options.remove) {
      const project = await store.project(portfolio.project, portfolio.entity);
      const { id } = await store.artifact(project.id, portfolio.artifact);
      await store.unlinkVersion(id, version.id);
      return {
        json: { version: versionJson(version), portfolio: portfolio.artifact, linked: false },
        text: () => `${versionLabel(version)} is not linked in ${portfolio.artifact} any more\n`,
      };
    }
    const membership = await store.linkVersion({ ...portfolio, version: version.id, aliases });
    const { artifact, index } = membership;
    return {
      json: {
        version: versionJson(version),
        portfolio: artifact.name,
        linked: true,
        index,
        aliases: membership.aliases,
      },
      text: () => `${versionLabel(version)} is ${describe(membership)}\n`,
    };
  },
});
