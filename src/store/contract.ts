/**
 * The Store contract: all that the tree, the pages, the command line, transfers and servers know of where
 * artifacts live. Every implementation, local or remote, passes the one suite in `test/store/contract`.
 *
 * Failures are `AmphoraError`s; a call whose `signal` is aborted rejects with the signal's reason. Ids are
 * opaque and stable. Times are milliseconds since the epoch.
 */
import type { AliasMove, Artifact, ArtifactType, Membership } from '../core/artifact.ts';
import type { ArtifactId, ProjectId, RunId, VersionId } from '../core/ids.ts';
import type { LineageGraph } from '../core/lineage.ts';
import type { Manifest } from '../core/manifest.ts';
import type { Project } from '../core/project.ts';
import type { Reference } from '../core/reference.ts';
import type { Run, RunDetail, RunFile, RunState, RunStream } from '../core/run.ts';
import type { Version } from '../core/version.ts';
import type { StoreChanges } from './changes.ts';
import type { BlobLocation, Staging } from './blobs.ts';
import type {
  AliasEdit,
  ArtifactEdit,
  CommittedVersion,
  DeleteImpact,
  LinkDraft,
  ProjectPlace,
  RunDraft,
  RunEdit,
  RunEnd,
  RunFileDraft,
  RunLines,
  VersionDraft,
  VersionEdit,
} from './writes.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** A stretch of a listing. Pass `next` back as `cursor` for what follows; its content is the store's own. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface PageQuery {
  readonly cursor?: string;
  /** Number of items; 100 unless told, 1,000 at most. */
  readonly limit?: number;
}

/** What a store is, for the tree's root and for messages. */
export interface StoreInfo {
  readonly kind: 'local' | 'remote';
  /** Folder of a local store, address of a remote one. */
  readonly location: string;
  /** The entity that a reference without one means. */
  readonly entity: string;
  /**
   * When what a remote store lists was true, where it cannot be reached now and answers from before are shown; milliseconds since
   * the epoch.
   */
  readonly asOf?: number;
}

export type ArtifactSort = 'name' | 'updated' | 'created';

export interface ProjectQuery extends PageQuery {
  /** Only projects of this one. */
  readonly entity?: string;
  /** Only projects of one of these. */
  readonly entities?: readonly string[];
}

export interface ArtifactQuery extends PageQuery {
  readonly project: ProjectId;
  readonly type?: string;
  /** Only names that contain this, whatever their case. */
  readonly filter?: string;
  readonly sort?: ArtifactSort;
}

export interface VersionQuery extends PageQuery {
  readonly artifact: ArtifactId;
}

export interface MembershipQuery extends PageQuery {
  readonly artifact: ArtifactId;
  /** `newest` unless told. */
  readonly order?: 'newest' | 'oldest';
}

/** Newest first; oldest first; by name; by state, what asks for attention first. */
export type RunSort = 'created' | 'oldest' | 'name' | 'state';

export interface RunQuery extends PageQuery {
  readonly project: ProjectId;
  readonly jobType?: string;
  readonly state?: RunState;
  /** Only names that contain this, whatever their case. */
  readonly filter?: string;
  readonly sort?: RunSort;
}

export interface RunFileQuery extends PageQuery {
  readonly run: RunId;
  /** Only names that begin with this, such as `media/images/`. */
  readonly prefix?: string;
}

export type LineageDirection = 'up' | 'down' | 'both';

/** A project's whole lineage, or what surrounds one node. */
export interface LineageQuery {
  readonly project?: ProjectId;
  readonly around?: VersionId | RunId;
  readonly direction?: LineageDirection;
  /** Edges from `around`; without limit unless told. */
  readonly depth?: number;
  /** Nodes at most; 100,000 unless told. What is cut off is named in `openEnds`. */
  readonly limit?: number;
  /** Whether to tell where aliases were before. */
  readonly history?: boolean;
}

