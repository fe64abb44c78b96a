import type { VersionId } from '../../core/ids.ts';
import { parseReference } from '../../core/reference.ts';
import type { Version } from '../../core/version.ts';
import { activeProject } from './activeProject.ts';
import { isNode, isRequest, stringOf, versionIdOf } from './arguments.ts';
import type { AskingDeps } from './deps.ts';
import { pickVersion } from './pickVersion.ts';

/**
 * The version a command is about: of a node, of a request's `version` (an id) or `reference`, else the one a person
 * picks; undefined when they leave.
 */
export async function findVersion(
  deps: AskingDeps,
  target: unknown,
  title: string,
): Promise<Version | undefined> {
  const { store } = deps.connection;
  if (isNode(target) && target.kind !== 'store') {
    const id = versionIdOf(target);
    return id === undefined ? undefined : store.version(id);
  }
  if (!isRequest(target)) return pickVersion(deps, title);
  const id = stringOf(target, 'version');
  if (id !== undefined) return store.version(id as VersionId);
  return store.resolve(parseReference(stringOf(target, 'reference') ?? ''), activeProject(deps.memory));
}
