/** A lineage graph as the JSON of the command line. */
import type { ProjectId } from '../ids.ts';
import type { LineageGraph, LineageNode } from '../lineage.ts';
import { nodeLabel } from '../lineage.ts';
import { versionName } from '../names.ts';
import { formatReference } from '../reference.ts';

/** The name of a project; undefined where it is not known. */
export type ProjectName = (id: ProjectId) => string | undefined;

export interface VersionNodeJson {
  readonly kind: 'version';
  readonly id: string;
  /** Of this shape in every kind of output: `type:name:v3`. */
  readonly label: string;
  readonly project: string | null;
  /** `project/name:v3`, to be handed back to a command. */
  readonly reference: string;
  readonly artifact: string;
  readonly type: string;
  readonly version: number;
  readonly aliases: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly fileCount: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly deleted: boolean;
}

export interface RunNodeJson {
  readonly kind: 'run';
  readonly id: string;
  /** `job type:run name`. */
  readonly label: string;
  readonly project: string | null;
  readonly name: string;
  readonly jobType: string;
  readonly state: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly deleted: boolean;
}

export interface EdgeJson {
  readonly from: string;
  readonly to: string;
  /** The alias or number that the run asked for. */
  readonly usedAs?: string;
  /** The number of the newer version that this leads to by now. */
  readonly newer?: number;
}

export interface LineageJson {
  readonly nodes: readonly (VersionNodeJson | RunNodeJson)[];
  /** Data flows from `from` to `to`: both are ids of nodes. */
  readonly edges: readonly EdgeJson[];
  /** Ids of nodes whose further neighbours were left out. */
  readonly openEnds: readonly string[];
}

function nodeToJson(node: LineageNode, projectName: ProjectName): VersionNodeJson | RunNodeJson {
  const { id, createdAt, projectId } = node;
  const project = projectName(projectId);
  const common = { id, label: nodeLabel(node), project: project ?? null };
  const time = { createdAt: new Date(createdAt).toISOString() };
  if (node.kind === 'run') {
    const { name, jobType, state, deleted } = node;
    return { kind: 'run', ...common, name, jobType, state, ...time, deleted };
  }
  const { artifact, type, version, aliases, size, fileCount, deleted } = node;
  const reference = formatReference({
    ...(project === undefined ? {} : { project }),
    artifact,
    alias: versionName(version),
  });
  return {
    kind: 'version',
    ...common,
    reference,
    artifact,
    type,
    version,
    aliases,
    size,
    fileCount,
    ...time,
    deleted,
  };
}

/** The graph as one JSON document; nodes and edges keep their order. */
export function lineageToJson(graph: LineageGraph, projectName: ProjectName = () => undefined): LineageJson {
  return {
    nodes: graph.nodes.map(node => nodeToJson(node, projectName)),
    edges: graph.edges.map(({ at: _, ...edge }) => edge),
    openEnds: graph.openEnds,
  };
}
