/**
 * The lineage graph: a bipartite graph of versions and runs. An edge from a version to a run means the run
 * used it; an edge from a run to a version means the run logged it.
 */
import type { ProjectId, RunId, VersionId } from './ids.ts';
import type { RunState } from './run.ts';

/** A version in the graph. `deleted` nodes keep their place so that what came from them stays explained. */
export interface VersionNode {
  readonly kind: 'version';
  /** The version's id; unique over all nodes. */
  readonly id: VersionId;
  readonly projectId: ProjectId;
  readonly artifact: string;
  readonly type: string;
  readonly version: number;
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly fileCount: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly deleted: boolean;
  /** Since when; where the store knows. */
  readonly deletedAt?: number;
}

/** A run in the graph. Deleted, it keeps its place as a version does. */
export interface RunNode {
  readonly kind: 'run';
  /** The run's id; unique over all nodes. */
  readonly id: RunId;
  readonly projectId: ProjectId;
  /** Display name, such as `sunny-smoke-1`. */
  readonly name: string;
  readonly jobType: string;
  readonly tags: readonly string[];
  readonly state: RunState;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly finishedAt?: number;
  readonly deleted: boolean;
  /** Since when; where the store knows. */
  readonly deletedAt?: number;
}

export type LineageNode = VersionNode | RunNode;

/** Data flows from `from` to `to`. */
export interface LineageEdge {
  readonly from: VersionId | RunId;
  readonly to: VersionId | RunId;
  /** When the run used or logged it, milliseconds since the epoch; where the store knows. */
  readonly at?: number;
  /** The alias or number that the run asked for. */
  readonly usedAs?: string;
  /** The number of the newer version that `usedAs` leads to by now. */
  readonly newer?: number;
}

/** An alias of a version, for a while. */
export interface AliasMove {
  /** May be a version that is not in the graph. */
  readonly id: VersionId;
  readonly projectId: ProjectId;
  readonly artifact: string;
  readonly version: number;
  readonly alias: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Unset while the version still has it. */
  readonly until?: number;
}

export interface LineageGraph {
  /** In order of creation, so that the same graph always reads the same. */
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
  /** Nodes whose neighbours were cut off by a depth or size limit. */
  readonly openEnds: readonly (VersionId | RunId)[];
  /** Where aliases of the graph's artifacts ever were, in the order they came; where they were asked for and the store knows. */
  readonly aliasMoves?: readonly AliasMove[];
}

/** The label of the field: `dataset:mnist-raw:v1` for a version, `load-data:sunny-smoke-1` for a run. */
export function nodeLabel(node: LineageNode): string {
  return node.kind === 'version' ? `${node.type}:${node.artifact}:v${String(node.version)}` : runLabel(node);
}

/** `load-data:sunny-smoke-1`; only the name of a run that has no job type. */
export function runLabel({ jobType, name }: Pick<RunNode, 'jobType' | 'name'>): string {
  return jobType === '' ? name : `${jobType}:${name}`;
}
