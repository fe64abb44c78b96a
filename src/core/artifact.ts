import type { ArtifactId, ProjectId } from './ids.ts';
import type { Version } from './version.ts';

/** A type in a project (`dataset`, `model`) with the number of artifacts that have it. */
export interface ArtifactType {
  readonly name: string;
  readonly count: number;
}

/** A `sequence` has versions of its own; a `portfolio` links to versions of other artifacts and numbers the links. */
export type ArtifactKind = 'sequence' | 'portfolio';

/** A named collection of versions, such as `mnist-raw`. */
export interface Artifact {
  readonly id: ArtifactId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly kind: ArtifactKind;
  readonly type: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly versionCount: number;
  /** The newest version; undefined when all were deleted. */
  readonly newest?: Version;
}

/** A version in a collection: one of its own, or one that a portfolio links to. */
export interface Membership {
  readonly artifact: Artifact;
  readonly version: Version;
  /** The number in this collection. */
  readonly index: number;
  /** Those of this collection. */
  readonly aliases: readonly string[];
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** A stretch of time in which an alias stood on a version. */
export interface AliasMove {
  readonly alias: string;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Undefined while it still stands there. */
  readonly until?: number;
}
