/** What the page of a project asks of the store, and the list of projects. */
import * as v from 'valibot';
import { count, cursor, projectId, runRow, runState, short, text, time, versionRow } from './shared.ts';

const project = v.object({
  id: projectId,
  entity: text,
  name: text,
  artifactCount: count,
  runCount: count,
  updatedAt: time,
});
export type ProjectRow = v.InferOutput<typeof project>;

const named = v.array(v.object({ name: text, count }));
const overview = v.object({ project, types: named });
export type ProjectOverview = v.InferOutput<typeof overview>;

const jobTypes = v.object({ jobTypes: named });
export type ProjectJobTypes = v.InferOutput<typeof jobTypes>['jobTypes'];

/** Names, as its address has them: a page need not wait for ids. */
const inProject = { entity: short, project: short };
export type ProjectPlace = Readonly<Record<keyof typeof inProject, string>>;

const filter = v.optional(short);
const RUN_SORTS = ['created', 'oldest', 'name', 'state'] as const;
const ARTIFACT_SORTS = ['name', 'updated', 'created'] as const;

const runs = v.object({
  runs: v.array(v.object({ ...runRow.entries, inputCount: count, outputCount: count })),
  next: v.optional(text),
});
export type ProjectRuns = v.InferOutput<typeof runs>;

const artifacts = v.object({
  artifacts: v.array(
    v.object({
      name: text,
      type: text,
      versionCount: count,
      updatedAt: time,
      description: text,
      newest: v.optional(versionRow),
    }),
  ),
  next: v.optional(text),
});
export type ProjectArtifacts = v.InferOutput<typeof artifacts>;

export const projectContract = {
  name: 'project',
  version: 3,
  requests: {
    getProjects: {
      params: v.object({ entity: v.optional(short), cursor }),
      result: v.object({ projects: v.array(project), next: v.optional(text) }),
    },
    getProject: { params: v.object(inProject), result: overview },
    /** Counts every run of the project: to be asked when there is something to see already. */
    getJobTypes: { params: v.object(inProject), result: jobTypes },
    getRuns: {
      params: v.object({
        ...inProject,
        cursor,
        filter,
        jobType: v.optional(short),
        state: v.optional(runState),
        sort: v.picklist(RUN_SORTS),
      }),
      result: runs,
    },
    getArtifacts: {
      params: v.object({
        ...inProject,
        cursor,
        filter,
        type: v.optional(short),
        sort: v.picklist(ARTIFACT_SORTS),
      }),
      result: artifacts,
    },
  },
  notifications: {},
} as const;
export type ProjectContract = typeof projectContract;
