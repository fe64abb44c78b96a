import { isAmphoraError } from '../../core/errors.ts';
import type { Project } from '../../core/project.ts';
import { projectTitle } from '../../core/project.ts';
import { formatReference } from '../../core/reference.ts';
import { versionReference } from '../../core/version.ts';
import type { StoreReads } from '../../store/contract.ts';
import type { StoreService } from '../../worker/service.ts';
import { allPages } from '../allPages.ts';
import { columns } from '../columns.ts';
import type { Answer, Context } from '../command.ts';
import { defineCommand } from '../command.ts';
import { chosenPlace } from '../project.ts';
import { artifactJson, projectJson, runJson, versionJson } from '../shapes.ts';
import { usageError } from '../usageError.ts';
import { age, bytes, count } from '../words.ts';

/** Nothing was logged yet where nobody said otherwise: that is no failure. */
function listNothing(context: Context): Answer {
  const text = `There is no store yet; amphora log makes one in "${context.storeName}"\n`;
  return { json: { projects: [] }, text: () => text };
}

async function listProjects(context: Context): Promise<Answer> {
  const { signal } = context.interrupts;
  let service: StoreService;
  try {
    service = await context.service();
  } catch (error) {
    if (!context.storeIsNamed && isAmphoraError(error, 'store-not-found')) return listNothing(context);
    throw error;
  }
  const { store } = service;
  const projects = await allPages(query => store.projects(query, { signal }));
  const { entity: own } = await store.info({ signal });
  return {
    json: { projects: projects.map(projectJson) },
    text() {
      if (projects.length === 0) return 'This store is empty; amphora log puts something into it\n';
      const rows = projects.map(({ name, entity, artifactCount, runCount, updatedAt }) => [
        // As ls takes it.
        entity === own ? name : `${projectTitle({ entity, name }, own)}/`,
        count(artifactCount),
        count(runCount),
        age(updatedAt, context.now()),
      ]);
      return columns(
        [['PROJECT', 'ARTIFACTS', 'RUNS', 'CHANGED'], ...rows],
        ['left', 'right', 'right', 'right'],
      );
    },
  };
}

async function listArtifacts(context: Context, store: StoreReads, project: Project): Promise<Answer> {
  const { signal } = context.interrupts;
  const all = await allPages(query =>
    store.artifacts({ ...query, project: project.id, sort: 'name' }, { signal }),
  );
  const artifacts = [...all].sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
  return {
    json: { project: project.name, artifacts: artifacts.map(artifactJson) },
    text() {
      if (artifacts.length === 0) return `The project "${project.name}" has no artifacts yet\n`;
      const rows = artifacts.map(({ type, name: artifact, newest, updatedAt }) => [
        type,
        artifact,
        newest === undefined ? '–' : `v${String(newest.index)}`,
        newest?.aliases.join(', ') ?? '',
        newest === undefined ? '' : bytes(newest.size),
        age(newest?.createdAt ?? updatedAt, context.now()),
      ]);
      const titles = ['TYPE', 'ARTIFACT', 'NEWEST', 'ALIASES', 'SIZE', 'LOGGED'];
      return columns([titles, ...rows], ['left', 'left', 'right', 'left', 'right', 'right']);
    },
  };
}

async function listVersions(
  context: Context,
  store: StoreReads,
  project: Project,
  name: string,
): Promise<Answer> {
  const { signal } = context.interrupts;
  const artifact = await store.artifact(project.id, name, { signal });
  const versions = await allPages(query => store.versions({ ...query, artifact: artifact.id }, { signal }));
  return {
    json: {
      project: project.name,
      artifact: artifact.name,
      type: artifact.type,
      versions: versions.map(versionJson),
    },
    text() {
      if (versions.length === 0) return `All versions of "${artifact.name}" were deleted\n`;
      const rows = versions.map(version => [
        formatReference(versionReference(version)),
        version.aliases.join(', '),
        count(version.fileCount),
        bytes(version.size),
        age(version.createdAt, context.now()),
      ]);
      const titles = ['VERSION', 'ALIASES', 'FILES', 'SIZE', 'LOGGED'];
      return columns([titles, ...rows], ['left', 'left', 'right', 'right', 'right']);
    },
  };
}

async function listRuns(context: Context, store: StoreReads, project: Project): Promise<Answer> {
  const { signal } = context.interrupts;
  const runs = await allPages(query => store.runs({ ...query, project: project.id }, { signal }));
  return {
    json: { project: project.name, runs: runs.map(runJson) },
    text() {
      if (runs.length === 0) return `The project "${project.name}" has no runs yet\n`;
      const rows = runs.map(run => [
        run.jobType,
        run.name,
        run.state,
        run.exitCode === undefined ? '' : String(run.exitCode),
        count(run.inputCount),
        count(run.outputCount),
        age(run.createdAt, context.now()),
      ]);
      const titles = ['JOB TYPE', 'RUN', 'STATE', 'EXIT', 'USED', 'MADE', 'BEGUN'];
      return columns([titles, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'right']);
    },
  };
}

export const lsCommand = defineCommand({
  name: 'ls',
  summary: 'List projects, the artifacts or runs of a project, or the versions of an artifact',
  usage: 'ls [PROJECT[/NAME]] [--runs]',
  details:
    'Of another entity, such as a team: ENTITY/PROJECT/ with a slash at its end, or ENTITY/PROJECT/NAME.',
  access: 'read',
  words: ['[PROJECT[/NAME]]'],
  options: { runs: { type: 'boolean', help: 'List the runs of the project' } },
  async run(context, { options, words: [place] }) {
    const isProject = place?.endsWith('/') === true;
    const parts = place?.replace(/\/$/, '').split('/') ?? [];
    if (parts.length > (isProject ? 2 : 3) || parts.includes(''))
      throw usageError(`"${place ?? ''}" is not PROJECT or PROJECT/NAME`);
    const [artifact, name, entity] =
      isProject || parts.length < 2 ? [undefined, ...parts.toReversed()] : parts.toReversed();
    if (options.runs && artifact !== undefined)
      throw usageError('--runs lists the runs of a project; write PROJECT alone');
    if (name === undefined && !options.runs) return listProjects(context);
    const { store } = await context.service();
    const { signal } = context.interrupts;
    const wanted = name === undefined ? chosenPlace(context, undefined) : { project: name, entity };
    const project = await store.project(wanted.project, wanted.entity, { signal });
    if (options.runs) return listRuns(context, store, project);
    if (artifact === undefined) return listArtifacts(context, store, project);
    return listVersions(context, store, project, artifact);
  },
});
