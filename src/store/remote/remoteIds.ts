/**
 * Ids of things that the protocol knows by name: projects and runs. Artifacts and versions have ids of the server's own.
 */
import type { ProjectId, RunId } from '../../core/ids.ts';
import { AmphoraError } from '../../core/errors.ts';

export interface ProjectPlace {
  readonly entity: string;
  readonly project: string;
}

export interface RunPlace extends ProjectPlace {
  readonly key: string;
}

function encode(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}

function decode(id: string, count: number): readonly string[] | undefined {
  const parts = id.split('/');
  if (parts.length !== count || parts.includes('')) return undefined;
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

export function toProjectId({ entity, project }: ProjectPlace): ProjectId {
  return encode(entity, project) as ProjectId;
}

export function toRunId({ entity, project, key }: RunPlace): RunId {
  return encode(entity, project, key) as RunId;
}

/** @throws AmphoraError `project-not-found` */
export function placeOfProject(id: ProjectId): ProjectPlace {
  const [entity, project] = decode(id, 2) ?? [];
  if (entity === undefined || project === undefined)
    throw new AmphoraError('project-not-found', { project: id });
  return { entity, project };
}

/** @throws AmphoraError `run-not-found` */
export function placeOfRun(id: RunId): RunPlace {
  const [entity, project, key] = decode(id, 3) ?? [];
  if (entity === undefined || project === undefined || key === undefined) {
    throw new AmphoraError('run-not-found', { run: id });
  }
  return { entity, project, key };
}
