import type { PageAddress } from '../../core/pageAddress.ts';
import { parseName, versionName } from '../../core/names.ts';
import { isAmphoraError } from '../../core/errors.ts';
import type { ProjectPlace } from '../../store/writes.ts';
import type { Context } from '../command.ts';
import { chosenPlace } from '../project.ts';
import { resolveVersion } from '../resolveVersion.ts';

interface NamedRun extends ProjectPlace {
  readonly run: string;
}

/** `[entity/]project/runs/KEY`; undefined for what is a reference. @throws AmphoraError `name-invalid` */
export function readRun(text: string): NamedRun | undefined {
  const parts = text.split('/');
  const [entity, project, runs, run, ...more] = parts.length === 3 ? [undefined, ...parts] : parts;
  if (project === undefined || runs !== 'runs' || run === undefined || more.length > 0) return undefined;
  // An artifact of a project that is called so says which version is meant.
  if (run.includes(':')) return undefined;
  return {
    ...(entity === undefined ? {} : { entity: parseName(entity, 'an entity') }),
    project: parseName(project, 'a project'),
    run: parseName(run, 'a run'),
  };
}

/** The project that is meant where nothing is named, else all of them. */
async function ownPage(context: Context, named: string | undefined): Promise<PageAddress> {
  const { store } = await context.service();
  const place = chosenPlace(context, named);
  try {
    const project = await store.project(place.project, place.entity, { signal: context.interrupts.signal });
    return { page: 'project', entity: project.entity, project: project.name };
  } catch (error) {
    if (named === undefined && isAmphoraError(error, 'project-not-found')) return { page: 'projects' };
    throw error;
  }
}

/**
 * The page of a thing that is there.
 * @param text a reference, or a run as `project/runs/KEY`; undefined for the project
 * @throws AmphoraError as the store, where it is not there
 */
export async function findPage(
  context: Context,
  text: string | undefined,
  project: string | undefined,
): Promise<PageAddress> {
  if (text === undefined) return ownPage(context, project);
  const service = await context.service();
  const named = readRun(text);
  if (named) {
    const { signal } = context.interrupts;
    const place = await service.store.project(named.project, named.entity, { signal });
    const run = await service.store.runByKey(place.id, named.run, { signal });
    return { page: 'run', entity: run.entity, project: run.project, run: run.key };
  }
  const version = await resolveVersion(context, service, text, project);
  const { entity, type, artifact, index } = version;
  return { page: 'artifact', entity, project: version.project, type, artifact, version: versionName(index) };
}
