/** The lineage page's contract. `src/extension/panels` and the server are its hosts, `webview/lineage` its page. */
import * as v from 'valibot';
import type { ProjectId, RunId, VersionId } from '../core/ids.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { LineageGraph } from '../core/lineage.ts';
import type { GroupId } from '../core/lineageGroups.ts';
import { RUN_STATES } from '../core/run.ts';

const text = v.string();
const id = <T extends string>(): v.GenericSchema<string, T> =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(256),
    v.transform(value => value as T),
  );
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const time = v.pipe(v.number(), v.finite());
const nodeId = id<VersionId | RunId>();

/** Messages are JSON already: that it is an object is all there is to check. */
const jsonObject = v.custom<JsonObject>(isJsonObject);

const versionNode = v.object({
  kind: v.literal('version'),
  id: id<VersionId>(),
  projectId: id<ProjectId>(),
  artifact: text,
  type: text,
  version: count,
  aliases: v.array(text),
  size: count,
  fileCount: count,
  createdAt: time,
  deleted: v.boolean(),
});

const runNode = v.object({
  kind: v.literal('run'),
  id: id<RunId>(),
  projectId: id<ProjectId>(),
  name: text,
  jobType: text,
  state: v.picklist(RUN_STATES),
  createdAt: time,
});

const graph: v.GenericSchema<unknown, LineageGraph> = v.object({
  nodes: v.array(v.variant('kind', [versionNode, runNode])),
  edges: v.array(v.object({ from: nodeId, to: nodeId })),
  openEnds: v.array(nodeId),
});

/**
 * What the page looks at: a project, or one version or run of it with its ancestors and descendants. `store` is the remote store it is
 * in, by its name; unset for the local one.
 */
const scope = v.object({
  project: id<ProjectId>(),
  focus: v.optional(nodeId),
  store: v.optional(v.pipe(text, v.minLength(1), v.maxLength(256))),
});
export type LineageScope = v.InferOutput<typeof scope>;

const snapshot = v.object({
  scope,
  /** The project's name, for the page's heading. */
  project: text,
  graph,
});
/** All that the page draws. Sent anew, whole, whenever something in it changed. */
export type LineageSnapshot = v.InferOutput<typeof snapshot>;

const welcome = v.object({
  /** BCP 47 tag for numbers and dates, such as `ja`. */
  locale: text,
  /** English sentence -> sentence in the person's language. Empty for English. */
  messages: v.record(text, text),
  /** What to show, unless the page has a state of its own to come back to. */
  scope,
  /** Whether the legend is open. */
  legend: v.boolean(),
});
export type LineageWelcome = v.InferOutput<typeof welcome>;

const details = v.variant('kind', [
  v.object({
    kind: v.literal('version'),
    digest: text,
    description: text,
    tags: v.array(text),
    metadata: jsonObject,
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
    config: jsonObject,
    summary: jsonObject,
  }),
]);
/** What the graph does not carry, asked for when a node is selected. */
export type LineageDetails = v.InferOutput<typeof details>;

const version = v.object({ id: id<VersionId>() });
const run = v.object({ id: id<RunId>() });
const nothing = v.null();

export const lineageContract = {
  name: 'lineage',
  version: 1,
  requests: {
    /** First of all; the host may notify only after it. */
    ready: { params: nothing, result: welcome },
    /** The host keeps sending `snapshot`s of the scope asked for last. */
    getGraph: { params: scope, result: snapshot },
    getDetails: { params: v.object({ id: nodeId }), result: details },
    openVersion: { params: version, result: nothing },
    openRun: { params: run, result: nothing },
    openFiles: { params: version, result: nothing },
    /** To the clipboard: `project/name:v3`, or the run's name. */
    copyReference: { params: v.object({ id: nodeId }), result: nothing },
    download: { params: version, result: nothing },
    /** The ways out of an empty page: the command that logs a folder, and an example to the clipboard. */
    logFolder: { params: nothing, result: nothing },
    copyExample: { params: nothing, result: nothing },
    /** Remembers whether the legend is open, for every page. */
    keepLegend: { params: v.object({ open: v.boolean() }), result: nothing },
  },
  notifications: {
    snapshot,
    /** Look at something else: the command was run again for another node. */
    show: scope,
  },
} as const;
export type LineageContract = typeof lineageContract;

const group = v.custom<GroupId>(value => typeof value === 'string' && /^(type|job):/.test(value));

const pageState = v.object({
  version: v.literal(1),
  scope,
  arrangement: v.object({ all: v.boolean(), except: v.array(group) }),
  /** Of the picture in the view; absent while all of it is kept in sight. */
  zoom: v.optional(v.object({ x: time, y: time, k: v.pipe(time, v.gtValue(0)) })),
  /** A node of the view. */
  selection: v.optional(text),
});
/** What the page comes back to after it was hidden or the window restarted: what I look at and how I arranged it. */
export type LineagePageState = v.InferOutput<typeof pageState>;

/** Undefined for a state of another version, or none. */
export function parseLineagePageState(value: unknown): LineagePageState | undefined {
  const parsed = v.safeParse(pageState, value);
  return parsed.success ? parsed.output : undefined;
}
