/** A lineage graph as OpenLineage events, for catalogs of data. */
import type { ProjectId, RunId } from '../ids.ts';
import { stringifyJson } from '../json.ts';
import type { LineageGraph, LineageNode, RunNode, VersionNode } from '../lineage.ts';
import { versionName } from '../names.ts';
import type { Project } from '../project.ts';
import type { RunState } from '../run.ts';
import { stableUuid } from './stableUuid.ts';

const SPEC = 'https://openlineage.io/spec';
const RUN_EVENT = `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`;

const EVENT_TYPES = {
  running: 'RUNNING',
  finished: 'COMPLETE',
  failed: 'FAIL',
  crashed: 'FAIL',
  killed: 'ABORT',
} as const satisfies Readonly<Record<RunState, string>>;

export interface OpenLineageOptions {
  /** A URI of the program that writes the events. */
  readonly producer: string;
  /** Undefined where it is not known. */
  readonly project?: (id: ProjectId) => Pick<Project, 'entity' | 'name'> | undefined;
  /** When a run ended or, under way, was last heard of, in milliseconds since the epoch. Its beginning unless known. */
  readonly lastSeen?: (id: RunId) => number | undefined;
}

interface Facet {
  readonly _producer: string;
  readonly _schemaURL: string;
}

interface Dataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets: Readonly<Record<string, Facet>>;
  readonly outputFacets?: Readonly<Record<string, Facet>>;
}

/**
 * Events of OpenLineage 2-0-2, one line of JSON for each run, in the order of the graph: what became of the run, what it used
 * and what it logged. A version that no run touched is in none.
 *
 * - A namespace is `amphora:entity/project`, of jobs and datasets alike; `amphora:` and the id of a project that is not known.
 * - A job is a job type, or the run by its name where it has none. A dataset is an artifact, its version a facet of it (`v3`).
 * - A run's id is a UUID made from its id in the store, always the same one: see `stableUuid`.
 */
export function lineageToOpenLineage(graph: LineageGraph, options: OpenLineageOptions): string {
  const versions = new Map<string, VersionNode>();
  for (const node of graph.nodes) if (node.kind === 'version') versions.set(node.id, node);
  const inputs = Map.groupBy(graph.edges, edge => edge.to as string);
  const outputs = Map.groupBy(graph.edges, edge => edge.from as string);
  const datasets = (ids: readonly string[], of: (node: VersionNode) => Dataset) =>
    ids.flatMap(id => versions.get(id) ?? []).map(of);
  return graph.nodes
    .filter(node => node.kind === 'run')
    .map(run => {
      const used = (inputs.get(run.id) ?? []).map(edge => edge.from);
      const made = (outputs.get(run.id) ?? []).map(edge => edge.to);
      return lineOf({
        ...runEvent(run, options),
        inputs: datasets(used, node => dataset(node, options)),
        outputs: datasets(made, node => output(node, options)),
      });
    })
    .join('');
}

function runEvent(run: RunNode, options: OpenLineageOptions): object {
  const jobType = facet(options, '2-0-3', 'JobTypeJobFacet', {
    processingType: 'BATCH',
    integration: 'AMPHORA',
    jobType: 'RUN',
  });
  return {
    eventType: EVENT_TYPES[run.state],
    eventTime: new Date(options.lastSeen?.(run.id) ?? run.createdAt).toISOString(),
    producer: options.producer,
    schemaURL: RUN_EVENT,
    run: { runId: stableUuid(run.id) },
    job: {
      namespace: namespaceOf(run, options),
      name: (run.jobType === '' ? run.name : run.jobType).toWellFormed(),
      facets: { jobType },
    },
  };
}

function dataset(node: VersionNode, options: OpenLineageOptions): Dataset {
  return {
    namespace: namespaceOf(node, options),
    name: node.artifact.toWellFormed(),
    facets: {
      version: facet(options, '1-0-1', 'DatasetVersionDatasetFacet', {
        datasetVersion: versionName(node.version),
      }),
      datasetType: facet(options, '1-0-0', 'DatasetTypeDatasetFacet', {
        datasetType: node.type.toWellFormed(),
      }),
    },
  };
}

function output(node: VersionNode, options: OpenLineageOptions): Dataset {
  const { size, fileCount } = node;
  const outputStatistics = facet(options, '1-0-2', 'OutputStatisticsOutputDatasetFacet', { size, fileCount });
  return { ...dataset(node, options), outputFacets: { outputStatistics } };
}

function facet({ producer }: OpenLineageOptions, version: string, name: string, fields: object): Facet {
  return {
    _producer: producer,
    _schemaURL: `${SPEC}/facets/${version}/${name}.json#/$defs/${name}`,
    ...fields,
  };
}

function namespaceOf({ projectId }: LineageNode, { project }: OpenLineageOptions): string {
  const known = project?.(projectId);
  const place = known === undefined ? projectId : `${known.entity}/${known.name}`;
  return `amphora:${place.toWellFormed()}`;
}

/** What readers take for the end of a line or a terminal would obey; JSON allows it as it is. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function lineOf(event: object): string {
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${stringifyJson(event).replace(UNSAFE, escape)}\n`;
}
