import type { Reference } from '../../core/reference.ts';

/** A project. */
export interface Place {
  readonly entity: string;
  readonly project: string;
}

/** `name:v3` of a project. No name has a colon, and a store says what is wrong with other names. */
export function referenceOf({ entity, project }: Place, label: string): Reference {
  const colon = label.lastIndexOf(':');
  return { entity, project, artifact: label.slice(0, colon), alias: label.slice(colon + 1) };
}
