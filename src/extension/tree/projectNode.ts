import type { Project } from '../../core/project.ts';
import { connectionOf } from './nodes.ts';
import type { ProjectNode, StoreNode } from './nodes.ts';
import type { Listing } from './TreeSource.ts';
import { readPages, withChildren } from './TreeSource.ts';

/** Filtered projects have ids of their own: they stand open, whatever the unfiltered ones do. */
export function projectNode(parent: StoreNode, project: Project, open: boolean, filter: string): ProjectNode {
  const id = `${parent.id}/${filter === '' ? '' : 'filtered/'}p:${project.id}`;
  return { kind: 'project', id, parent, project, open };
}

export interface ProjectListing {
  readonly filter: string;
  /** Whether the view has anything of a project to show; unset means always. */
  readonly holds?: (project: Project) => boolean;
  /** What the filter leaves of a project, as far as its first item. */
  readonly firstOf: (node: ProjectNode) => Promise<Listing>;
}

/** What is in a store: projects, the only one open; under a filter those with something left, all open. */
export async function projectListing(
  parent: StoreNode,
  limit: number,
  { filter, holds = () => true, firstOf }: ProjectListing,
): Promise<Listing> {
  const { items, more } = await readPages(limit, page => parent.connection.store.projects(page));
  const held = items.filter(holds);
  const open = held.length === 1 || filter !== '';
  const nodes = held.map(project => projectNode(parent, project, open, filter));
  const shown = filter === '' ? nodes : await withChildren(nodes, firstOf);
  return { nodes: shown, more, projects: items.length };
}

/** Reads a project's own data again. @throws AmphoraError `project-not-found` */
export async function reloadProject(node: ProjectNode): Promise<void> {
  node.project = await connectionOf(node).store.project(node.project.name, node.project.entity);
}
