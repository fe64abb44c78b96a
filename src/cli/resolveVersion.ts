import { parseReference } from '../core/reference.ts';
import type { Version } from '../core/version.ts';
import type { StoreService } from '../worker/service.ts';
import type { Context } from './command.ts';
import { chosenProject } from './project.ts';

/** The version that a reference typed on the command line means now. */
export async function resolveVersion(
  context: Context,
  service: StoreService,
  text: string,
  project: string | undefined,
): Promise<Version> {
  const options = { signal: context.interrupts.signal };
  return service.store.resolve(parseReference(text), chosenProject(context, project), options);
}
