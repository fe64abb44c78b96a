/** What commands are called with: nodes of the trees, files of the Explorer, or a caller's own requests. */
import { Uri } from 'vscode';
import type { VersionId } from '../../core/ids.ts';
import type { TreeNode } from '../tree/nodes.ts';

const KINDS: ReadonlySet<unknown> = new Set<TreeNode['kind']>([
  'store',
  'pinned',
  'project',
  'type',
  'artifact',
  'version',
  'folder',
  'file',
  'jobType',
  'run',
  'links',
  'link',
  'more',
  'error',
  'action',
  'note',
]);

/** A plain object, as another extension or a test passes it. */
export type Request = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is TreeNode {
  return isObject(value) && KINDS.has(value['kind']) && typeof value['id'] === 'string';
}

/** Whether a caller passed a request: it then gets failures as a rejection, and is asked nothing. */
export function isRequest(value: unknown): value is Request {
  return isObject(value) && !isNode(value) && !(value instanceof Uri);
}

/** The nodes a menu was opened on: all that are selected where the clicked one is among them. */
export function nodesOf(clicked: unknown, selected: unknown): readonly TreeNode[] {
  const all: readonly unknown[] = Array.isArray(selected) ? selected : [];
  if (all.length > 0) return all.filter(isNode);
  return isNode(clicked) ? [clicked] : [];
}

/** The version a node stands for: its own, the newest of an artifact, that of a file. */
export function versionIdOf(node: TreeNode): VersionId | undefined {
  switch (node.kind) {
    case 'artifact':
      return node.artifact.newest?.id;
    case 'version':
    case 'folder':
    case 'file':
      return node.version.id;
    case 'link':
      return node.link.versionId;
    default:
      return undefined;
  }
}

export function stringOf(request: Request, key: string): string | undefined {
  const value = request[key];
  return typeof value === 'string' ? value : undefined;
}

export function stringsOf(request: Request, key: string): readonly string[] | undefined {
  const value: unknown = request[key];
  return Array.isArray(value) && value.every(item => typeof item === 'string') ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
