/** What callers hand to the Store's writes. */
import type { BlobKey, RunId, VersionId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import type { ManifestEntry } from '../core/manifest.ts';
import type { GitProvenance, RunFile, RunState } from '../core/run.ts';
import type { Version } from '../core/version.ts';

export interface RunDraft {
  readonly project: string;
  readonly entity?: string;
  readonly jobType: string;
  /** Display name; made up (`sunny-smoke-1`) unless given. */
  readonly name?: string;
  /** Short name in addresses; made up unless given. */
  readonly key?: string;
  readonly group?: string;
  readonly config?: JsonObject;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly host?: string;
  readonly command?: readonly string[];
  readonly git?: GitProvenance;
}

export interface RunEdit {
  readonly name?: string;
  readonly jobType?: string;
  /** Empty for none. */
  readonly group?: string;
  /** A run that goes on is `running` again, whatever it was. */
  readonly state?: RunState;
  readonly host?: string;
  readonly command?: readonly string[];
  readonly git?: GitProvenance;
  readonly config?: JsonObject;
  readonly summary?: JsonObject;
  readonly notes?: string;
  readonly tags?: readonly string[];
}

export interface RunEnd {
  readonly state: Exclude<RunState, 'running'>;
  readonly exitCode?: number;
  readonly summary?: JsonObject;
}

/** A stretch of what a run streams, to be written to its place: again is no change. */
export interface RunLines {
  /** Number of the first line; the first of all is 0. */
  readonly offset: number;
  /** Each without its line break. */
  readonly lines: readonly string[];
}

/** A file of a run, whose blob was placed in a staging. */
export type RunFileDraft = Omit<RunFile, 'updatedAt'>;

export interface VersionDraft {
  readonly project: string;
  readonly entity?: string;
  readonly artifact: string;
  readonly type: string;
  /** In any order, each path once. */
  readonly entries: readonly ManifestEntry[];
  /** Blobs that were newly placed in the staging and must be made durable first. */
  readonly placed: readonly BlobKey[];
  /** Where the bytes of blobs can be read that were not placed, by absolute path; only for a staging that is `inPlace`. */
  readonly sources?: ReadonlyMap<BlobKey, string>;
  /** That the caller saw every other blob of the manifest in this staging; else the store looks itself. */
  readonly seen?: boolean;
  /** `latest` is among them unless the caller has a reason. */
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
  /** How long it is to be kept after its creation; for ever unless told. */
  readonly ttlSeconds?: number;
  /** The step of the run's history at which it was logged. */
  readonly historyStep?: number;
  /** The draft that it comes from, which is settled; the version has its id, unless the content was there already. */
  readonly id?: VersionId;
  /** The run that made it. */
  readonly run?: RunId;
  /** The caller's own id of this draft: the same again gives the same version. */
  readonly clientId?: string;
}

export interface CommittedVersion {
  readonly version: Version;
  /** False where the artifact had this content already. */
  readonly created: boolean;
}

export interface AliasEdit {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

export interface VersionEdit {
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
  /** Null for ever. */
  readonly ttlSeconds?: number | null;
}

export interface ArtifactEdit {
  readonly name?: string;
  /** Only where no version would have another type than before, or for all of them. */
  readonly type?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
}

/** A project by name; the entity is the store's own unless told. */
export interface ProjectPlace {
  readonly project: string;
  readonly entity?: string;
}

/** A link from a portfolio to a version. */
export interface LinkDraft {
  readonly project: string;
  readonly entity?: string;
  /** The portfolio; made with the version's type where it is not there. */
  readonly artifact: string;
  readonly version: VersionId;
  /** Beside `latest`, which always moves. */
  readonly aliases: readonly string[];
}

/** Who would miss versions if they were deleted. */
export interface DeleteImpact {
  readonly versions: readonly VersionId[];
  readonly usedBy: readonly { readonly run: RunId; readonly name: string; readonly version: VersionId }[];
  readonly aliases: readonly string[];
  /** Bytes that `gc` could give back: those in no other version. Undefined where telling would take long. */
  readonly freedBytes?: number;
}
