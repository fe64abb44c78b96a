/** Schemas that pages share. */
import * as v from 'valibot';
import type { ArtifactId, ProjectId, RunId, VersionId } from '../../core/ids.ts';
import { RUN_STATES } from '../../core/run.ts';

export const text = v.string();
export const flag = v.boolean();
/** A name, reference, cursor or query as a page may send it. */
export const short = v.pipe(v.string(), v.maxLength(1024));
/** A path in a version or a run. */
export const filePath = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
/** The path of a page's address: with one of a file in it, each byte of which may be escaped. */
export const pagePath = v.pipe(v.string(), v.maxLength(1 << 16));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Milliseconds since the epoch. */
export const time = v.pipe(v.number(), v.finite());

const id = <T extends string>(): v.GenericSchema<string, T> =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(256),
    v.transform(value => value as T),
  );
export const projectId = id<ProjectId>();
export const artifactId = id<ArtifactId>();
export const versionId = id<VersionId>();
export const runId = id<RunId>();

export const runState = v.picklist(RUN_STATES);
export const nothing = v.null();

/** A JSON object as text: numbers keep their digits on the way. */
export const jsonText = v.string();

/** A run as rows of tables show it. */
export const runRow = v.object({
  id: runId,
  entity: text,
  project: text,
  key: text,
  name: text,
  jobType: text,
  state: runState,
  createdAt: time,
  /** The last sign of life. */
  heartbeatAt: time,
  finishedAt: v.optional(time),
});
export type RunRow = v.InferOutput<typeof runRow>;

/** A version as rows of tables show it. */
export const versionRow = v.object({
  id: versionId,
  entity: text,
  project: text,
  artifact: text,
  type: text,
  index: count,
  aliases: v.array(text),
  size: count,
  fileCount: count,
  createdAt: time,
  deleted: flag,
});
export type VersionRow = v.InferOutput<typeof versionRow>;

/** Where the code of a run stood. */
export const gitState = v.object({
  commit: v.optional(text),
  branch: v.optional(text),
  dirty: flag,
  remote: v.optional(text),
  /** The commit's page, where its host is known. */
  address: v.optional(text),
});
export type GitState = v.InferOutput<typeof gitState>;

/** Bytes of a file, or of its beginning. */
export const fileBytes = v.object({
  /** Bytes of the whole file. */
  size: count,
  /** What was asked for of it. */
  base64: text,
});
export type FileBytes = v.InferOutput<typeof fileBytes>;

/** Bytes that a page may ask for at once. */
export const MAX_FILE_BYTES = 32 << 20;
export const byteLimit = v.pipe(count, v.maxValue(MAX_FILE_BYTES));

/** A stretch of a listing. */
export const cursor = v.optional(short);