/** A stretch of bytes, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

/** Numbers of lines, `end` exclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface StoreReads {
  info(options?: CallOptions): Promise<StoreInfo>;

  // Names are looked for in their one form (NFC), whatever form they are given in.

  /** By name. */
  projects(query?: ProjectQuery, options?: CallOptions): Promise<Page<Project>>;
  /** @throws `project-not-found` with the nearest names */
  project(name: string, entity?: string, options?: CallOptions): Promise<Project>;
  artifactTypes(project: ProjectId, options?: CallOptions): Promise<readonly ArtifactType[]>;
  artifacts(query: ArtifactQuery, options?: CallOptions): Promise<Page<Artifact>>;
  /** @throws `artifact-not-found` with the nearest names; `artifact-deleted` where no version of it remains */
  artifact(project: ProjectId, name: string, options?: CallOptions): Promise<Artifact>;
  /** @throws `project-not-found` */
  projectById(id: ProjectId, options?: CallOptions): Promise<Project>;
  /** Also of one without versions. @throws `artifact-not-found` */
  artifactById(id: ArtifactId, options?: CallOptions): Promise<Artifact>;
  /** Newest first; deleted ones left out. */
  versions(query: VersionQuery, options?: CallOptions): Promise<Page<Version>>;

  /**
   * The version a reference means now. A reference without a project needs `defaultProject`.
   * @throws `project-not-found`, `artifact-not-found`, `version-not-found`, each with the nearest names; `reference-needs-project`,
   * `artifact-deleted`, `version-deleted`
   */
  resolve(reference: Reference, defaultProject?: string, options?: CallOptions): Promise<Version>;
  /** The versions of a collection, be they its own or linked, with their numbers and aliases there. */
  memberships(query: MembershipQuery, options?: CallOptions): Promise<Page<Membership>>;
  /** Every collection that has a version, its own first. @throws `version-not-found` */
  membershipsOf(version: VersionId, options?: CallOptions): Promise<readonly Membership[]>;
  /** Also of a deleted version. @throws `version-not-found` */
  version(id: VersionId, options?: CallOptions): Promise<Version>;
  /** @throws `version-deleted`, `manifest-damaged` */
  manifest(id: VersionId, options?: CallOptions): Promise<Manifest>;
  /** Where the bytes of these paths can be had, in the order asked. The caller checks their digest. */
  locate(id: VersionId, paths: readonly string[], options?: CallOptions): Promise<readonly BlobLocation[]>;
  /** A file's bytes, checked: the stream fails with `blob-damaged` before its end if they are not the file's (whole reads only). */
  readFile(
    id: VersionId,
    path: string,
    range?: ByteRange,
    options?: CallOptions,
  ): Promise<ReadableStream<Uint8Array>>;
  /** Every move of every alias, newest first. */
  aliasHistory(artifact: ArtifactId, options?: CallOptions): Promise<readonly AliasMove[]>;

  /** Job types of a project with the number of runs of each. */
  jobTypes(project: ProjectId, options?: CallOptions): Promise<readonly ArtifactType[]>;
  /** Newest first unless told. */
  runs(query: RunQuery, options?: CallOptions): Promise<Page<Run>>;
  /** @throws `run-not-found` */
  run(id: RunId, options?: CallOptions): Promise<RunDetail>;
  /** No more than a run's state, for whoever asks often. @throws `run-not-found` */
  runState(id: RunId, options?: CallOptions): Promise<RunState>;
  /** The run that has this key in its project. @throws `run-not-found` */
  runByKey(project: ProjectId, key: string, options?: CallOptions): Promise<RunDetail>;
  /**
   * Lines that a run streamed, from `start` to `end`, exclusive, 10,000 at most. One that was never written, between
   * others, is empty.
   * @throws `run-not-found`
   */
  runLines(id: RunId, stream: RunStream, range: LineRange, options?: CallOptions): Promise<readonly string[]>;
  /** A run's files by name. */
  runFiles(query: RunFileQuery, options?: CallOptions): Promise<Page<RunFile>>;
  /** Those of these files that there are, in the order asked. */
  findRunFiles(id: RunId, names: readonly string[], options?: CallOptions): Promise<readonly RunFile[]>;
  /** Where the bytes of a run's file can be had. The caller checks their digest. @throws `run-file-not-found`, `run-not-found` */
  locateRunFile(id: RunId, name: string, options?: CallOptions): Promise<BlobLocation>;
  /** A run's file's bytes, checked as those of `readFile`. @throws `run-file-not-found`, `run-not-found` */
  readRunFile(
    id: RunId,
    name: string,
    range?: ByteRange,
    options?: CallOptions,
  ): Promise<ReadableStream<Uint8Array>>;

  lineage(query: LineageQuery, options?: CallOptions): Promise<LineageGraph>;
  /** Who would miss these versions. */
  deleteImpact(ids: readonly VersionId[], options?: CallOptions): Promise<DeleteImpact>;
}

