import type { Project } from '../../core/project.ts';
import type { Store } from '../../store/contract.ts';
import type { ProjectNode } from './nodes.ts';
import type { Listing } from './TreeSource.ts';
import { readPages, withChildren } from './TreeSource.ts';

/** Filtered projects have ids of their own: they stand open, whatever the unfiltered ones do. */
export function projectNode(project: Project, open: boolean, filter: string): ProjectNode {
  const id = `${filter === '' ? '' : 'filtered/'}p:${project.id}`;
  return { kind: 'project', id, parent: undefined, project, open };
}

export interface ProjectListing {
  readonly filter: string;
  /** Whether the view has anything of a project to show; unset means always. */
  readonly holds?: (project: Project) => boolean;
  /** What the filter leaves of a project, as far as its first item. */
  readonly firstOf: (node: ProjectNode) => Promise<Listing>;
}

/** The root of a view: projects, the only one open; under a filter those with something left, all open. */
export async function projectListing(
  store: Store,
  limit: number,
  { filter, holds = () => true, firstOf }: ProjectListing,
): Promise<Listing> {
  const { items, more } = await readPages(limit, page => store.projects(page));
  const held = items.filter(holds);
  const open = held.length === 1 || filter !== '';
  const nodes = held.map(project => projectNode(project, open, filter));
  const shown = filter === '' ? nodes : await withChildren(nodes, firstOf);
  return { nodes: shown, more, projects: items.length };
}

/** Reads a project's own data again. @throws AmphoraError `project-not-found` */
export async function reloadProject(store: Store, node: ProjectNode): Promise<void> {
  node.project = await store.project(node.project.name, node.project.entity);
}
