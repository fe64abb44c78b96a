/** What the page that compares versions or runs asks of the store. */
import * as v from 'valibot';
import { count, flag, jsonText, runRow, short, text, versionRow } from './shared.ts';

/** Things that are compared at once. */
export const MAX_COMPARED = 20;

/** Things of one project; the first is what the others are compared with. */
const items = v.pipe(v.array(short), v.minLength(1), v.maxLength(MAX_COMPARED));
/** Those of them that are not there, or not any more. */
const gone = v.array(text);
const place = { entity: short, project: short, items };

const totals = v.object({ files: count, bytes: count });

/** How a file differs between the version that is compared with, and another. */
export const FILE_CHANGES = ['added', 'removed', 'changed', 'renamed'] as const;

const difference = v.object({
  change: v.picklist(FILE_CHANGES),
  /** In the other version; of one that was removed, in the first. */
  path: text,
  /** Of one that was renamed: in the first version. */
  from: v.optional(text),
  /** Bytes in the first version and in the other. */
  before: v.optional(count),
  after: v.optional(count),
});
export type FileDifference = v.InferOutput<typeof difference>;

const filesOfPair = v.object({
  differences: v.array(difference),
  /** Whether there are more than are told. */
  more: flag,
  totals: v.object({
    added: totals,
    removed: totals,
    changed: totals,
    renamed: totals,
    same: totals,
  }),
});
export type FileComparison = v.InferOutput<typeof filesOfPair>;
/** Files that differ and are told at most. */
export const MAX_DIFFERENCES = 100_000;

const versions = v.object({
  versions: v.array(
    v.object({
      ...versionRow.entries,
      /** As it was asked for. */
      label: text,
      digest: text,
      description: text,
      tags: v.array(text),
      metadata: jsonText,
      /** The run that logged it. */
      producer: v.optional(runRow),
    }),
  ),
  gone,
});
export type ComparedVersions = v.InferOutput<typeof versions>;

const runs = v.object({
  runs: v.array(
    v.object({
      ...runRow.entries,
      host: v.optional(text),
      commit: v.optional(text),
      tags: v.array(text),
      config: jsonText,
      summary: jsonText,
      lines: count,
      inputs: v.array(text),
      outputs: v.array(text),
    }),
  ),
  gone,
});
export type ComparedRuns = v.InferOutput<typeof runs>;

const inProject = { entity: short, project: short, filter: short };
const candidates = v.object({ versions: v.array(versionRow), runs: v.array(runRow) });

export const compareContract = {
  name: 'compare',
  version: 2,
  requests: {
    /** Versions as `artifact:v3`. */
    getVersions: { params: v.object(place), result: versions },
    /** Files of two versions, by their labels. */
    getFiles: {
      params: v.object({ entity: short, project: short, left: short, right: short }),
      result: filesOfPair,
    },
    /** Runs by their short names. */
    getRuns: { params: v.object(place), result: runs },
    /** What else could be compared, the newest first: versions of an artifact, or the one that `name:v3` names; runs. */
    getCandidates: {
      params: v.variant('what', [
        v.object({ what: v.literal('versions'), ...inProject, artifact: short }),
        v.object({ what: v.literal('runs'), ...inProject }),
      ]),
      result: candidates,
    },
  },
  notifications: {},
} as const;
export type CompareContract = typeof compareContract;