export interface StoreWrites {
  /** The project of a name, made where it is not there. @throws `name-invalid` */
  makeProject(name: string, entity?: string): Promise<Project>;
  /** Makes the project if it is not there. */
  beginRun(draft: RunDraft): Promise<Run>;
  updateRun(id: RunId, edit: RunEdit): Promise<void>;
  /** Says that the run still lives; one that falls silent for minutes reads as `crashed`. */
  heartbeat(id: RunId): Promise<void>;
  finishRun(id: RunId, end: RunEnd): Promise<void>;
  /** Writes lines of a stream to their places, over what was there. A sign of life. @throws `run-not-found`, `disk-full`, `input-malformed` */
  writeRunLines(id: RunId, stream: RunStream, lines: RunLines): Promise<void>;
  /**
   * Gives a run a file, in place of one of the same name, once its blob is durable. The staging goes on: it may serve for more.
   * @throws `run-not-found`, `path-unsafe`, `staging-lost`, `disk-full`
   */
  commitRunFile(id: RunId, file: RunFileDraft, staging: Staging): Promise<void>;
  deleteRunFiles(id: RunId, names: readonly string[]): Promise<void>;
  /** Deletes a run with what it streamed and its files. Versions it used or made stay. @throws `run-not-found` */
  deleteRun(id: RunId): Promise<void>;
  /** Records that a run used a version; again is no change. */
  useVersion(run: RunId, version: VersionId, usedAs?: string): Promise<void>;

  /** A place for blobs of a version to come; end it by `commitVersion` or `abandon`. */
  stage(options?: CallOptions): Promise<Staging>;
  /**
   * The one way a version comes to be: makes its blobs durable, numbers it, moves its aliases and records its
   * run, at once or not at all. Content that the artifact already has becomes no new version: the aliases move
   * to the one that has it, the run is recorded as its producer, and a description, metadata and tags that are
   * given become its own.
   * @throws `artifact-type-differs`, `alias-reserved`, `staging-lost`, `disk-full`
   */
  commitVersion(draft: VersionDraft, staging: Staging): Promise<CommittedVersion>;
  abandon(staging: Staging): Promise<void>;

  /** An alias lives on one version of its artifact: adding it here takes it from another. */
  editAliases(id: VersionId, edit: AliasEdit): Promise<Version>;
  editVersion(id: VersionId, edit: VersionEdit): Promise<Version>;
  /** @throws `artifact-exists`, `artifact-type-differs` */
  editArtifact(id: ArtifactId, edit: ArtifactEdit): Promise<void>;
  /**
   * Moves an artifact with all its versions to another project, which is made where it is not there. Ids, numbers, aliases and
   * the lineage stay.
   * @throws `artifact-exists`, `artifact-not-found`, `name-invalid`; `not-supported` by servers of W&B
   */
  moveArtifact(id: ArtifactId, to: ProjectPlace): Promise<void>;
  /**
   * Links a version into a portfolio, which is made where it is not there; again only moves aliases.
   * @throws `version-deleted`, `artifact-not-portfolio`, `artifact-type-differs`, `alias-reserved`
   */
  linkVersion(draft: LinkDraft): Promise<Membership>;
  unlinkVersion(portfolio: ArtifactId, version: VersionId): Promise<void>;
  /** Aliases of a portfolio's link, as `editAliases` for a version's own. */
  editLinkAliases(portfolio: ArtifactId, version: VersionId, edit: AliasEdit): Promise<Membership>;
  /** Deletes a portfolio and its links; the versions stay. A sequence goes with its versions: delete those. */
  deletePortfolio(id: ArtifactId): Promise<void>;
  /**
   * Deletes versions; their place in the lineage stays, marked. `latest` falls to the newest that remains.
   * @throws `version-in-use` unless `force`
   */
  deleteVersions(ids: readonly VersionId[], options?: { readonly force?: boolean }): Promise<void>;
}

export interface StoreEvents {
  /**
   * Calls back after anything changed, here or in another process, with what did. Returns what ends it.
   * Calls are merged: several changes may come as one.
   */
  onDidChange(listener: (changes: StoreChanges) => void): { dispose(): void };
}

export interface Store extends StoreReads, StoreWrites, StoreEvents {
  /** Lets go of files and threads; calls under way are finished first. */
  close(): Promise<void>;
}
