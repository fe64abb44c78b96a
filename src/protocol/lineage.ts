/** What the lineage page asks of the store. */
import * as v from 'valibot';
import type { RunId, VersionId } from '../core/ids.ts';
import type { Lens } from '../core/lineage/lens.ts';
import type { LineageGraph } from '../core/lineage.ts';
import type { GroupId } from '../core/lineageGroups.ts';
import { count, jsonText, projectId, runId, runState, short, text, time, versionId } from './pages/shared.ts';

const nodeId: v.GenericSchema<string, VersionId | RunId> = v.union([versionId, runId]);

const tags = v.array(text);
const deletion = { deleted: v.boolean(), deletedAt: v.exactOptional(time) };

const versionNode = v.object({
  kind: v.literal('version'),
  id: versionId,
  projectId,
  artifact: text,
  type: text,
  version: count,
  aliases: v.array(text),
  tags,
  size: count,
  fileCount: count,
  createdAt: time,
  ...deletion,
});

const runNode = v.object({
  kind: v.literal('run'),
  id: runId,
  projectId,
  name: text,
  jobType: text,
  tags,
  state: runState,
  createdAt: time,
  finishedAt: v.exactOptional(time),
  ...deletion,
});

const edge = v.object({
  from: nodeId,
  to: nodeId,
  at: v.exactOptional(time),
  usedAs: v.exactOptional(text),
  newer: v.exactOptional(count),
});

const aliasMove = v.object({
  id: versionId,
  projectId,
  artifact: text,
  version: count,
  alias: text,
  from: time,
  until: v.exactOptional(time),
});

const graph: v.GenericSchema<unknown, LineageGraph> = v.object({
  nodes: v.array(v.variant('kind', [versionNode, runNode])),
  edges: v.array(edge),
  openEnds: v.array(nodeId),
  aliasMoves: v.exactOptional(v.array(aliasMove)),
});

/** What the page looks at: a project, or one version or run of it with its ancestors and descendants. */
const scope = v.object({ project: projectId, focus: v.optional(nodeId) });
export type LineageScope = v.InferOutput<typeof scope>;

const snapshot = v.object({
  scope,
  /** The project's name, for the page's heading. */
  project: text,
  graph,
});
/** All that the page draws; asked for anew, whole, whenever something in the store changed. */
export type LineageSnapshot = v.InferOutput<typeof snapshot>;

const details = v.variant('kind', [
  v.object({
    kind: v.literal('version'),
    digest: text,
    description: text,
    tags: v.array(text),
    metadata: jsonText,
  }),
  v.object({
    kind: v.literal('run'),
    finishedAt: v.optional(time),
    exitCode: v.optional(v.pipe(v.number(), v.safeInteger())),
    notes: text,
    tags: v.array(text),
    host: v.optional(text),
    command: v.optional(v.array(text)),
    git: v.optional(
      v.object({
        commit: v.optional(text),
        branch: v.optional(text),
        dirty: v.boolean(),
        remote: v.optional(text),
      }),
    ),
    config: jsonText,
    summary: jsonText,
  }),
]);
/** What the graph does not carry, asked for when a node is selected. */
export type LineageDetails = v.InferOutput<typeof details>;

export const lineageContract = {
  name: 'lineage',
  version: 3,
  requests: {
    /** What an address leads to; `focus` is the short name of a run, or a version as `artifact:v3`. */
    findScope: {
      params: v.object({ entity: short, project: short, focus: v.optional(short) }),
      result: scope,
    },
    getGraph: { params: scope, result: snapshot },
    getDetails: { params: v.object({ id: nodeId }), result: details },
    /** The path of a node's own page, and what code calls it: `project/name:v3`, or the run's name. */
    findPlace: { params: v.object({ id: nodeId }), result: v.object({ path: text, name: text }) },
  },
  notifications: {},
} as const;
export type LineageContract = typeof lineageContract;

const group = v.custom<GroupId>(value => typeof value === 'string' && /^(type|job):/.test(value));

const names = v.exactOptional(v.array(text));
const steps = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0)));

const lens: v.GenericSchema<unknown, Lens> = v.object({
  asOf: v.exactOptional(time),
  filter: v.object({
    types: names,
    jobTypes: names,
    aliases: names,
    tags: names,
    states: v.exactOptional(v.array(runState)),
    since: v.exactOptional(time),
    until: v.exactOptional(time),
    stale: v.exactOptional(v.boolean()),
  }),
  steps: v.object({ up: steps, down: steps }),
  pairing: v.exactOptional(v.object({ kind: v.picklist(['path', 'compare']), left: text, right: text })),
});

const arranged = v.object({
  scope,
  arrangement: v.object({ all: v.boolean(), except: v.array(group) }),
  /** Of the picture in the view; absent while all of it is kept in sight. */
  zoom: v.optional(v.object({ x: time, y: time, k: v.pipe(time, v.gtValue(0)) })),
  /** A node of the view. */
  selection: v.optional(text),
  lens: v.optional(lens),
});
/** How a person arranged the page. */
export type LineageView = v.InferOutput<typeof arranged>;

/** A remembered arrangement; undefined where it is none. */
export function parseLineageView(state: unknown): LineageView | undefined {
  const parsed = v.safeParse(arranged, state);
  return parsed.success ? parsed.output : undefined;
}
