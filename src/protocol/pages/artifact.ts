/** What the page of an artifact version asks of the store. */
import * as v from 'valibot';
import {
  artifactId,
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
  runRow,
  short,
  text,
  time,
  versionId,
  versionRow,
} from './shared.ts';

const version = v.object({
  ...versionRow.entries,
  artifactId,
  projectId,
  digest: text,
  description: text,
  tags: v.array(text),
  /** When it may go; unset for ever. */
  expiresAt: v.optional(time),
});

/** The run that logged a version; `gone` where it was deleted since. */
const producer = v.variant('kind', [
  v.object({ kind: v.literal('run'), run: runRow, git: v.optional(gitState) }),
  v.object({ kind: v.literal('gone') }),
]);

const overview = v.object({
  version,
  /** Versions of the artifact that are there. */
  versionCount: count,
  /** Numbers of the nearest before and after that are there. */
  older: v.optional(count),
  newer: v.optional(count),
  producer: v.optional(producer),
  /** Collections that link to it, as `project/name`. */
  linkedIn: v.array(v.object({ label: text, path: text })),
  metadata: jsonText,
});
export type ArtifactOverview = v.InferOutput<typeof overview>;

/** A stretch of a version's files, in the order of their paths' bytes. */
const files = v.object({
  paths: v.array(text),
  /** Bytes, in the same order. */
  sizes: v.array(count),
  /** Addresses of files that live elsewhere, by their place in `paths`. */
  references: v.array(v.tuple([count, text])),
  /** Of all of the version. */
  total: count,
});
/** Files that are told at once. */
export const FILES_AT_ONCE = 25_000;

const usage = v.object({
  runs: v.array(v.object({ ...runRow.entries, usedAs: v.optional(text) })),
  /** Whether there are more that are not told. */
  more: flag,
  /** Lines that get at it, in Python and at the command line. */
  python: text,
  cli: text,
});
export type ArtifactUsage = v.InferOutput<typeof usage>;

const history = v.object({
  versions: v.array(
    v.object({
      ...versionRow.entries,
      digest: text,
      /** Numbers of its metadata, `train.loss` for those within objects. */
      numbers: v.record(text, v.number()),
    }),
  ),
  next: v.optional(text),
});
export type VersionHistory = v.InferOutput<typeof history>;

const byId = v.object({ id: versionId });

export const artifactContract = {
  name: 'artifact',
  version: 2,
  requests: {
    getVersion: {
      params: v.object({ entity: short, project: short, artifact: short, version: short }),
      result: overview,
    },
    getFiles: { params: v.object({ id: versionId, from: count }), result: files },
    /** A file's beginning, or all of it. Checked where all of it is read. */
    getFile: { params: v.object({ id: versionId, path: filePath, limit: byteLimit }), result: fileBytes },
    getUsage: { params: byId, result: usage },
    /** The newest first. */
    getVersions: { params: v.object({ id: artifactId, cursor }), result: history },
    // What changes the store begins with `edit`: hosts ask first whether one may.
    editAliases: {
      params: v.object({ id: versionId, add: v.array(short), remove: v.array(short) }),
      result: nothing,
    },
    editDescription: { params: v.object({ id: versionId, description: text }), result: nothing },
    editTags: { params: v.object({ id: versionId, tags: v.array(short) }), result: nothing },
  },
  notifications: {},
} as const;
export type ArtifactContract = typeof artifactContract;
