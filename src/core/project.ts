import type { ProjectId } from './ids.ts';

export interface Project {
  readonly id: ProjectId;
  readonly entity: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When anything in it last changed; milliseconds since the epoch. */
  readonly updatedAt: number;
  readonly artifactCount: number;
  readonly runCount: number;
}

/** The entity of everything in a local store that names none. */
export const LOCAL_ENTITY = 'local';

/** How a project is called in a store: with its entity where that is another than the one that is meant where none is named. */
export function projectTitle({ entity, name }: Pick<Project, 'entity' | 'name'>, own: string): string {
  return entity === own ? name : `${entity}/${name}`;
}
