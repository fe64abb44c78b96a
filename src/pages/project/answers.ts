import type { Project } from '../../core/project.ts';
import type { Handlers } from '../../protocol/host.ts';
import type { ProjectContract, ProjectPlace, ProjectRow } from '../../protocol/pages/project.ts';
import { toRunRow, toVersionRow } from '../rows.ts';
import type { PageServices } from '../services.ts';

const ROWS_AT_ONCE = 100;

function toProjectRow({ id, entity, name, artifactCount, runCount, updatedAt }: Project): ProjectRow {
  return { id, entity, name, artifactCount, runCount, updatedAt };
}

/** Answers to the page of a project, and to the list of projects. */
export function projectAnswers({ store }: PageServices): Handlers<ProjectContract> {
  const idOf = async ({ entity, project }: ProjectPlace, signal: AbortSignal) =>
    (await store.project(project, entity, { signal })).id;
  return {
    getProjects: async (query, signal) => {
      const { items, next } = await store.projects({ ...defined(query), limit: ROWS_AT_ONCE }, { signal });
      return { projects: items.map(toProjectRow), next };
    },
    getProject: async ({ entity, project: name }, signal) => {
      const project = await store.project(name, entity, { signal });
      const types = await store.artifactTypes(project.id, { signal });
      return { project: toProjectRow(project), types: [...types] };
    },
    getJobTypes: async (place, signal) => {
      const project = await idOf(place, signal);
      return { jobTypes: [...(await store.jobTypes(project, { signal }))] };
    },
    getRuns: async ({ entity, project: name, ...query }, signal) => {
      const project = await idOf({ entity, project: name }, signal);
      const asked = { project, ...defined(query), limit: ROWS_AT_ONCE };
      const { items, next } = await store.runs(asked, { signal });
      const runs = items.map(run => {
        const { inputCount, outputCount } = run;
        return { ...toRunRow(run), inputCount, outputCount };
      });
      return { runs, next };
    },
    getArtifacts: async ({ entity, project: name, ...query }, signal) => {
      const project = await idOf({ entity, project: name }, signal);
      const asked = { project, ...defined(query), limit: ROWS_AT_ONCE };
      const { items, next } = await store.artifacts(asked, { signal });
      const artifacts = items.map(({ name, type, versionCount, updatedAt, description, newest }) => ({
        name,
        type,
        versionCount,
        updatedAt,
        description,
        newest: newest && toVersionRow(newest),
      }));
      return { artifacts, next };
    },
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without what was left out: a store takes no undefined. */
function defined<T extends object>(query: T): Defined<T> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Defined<T>;
}
