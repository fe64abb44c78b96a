import type { Reference } from '../core/reference.ts';
import { parseReference } from '../core/reference.ts';
import type { Version } from '../core/version.ts';
import type { StoreService } from '../worker/service.ts';
import type { Context } from './command.ts';
import type { ProjectPlace } from '../store/writes.ts';
import { chosenPlace } from './project.ts';

/** A reference, in this project where it names none. */
export function inPlace(reference: Reference, place: ProjectPlace): Reference {
  return reference.project === undefined ? { ...reference, ...place } : reference;
}

/** The version that a reference typed on the command line means now. */
export async function resolveVersion(
  context: Context,
  service: StoreService,
  text: string,
  project: string | undefined,
): Promise<Version> {
  const options = { signal: context.interrupts.signal };
  return service.store.resolve(
    inPlace(parseReference(text), chosenPlace(context, project)),
    undefined,
    options,
  );
}
