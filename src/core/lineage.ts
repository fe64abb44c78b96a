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
  /** Bytes. */
  readonly size: number;
  readonly fileCount: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly deleted: boolean;
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
  readonly state: RunState;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly deleted: boolean;
}

export type LineageNode = VersionNode | RunNode;

/** Data flows from `from` to `to`. */
export interface LineageEdge {
  readonly from: VersionId | RunId;
  readonly to: VersionId | RunId;
}

export interface LineageGraph {
  /** In order of creation, so that the same graph always reads the same. */
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
  /** Nodes whose neighbours were cut off by a depth or size limit. */
  readonly openEnds: readonly (VersionId | RunId)[];
}

/** The label of the field: `dataset:mnist-raw:v1` for a version, `load-data:sunny-smoke-1` for a run. */
export function nodeLabel(node: LineageNode): string {
  return node.kind === 'version' ? `${node.type}:${node.artifact}:v${String(node.version)}` : runLabel(node);
}

/** `load-data:sunny-smoke-1`; only the name of a run that has no job type. */
export function runLabel({ jobType, name }: Pick<RunNode, 'jobType' | 'name'>): string {
  return jobType === '' ? name : `${jobType}:${name}`;
}
