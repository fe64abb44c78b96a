import path from 'node:path';
import { isName, parseName } from '../core/names.ts';
import type { Context } from './command.ts';

export const PROJECT_OPTION = {
  type: 'string',
  value: 'PROJECT',
  help: 'Project (else AMPHORA_PROJECT, else the name of the current folder)',
} as const;

/**
 * The project a command means: named, else from the environment, else the current folder's name.
 * @throws AmphoraError `name-invalid` where it was named badly
 */
export function chosenProject(context: Pick<Context, 'env' | 'folder'>, named: string | undefined): string {
  const given = named ?? context.env['AMPHORA_PROJECT'];
  if (given !== undefined && given !== '') return parseName(given, 'a project');
  if (named === '') return parseName(named, 'a project');
  const folder = path.basename(context.folder).trim();
  return isName(folder) ? parseName(folder, 'a project') : 'default';
}
