/**
 * The nodes of both trees. VS Code knows a node by its object while it is shown and by its id across refreshes:
 * a node's own data is therefore replaced in place, and ids are made of the store's own, below its name.
 */
import type { Artifact, ArtifactType } from '../../core/artifact.ts';
import type { ManifestEntry } from '../../core/manifest.ts';
import type { Project } from '../../core/project.ts';
import type { Run, RunLink } from '../../core/run.ts';
import type { Version } from '../../core/version.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';

interface Node<Kind extends string, Parent> {
  readonly kind: Kind;
  /** Unique in its tree and stable. */
  readonly id: string;
  readonly parent: Parent;
}

/** A store. The only one of a window is not drawn: what is in it stands at the root, and its id is empty. */
export interface StoreNode extends Node<'store', undefined> {
  readonly connection: StoreConnection;
  /** Whether it is meant where nothing says which. */
  current: boolean;
}

export type PinnedNode = Node<'pinned', StoreNode>;

export interface ProjectNode extends Node<'project', StoreNode> {
  project: Project;
  /** Whether it stands open at first. */
  readonly open: boolean;
}

export interface TypeNode extends Node<'type', ProjectNode> {
  type: ArtifactType;
  readonly open: boolean;
}

export interface ArtifactNode extends Node<'artifact', ProjectNode | TypeNode | PinnedNode> {
  artifact: Artifact;
  /** Where the name alone does not say it: in a filtered or pinned list. */
  readonly showType: boolean;
  readonly pinned: boolean;
}

export interface VersionNode extends Node<'version', ArtifactNode> {
  version: Version;
}

export interface FolderNode extends Node<'folder', VersionNode | FolderNode> {
  readonly version: Version;
  /** Path in the version, without a slash at its end. */
  readonly path: string;
  readonly name: string;
  readonly fileCount: number;
  readonly size: number;
}

export interface FileNode extends Node<'file', VersionNode | FolderNode> {
  readonly version: Version;
  readonly entry: ManifestEntry;
  readonly name: string;
}

export interface JobTypeNode extends Node<'jobType', ProjectNode> {
  jobType: ArtifactType;
  readonly open: boolean;
}

export interface RunNode extends Node<'run', ProjectNode | JobTypeNode> {
  run: Run;
  /** Where the tree does not group by job type. */
  readonly showJobType: boolean;
}

export interface LinksNode extends Node<'links', RunNode> {
  readonly side: 'inputs' | 'outputs';
  readonly links: readonly RunLink[];
}

export interface LinkNode extends Node<'link', LinksNode> {
  readonly link: RunLink;
}

/** The end of a listing that goes on. */
export type MoreNode = Node<'more', TreeNode>;

/** Stands where the children would be that could not be read. */
export interface ErrorNode extends Node<'error', TreeNode> {
  readonly error: unknown;
}

/** A way out, where the store cannot be opened. */
export interface ActionNode extends Node<'action', StoreNode> {
  readonly action: 'settings' | 'retry' | 'log' | 'signIn';
}

/** Stands where a store has nothing to show, or nothing yet. */
export interface NoteNode extends Node<'note', TreeNode> {
  readonly text: string;
  readonly busy: boolean;
}

export type TreeNode =
  | StoreNode
  | PinnedNode
  | ProjectNode
  | TypeNode
  | ArtifactNode
  | VersionNode
  | FolderNode
  | FileNode
  | JobTypeNode
  | RunNode
  | LinksNode
  | LinkNode
  | MoreNode
  | ErrorNode
  | ActionNode
  | NoteNode;

/** @param alone whether it is the only store of the window */
export function storeNode(connection: StoreConnection, alone: boolean): StoreNode {
  // No name has a colon: the id is no other node's.
  const id = alone ? '' : `store:${connection.name}`;
  return { kind: 'store', id, parent: undefined, connection, current: false };
}

/** The store that a node is of. */
export function connectionOf(node: TreeNode): StoreConnection {
  let top = node;
  while (top.kind !== 'store') top = top.parent;
  return top.connection;
}

/** The time a node's label tells as an age, if it does; milliseconds since the epoch. */
export function timeShown(node: TreeNode): number | undefined {
  switch (node.kind) {
    case 'store':
      return node.connection.asOf;
    case 'artifact':
      return node.artifact.newest?.createdAt ?? node.artifact.updatedAt;
    case 'version':
      return node.version.createdAt;
    case 'run':
      return node.run.createdAt;
    default:
      return undefined;
  }
}
