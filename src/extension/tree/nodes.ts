/**
 * The nodes of both trees. VS Code knows a node by its object while it is shown and by its id across refreshes:
 * a node's own data is therefore replaced in place, and ids are made of the store's.
 */
import type { Artifact, ArtifactType } from '../../core/artifact.ts';
import type { ManifestEntry } from '../../core/manifest.ts';
import type { Project } from '../../core/project.ts';
import type { Run, RunLink } from '../../core/run.ts';
import type { Version } from '../../core/version.ts';

interface Node<Kind extends string, Parent> {
  readonly kind: Kind;
  /** Unique in its tree and stable. */
  readonly id: string;
  readonly parent: Parent;
}

export type PinnedNode = Node<'pinned', undefined>;

export interface ProjectNode extends Node<'project', undefined> {
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
export type MoreNode = Node<'more', ParentNode>;

/** Stands where the children would be that could not be read. */
export interface ErrorNode extends Node<'error', ParentNode> {
  readonly error: unknown;
}

/** A way out, where the store cannot be opened. */
export interface ActionNode extends Node<'action', undefined> {
  readonly action: 'settings' | 'retry' | 'log';
}

export type TreeNode =
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
  | ActionNode;

/** Undefined is the root. */
export type ParentNode = TreeNode | undefined;

/** The time a node's label tells as an age, if it does; milliseconds since the epoch. */
export function timeShown(node: TreeNode): number | undefined {
  switch (node.kind) {
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
