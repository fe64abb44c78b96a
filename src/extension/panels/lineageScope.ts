import type { ProjectId, RunId, VersionId } from '../../core/ids.ts';
import type { Project } from '../../core/project.ts';
import type { LineageScope } from '../../protocol/lineage.ts';
import type { Store } from '../../store/contract.ts';
import { isRequest, stringOf, versionIdOf } from '../commands/arguments.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { readPages } from '../tree/TreeSource.ts';

/** A scope as one of a store: empty for the local one, which is meant where none is named. */
export function scopeIn(store: string, scope: LineageScope): LineageScope {
  return store === '' ? scope : { ...scope, store };
}

/** What the lineage of a node shows: its project, and in it the version or run. */
export async function scopeOfNode(store: Store, node: TreeNode): Promise<LineageScope | undefined> {
  if (node.kind === 'project') return { project: node.project.id };
  if (node.kind === 'type' || node.kind === 'jobType') return { project: node.parent.project.id };
  if (node.kind === 'run') return { project: node.run.projectId, focus: node.run.id };
  const id = versionIdOf(node);
  return id === undefined ? undefined : scopeOfVersion(store, id);
}

async function scopeOfVersion(store: Store, id: VersionId): Promise<LineageScope> {
  return { project: (await store.version(id)).projectId, focus: id };
}

/** The same for a request `{ version }`, `{ run }` or `{ project }` (a name). */
export async function scopeOfRequest(store: Store, target: unknown): Promise<LineageScope | undefined> {
  if (!isRequest(target)) return undefined;
  const version = stringOf(target, 'version') as VersionId | undefined;
  if (version !== undefined) return scopeOfVersion(store, version);
  const run = stringOf(target, 'run') as RunId | undefined;
  if (run !== undefined) return { project: (await store.run(run)).projectId, focus: run };
  const project = stringOf(target, 'project');
  return project === undefined ? undefined : { project: (await store.project(project)).id };
}

/** A project by its id; undefined when it is not in this store. */
export async function projectOfId(store: Store, id: ProjectId): Promise<Project | undefined> {
  const { items } = await readPages(Infinity, page => store.projects(page));
  return items.find(project => project.id === id);
}
