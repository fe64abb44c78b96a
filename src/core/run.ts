import type { BlobKey, EntryDigest, ProjectId, RunId, VersionId } from './ids.ts';
import type { JsonObject } from './json.ts';

/** States of a run, as the W&B protocol names them. A run whose process vanished without a word is `crashed`. */
export const RUN_STATES = ['running', 'finished', 'failed', 'crashed', 'killed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** States in the order in which they ask for attention. */
export const STATES_BY_ATTENTION: readonly RunState[] = [
  'running',
  'failed',
  'crashed',
  'killed',
  'finished',
];

/** What a run streams while it is under way, each a list of numbered lines: metrics by step, metrics of the machine, output. */
export const RUN_STREAMS = ['history', 'events', 'console'] as const;
export type RunStream = (typeof RUN_STREAMS)[number];

/** Where the code of a run stood. */
export interface GitProvenance {
  /** Full hash of HEAD; undefined before the first commit. */
  readonly commit?: string;
  /** Undefined where HEAD is detached. */
  readonly branch?: string;
  /** Whether tracked files differ from HEAD. */
  readonly dirty: boolean;
  /** Address of `origin` (or the only remote), without credentials. */
  readonly remote?: string;
  /** The work tree's folder on the machine that ran it. */
  readonly root?: string;
}

/** One execution. */
export interface Run {
  readonly id: RunId;
  readonly projectId: ProjectId;
  readonly entity: string;
  readonly project: string;
  /** The run's short name in addresses, such as `k3j9x2ab`; unique in its project. */
  readonly key: string;
  /** Display name, such as `sunny-smoke-1`. */
  readonly name: string;
  /** What it does, such as `train`; empty where nobody said. */
  readonly jobType: string;
  /** The group it was started in, such as an experiment. */
  readonly group?: string;
  readonly state: RunState;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The last sign of life. Milliseconds since the epoch. */
  readonly heartbeatAt: number;
  readonly finishedAt?: number;
  readonly exitCode?: number;
  readonly inputCount: number;
  readonly outputCount: number;
}

/** When a run ended: at its last sign of life where it never said so; undefined while it runs. Milliseconds since the epoch. */
export function endOf({
  state,
  finishedAt,
  heartbeatAt,
}: Pick<Run, 'state' | 'heartbeatAt'> & { readonly finishedAt?: number | undefined }): number | undefined {
  return state === 'running' ? undefined : (finishedAt ?? heartbeatAt);
}

/** A version a run used or logged. */
export interface RunLink {
  readonly versionId: VersionId;
  readonly artifact: string;
  readonly type: string;
  readonly version: number;
  readonly aliases: readonly string[];
  readonly size: number;
  readonly deleted: boolean;
  /** The alias it was asked for by, such as `latest`; inputs only. */
  readonly usedAs?: string;
}

/** A file that a run keeps beside its metrics: an image it logged, its requirements, whatever it saved. */
export interface RunFile {
  /** Relative path, `/` between folders; unique in its run. */
  readonly name: string;
  readonly blob: BlobKey;
  readonly digest: EntryDigest;
  /** Bytes. */
  readonly size: number;
  /** Such as `image/png`. */
  readonly mimeType?: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** A run with all it holds. */
export interface RunDetail extends Run {
  readonly config: JsonObject;
  readonly summary: JsonObject;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly host?: string;
  /** The command line, as typed. */
  readonly command?: readonly string[];
  readonly git?: GitProvenance;
  /** How many lines it has streamed. */
  readonly lines: Readonly<Record<RunStream, number>>;
  readonly inputs: readonly RunLink[];
  readonly outputs: readonly RunLink[];
}
