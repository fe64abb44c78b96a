/** What the page of a run asks of the store. */
import * as v from 'valibot';
import {
  byteLimit,
  count,
  cursor,
  fileBytes,
  filePath,
  flag,
  gitState,
  jsonText,
  nothing,
  projectId,
  runId,
  runRow,
  short,
  text,
  time,
  versionRow,
} from './shared.ts';

const overview = v.object({
  run: v.object({
    ...runRow.entries,
    projectId,
    group: v.optional(text),
    exitCode: v.optional(v.pipe(v.number(), v.safeInteger())),
    notes: text,
    tags: v.array(text),
    host: v.optional(text),
    command: v.optional(v.array(text)),
    git: v.optional(gitState),
  }),
  config: jsonText,
  summary: jsonText,
  /** Lines that it streamed. */
  lines: v.object({ history: count, events: count, console: count }),
});
export type RunOverview = v.InferOutput<typeof overview>;

const links = v.object({
  inputs: v.array(v.object({ ...versionRow.entries, usedAs: v.optional(text) })),
  outputs: v.array(versionRow),
});
/** What a run used and logged. */
export type RunLinks = v.InferOutput<typeof links>;

const stream = v.picklist(['history', 'events']);
const metricName = v.pipe(v.string(), v.maxLength(4096));

const metrics = v.object({
  metrics: v.array(
    v.object({
      name: metricName,
      kind: v.picklist(['number', 'media', 'other']),
      /** Of media, such as `image-file`. */
      mediaType: v.optional(text),
      /** Whether it never falls: it can be an x-axis. */
      rising: flag,
      count,
    }),
  ),
  /** Whether every line was looked at; else there may be more. */
  complete: flag,
});
export type RunMetrics = v.InferOutput<typeof metrics>;

const series = v.object({
  /** Whether it was made in haste of some lines only: asked again without `quick`, all is there. */
  sketch: flag,
  series: v.array(
    v.object({
      metric: metricName,
      x: v.array(v.number()),
      y: v.array(v.number()),
      /** Points there are between `from` and `to`. */
      total: count,
      /** Whether these are all of them, and not the extremes of each stretch. */
      raw: flag,
      /** Values that are no finite numbers and are left out. */
      notFinite: count,
    }),
  ),
});
export type RunSeries = v.InferOutput<typeof series>;

const media = v.object({
  steps: v.array(
    v.object({
      step: v.number(),
      files: v.array(
        v.object({
          path: text,
          caption: v.optional(text),
          width: v.optional(count),
          height: v.optional(count),
        }),
      ),
    }),
  ),
  total: count,
});
export type RunMedia = v.InferOutput<typeof media>;

const log = v.object({
  lines: v.array(v.object({ text, isError: flag, time: v.optional(text) })),
  total: count,
});
export type RunLog = v.InferOutput<typeof log>;
/** Lines of output that are told at once. */
export const LOG_LINES_AT_ONCE = 1000;

const files = v.object({
  files: v.array(v.object({ name: text, size: count, mimeType: v.optional(text), updatedAt: time })),
  next: v.optional(text),
});
export type RunFiles = v.InferOutput<typeof files>;

export const runContract = {
  name: 'run',
  version: 1,
  requests: {
    getRun: { params: v.object({ entity: short, project: short, run: short }), result: overview },
    getLinks: { params: v.object({ id: runId }), result: links },
    /** `quick` tells what the summary tells; else every line is looked at. */
    getMetrics: { params: v.object({ id: runId, stream, quick: flag }), result: metrics },
    /** Points of metrics in order of x, the lowest and the highest of each stretch where they are too many. */
    getSeries: {
      params: v.object({
        id: runId,
        stream,
        metrics: v.pipe(v.array(metricName), v.maxLength(64)),
        /** Another metric, `_step`, `_runtime` (seconds) or `_timestamp` (seconds since the epoch). */
        x: metricName,
        from: v.optional(v.number()),
        to: v.optional(v.number()),
        /** Stretches, at most twice as many points. */
        points: v.pipe(count, v.minValue(1), v.maxValue(20_000)),
        /** Something to draw soon, whatever is left out. */
        quick: v.optional(flag),
      }),
      result: series,
    },
    getMedia: {
      params: v.object({
        id: runId,
        metric: metricName,
        from: count,
        count: v.pipe(count, v.maxValue(1000)),
      }),
      result: media,
    },
    getLog: {
      params: v.object({ id: runId, from: count, count: v.pipe(count, v.maxValue(LOG_LINES_AT_ONCE)) }),
      result: log,
    },
    getFiles: { params: v.object({ id: runId, cursor }), result: files },
    /** A file's beginning, or all of it. Checked where all of it is read. */
    getFile: { params: v.object({ id: runId, path: filePath, limit: byteLimit }), result: fileBytes },
    // What changes the store begins with `edit`: hosts ask first whether one may.
    editNotes: { params: v.object({ id: runId, notes: text }), result: nothing },
    editTags: { params: v.object({ id: runId, tags: v.array(short) }), result: nothing },
    editName: { params: v.object({ id: runId, name: short }), result: nothing },
  },
  notifications: {},
} as const;
export type RunContract = typeof runContract;
