/** Rows of the catalog. Times are milliseconds since the epoch; JSON is text. */
import type { Generated, Kysely, Transaction } from 'kysely';
import type {
  ArtifactId,
  BlobKey,
  EntryDigest,
  ManifestDigest,
  ProjectId,
  RunId,
  VersionId,
} from '../../core/ids.ts';
import type { ArtifactKind } from '../../core/artifact.ts';
import type { RunState } from '../../core/run.ts';
import type { ManifestKind } from '../drafts.ts';

export interface ProjectTable {
  id: ProjectId;
  entity: string;
  name: string;
  created_at: number;
  updated_at: number;
  /** Runs ever begun; the number in the next run's display name. */
  run_count: number;
  /** Of these, those that were deleted. */
  deleted_run_count: Generated<number>;
}

export interface ArtifactTable {
  id: ArtifactId;
  project_id: ProjectId;
  name: string;
  type: string;
  description: string;
  tags: string;
  created_at: number;
  updated_at: number;
  /** A sequence numbers versions of its own; a portfolio links to versions of others. */
  kind: ArtifactKind;
  /** Number of the next version; never goes back. */
  next_index: number;
  version_count: number;
}

export interface VersionTable {
  id: VersionId;
  artifact_id: ArtifactId;
  project_id: ProjectId;
  idx: number;
  digest: ManifestDigest;
  manifest: BlobKey;
  size: number;
  file_count: number;
  description: string;
  metadata: string;
  tags: string;
  created_at: number;
  logged_by: RunId | null;
  client_id: string | null;
  deleted_at: number | null;
  /** 1 when `digests` knows what it holds. */
  indexed: Generated<number>;
  ttl_seconds: number | null;
  history_step: number | null;
}

export interface AliasTable {
  artifact_id: ArtifactId;
  alias: string;
  version_id: VersionId;
  set_at: number;
}

export interface AliasMoveTable {
  seq: Generated<number>;
  artifact_id: ArtifactId;
  alias: string;
  version_id: VersionId;
  from_at: number;
  until_at: number | null;
}

export interface RunTable {
  id: RunId;
  project_id: ProjectId;
  key: string;
  name: string;
  job_type: string;
  group_name: string | null;
  state: RunState;
  config: string;
  summary: string;
  notes: string;
  tags: string;
  host: string | null;
  command: string | null;
  git: string | null;
  created_at: number;
  heartbeat_at: number;
  finished_at: number | null;
  exit_code: number | null;
  /** Set on what stays of a deleted run: its name, for the lineage. */
  deleted_at: number | null;
}

export interface RunInputTable {
  run_id: RunId;
  version_id: VersionId;
  used_as: string | null;
  at: number;
}

export interface RunOutputTable {
  run_id: RunId;
  version_id: VersionId;
  at: number;
}

export interface RunFileTable {
  run_id: RunId;
  name: string;
  blob: BlobKey;
  digest: EntryDigest;
  size: number;
  mime_type: string | null;
  updated_at: number;
}

/** A version that a portfolio links to, under the portfolio's own number. */
export interface LinkTable {
  artifact_id: ArtifactId;
  version_id: VersionId;
  idx: number;
  linked_at: number;
}

/**
 * Where the bytes of an MD5 are: what need not be sent again. Each entity knows its own only: an MD5 that somebody heard of
 * opens no bytes of others, and bytes that were made to share one are not taken for another's.
 */
export interface DigestTable {
  entity: string;
  digest: EntryDigest;
  blob: BlobKey;
  size: number;
  /** When somebody was last told that the bytes are here: drafts begun before then may count on it. */
  seen_at: number;
  /** 0 until a commit made the blob durable. */
  durable: number;
}

/** A version that is being uploaded; its id becomes the version's unless the content was there already. */
export interface DraftTable {
  id: VersionId;
  project_id: ProjectId;
  artifact: string;
  request: string;
  client_id: string | null;
  distributed_id: string | null;
  begun_at: number;
  /** The version it became. */
  version_id: VersionId | null;
}

export interface DraftManifestTable {
  id: string;
  draft_id: VersionId;
  kind: ManifestKind;
  name: string;
  digest: string;
  /** The version that an incremental manifest adds to. */
  base_id: VersionId | null;
  /** Null until it was uploaded. */
  blob: BlobKey | null;
  size: number | null;
}

/** A process at work on the store: a log under way, the garbage collector, or the server. */
export interface WorkTable {
  id: string;
  kind: 'staging' | 'collect' | 'serve';
  pid: number;
  /** When the process started, as the system counts it; null where that cannot be known. */
  process_start: string | null;
  host: string;
  boot: string;
  started_at: number;
}

export interface ChangeTable {
  seq: Generated<number>;
  project_id: ProjectId | null;
  artifact_id: ArtifactId | null;
  run_id: RunId | null;
}

export interface CounterTable {
  /** How often blobs were taken away; when a shared store was cleaned last, in milliseconds since the epoch. */
  name: 'removals' | 'cleaned';
  value: number;
}

export interface Tables {
  projects: ProjectTable;
  artifacts: ArtifactTable;
  versions: VersionTable;
  aliases: AliasTable;
  alias_moves: AliasMoveTable;
  runs: RunTable;
  run_inputs: RunInputTable;
  run_outputs: RunOutputTable;
  run_files: RunFileTable;
  links: LinkTable;
  digests: DigestTable;
  drafts: DraftTable;
  draft_manifests: DraftManifestTable;
  work: WorkTable;
  changes: ChangeTable;
  counters: CounterTable;
}

/** The catalog, or a transaction on it. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
