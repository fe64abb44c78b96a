/** Pages of the things that commands are called with. */
import type { RunId, VersionId } from '../../core/ids.ts';
import { versionName } from '../../core/names.ts';
import type { PageAddress } from '../../core/pageAddress.ts';
import { parsePageAddress } from '../../core/pageAddress.ts';
import type { Project } from '../../core/project.ts';
import type { Run } from '../../core/run.ts';
import { versionLabel } from '../../core/version.ts';
import type { Version } from '../../core/version.ts';
import type { Store } from '../../store/contract.ts';
import { isRequest, stringOf, versionIdOf } from '../commands/arguments.ts';
import type { TreeNode } from '../tree/nodes.ts';

/** What a command is about. */
export type Subject =
  | { readonly kind: 'project'; readonly project: Pick<Project, 'entity' | 'name'> }
  | { readonly kind: 'version'; readonly version: Version }
  | { readonly kind: 'run'; readonly run: Pick<Run, 'entity' | 'project' | 'key'> };

/** Undefined for a node that is none of these, such as a store. */
export async function subjectOfNode(store: Store, node: TreeNode): Promise<Subject | undefined> {
  if (node.kind === 'project') return { kind: 'project', project: node.project };
  if (node.kind === 'type' || node.kind === 'jobType')
    return { kind: 'project', project: node.parent.project };
  if (node.kind === 'run') return { kind: 'run', run: node.run };
  const id = versionIdOf(node);
  return id === undefined ? undefined : { kind: 'version', version: await store.version(id) };
}

/** The same for a request `{ version }`, `{ run }` (ids) or `{ project }` (a name). */
export async function subjectOfRequest(store: Store, target: unknown): Promise<Subject | undefined> {
  if (!isRequest(target)) return undefined;
  const version = stringOf(target, 'version') as VersionId | undefined;
  if (version !== undefined) return { kind: 'version', version: await store.version(version) };
  const run = stringOf(target, 'run') as RunId | undefined;
  if (run !== undefined) return { kind: 'run', run: await store.run(run) };
  const project = stringOf(target, 'project');
  return project === undefined ? undefined : { kind: 'project', project: await store.project(project) };
}

/** The page that a request names by `path`. */
export function addressOfRequest(target: unknown): PageAddress | undefined {
  const path = isRequest(target) ? stringOf(target, 'path') : undefined;
  return path === undefined ? undefined : parsePageAddress(path);
}

/** The subject's own page. */
export function pageOf(subject: Subject): PageAddress {
  switch (subject.kind) {
    case 'project':
      return { page: 'project', entity: subject.project.entity, project: subject.project.name };
    case 'run': {
      const { entity, project, key } = subject.run;
      return { page: 'run', entity, project, run: key };
    }
    case 'version': {
      const { entity, project, type, artifact, index } = subject.version;
      return { page: 'artifact', entity, project, type, artifact, version: versionName(index) };
    }
  }
}

/** The lineage of a project, or of what is in it. */
export function lineageOf(subject: Subject): PageAddress {
  switch (subject.kind) {
    case 'project':
      return { page: 'lineage', entity: subject.project.entity, project: subject.project.name };
    case 'run': {
      const { entity, project, key } = subject.run;
      return { page: 'lineage', entity, project, focus: key };
    }
    case 'version': {
      const { entity, project } = subject.version;
      return { page: 'lineage', entity, project, focus: versionLabel(subject.version) };
    }
  }
}
