import path from 'node:path';
import { isName, parseName } from '../core/names.ts';
import type { ProjectPlace } from '../store/writes.ts';
import type { Context } from './command.ts';

export const PROJECT_OPTION = {
  type: 'string',
  value: 'PROJECT',
  help: 'Project, or ENTITY/PROJECT (else AMPHORA_PROJECT, else the name of the current folder)',
} as const;

/** `[entity/]project` @throws AmphoraError `name-invalid` */
function parsePlace(text: string): ProjectPlace {
  const slash = text.indexOf('/');
  if (slash < 0) return { project: parseName(text, 'a project') };
  const entity = parseName(text.slice(0, slash), 'an entity');
  return { entity, project: parseName(text.slice(slash + 1), 'a project') };
}

/**
 * The project a command means: named, else from the environment, else the current folder's name.
 * @throws AmphoraError `name-invalid` where it was named badly
 */
export function chosenPlace(
  context: Pick<Context, 'env' | 'folder'>,
  named: string | undefined,
): ProjectPlace {
  const given = named ?? context.env['AMPHORA_PROJECT'];
  if (given !== undefined && (given !== '' || named === '')) return parsePlace(given);
  const folder = path.basename(context.folder).trim();
  return { project: isName(folder) ? parseName(folder, 'a project') : 'default' };
}

/** As it is typed and shown. */
export function placeText({ entity, project }: ProjectPlace): string {
  return entity === undefined ? project : `${entity}/${project}`;
}
