import type { Project } from '../../core/project.ts';
import type { ProjectNode } from './nodes.ts';

/** Filtered projects have ids of their own: they stand open, whatever the unfiltered ones do. */
export function projectNode(project: Project, open: boolean, filter: string): ProjectNode {
  const id = `${filter === '' ? '' : 'filtered/'}p:${project.id}`;
  return { kind: 'project', id, parent: undefined, project, open };
}
