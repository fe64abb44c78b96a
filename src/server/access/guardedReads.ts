/** Reads as far as one may see. */
import type { Artifact } from '../../core/artifact.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { RunDetail, RunLink } from '../../core/run.ts';
import type { Page, StoreReads } from '../../store/contract.ts';
import type { Guard } from './Guard.ts';
import { visibleImpact } from './deletions.ts';
import { visibleGraph } from './visibleGraph.ts';

/** A portfolio may link to what one does not see. */
function withoutHidden(artifact: Artifact, guard: Guard): Artifact {
  const { newest, ...rest } = artifact;
  return newest && guard.sees(newest.entity) ? artifact : rest;
}

function mapPage<T>(page: Page<T>, change: (items: readonly T[]) => readonly T[]): Page<T> {
  return { ...page, items: change(page.items) };
}

/** Every read of the contract: TypeScript asks for those that are missing. */
export function guardedReads(store: StoreReads, guard: Guard): StoreReads {
  const { asking } = guard;
  const links = (all: readonly RunLink[]) => guard.visibleOf('version', all, link => link.versionId);
  const detail = async (run: RunDetail): Promise<RunDetail> => ({
    ...run,
    inputs: await links(run.inputs),
    outputs: await links(run.outputs),
  });
  return {
    info: async options => ({ ...(await store.info(options)), entity: guard.principal.user }),

    projects(query = {}, options) {
      const entities = guard.among(query.entities);
      return store.projects(
        {
          ...query,
          ...(query.entity === undefined ? {} : { entity: guard.readableEntity(query.entity) }),
          ...(entities ? { entities } : {}),
        },
        options,
      );
    },
    project: (name, entity, options) =>
      asking(() => store.project(name, guard.readableEntity(entity), options)),
    artifactTypes: async (project, options) =>
      store.artifactTypes(await guard.readableOne('project', project), options),
    async artifacts(query, options) {
      const project = await guard.readableOne('project', query.project);
      const page = await store.artifacts({ ...query, project }, options);
      return mapPage(page, items => items.map(artifact => withoutHidden(artifact, guard)));
    },
    artifact: (project, name, options) =>
      asking(async () =>
        withoutHidden(
          await store.artifact(await guard.readableOne('project', project), name, options),
          guard,
        ),
      ),
    projectById: (id, options) =>
      asking(async () => store.projectById(await guard.readableOne('project', id), options)),
    artifactById: (id, options) =>
      asking(async () =>
        withoutHidden(await store.artifactById(await guard.readableOne('artifact', id), options), guard),
      ),
    versions: (query, options) =>
      asking(async () => {
        const artifact = await guard.readableOne('artifact', query.artifact);
        const page = await store.versions({ ...query, artifact }, options);
        return mapPage(page, items => items.filter(({ entity }) => guard.sees(entity)));
      }),

    resolve: (reference, defaultProject, options) =>
      asking(async () => {
        const entity = guard.readableEntity(reference.entity);
        const version = await store.resolve({ ...reference, entity }, defaultProject, options);
        if (guard.sees(version.entity)) return version;
        const { project = defaultProject ?? '', artifact, alias } = reference;
        throw new AmphoraError('version-not-found', { artifact, project, alias });
      }),
    memberships: (query, options) =>
      asking(async () => {
        const artifact = await guard.readableOne('artifact', query.artifact);
        const page = await store.memberships({ ...query, artifact }, options);
        return mapPage(page, items =>
          items
            .filter(({ version }) => guard.sees(version.entity))
            .map(member => ({ ...member, artifact: withoutHidden(member.artifact, guard) })),
        );
      }),
    membershipsOf: (version, options) =>
      asking(async () => {
        const all = await store.membershipsOf(await guard.readableOne('version', version), options);
        const visible = await guard.visibleOf('artifact', all, ({ artifact }) => artifact.id);
        return visible.map(member => ({ ...member, artifact: withoutHidden(member.artifact, guard) }));
      }),
    version: (id, options) =>
      asking(async () => store.version(await guard.readableOne('version', id), options)),
    manifest: (id, options) =>
      asking(async () => store.manifest(await guard.readableOne('version', id), options)),
    locate: (id, paths, options) =>
      asking(async () => store.locate(await guard.readableOne('version', id), paths, options)),
    readFile: (id, path, range, options) =>
      asking(async () => store.readFile(await guard.readableOne('version', id), path, range, options)),
    aliasHistory: async (artifact, options) =>
      store.aliasHistory(await guard.readableOne('artifact', artifact), options),

    jobTypes: async (project, options) =>
      store.jobTypes(await guard.readableOne('project', project), options),
    runs: async (query, options) =>
      store.runs({ ...query, project: await guard.readableOne('project', query.project) }, options),
    run: (id, options) =>
      asking(async () => detail(await store.run(await guard.readableOne('run', id), options))),
    runState: (id, options) =>
      asking(async () => store.runState(await guard.readableOne('run', id), options)),
    runByKey: (project, key, options) =>
      asking(async () =>
        detail(await store.runByKey(await guard.readableOne('project', project), key, options)),
      ),
    runLines: (id, stream, range, options) =>
      asking(async () => store.runLines(await guard.readableOne('run', id), stream, range, options)),
    runFiles: async (query, options) =>
      store.runFiles({ ...query, run: await guard.readableOne('run', query.run) }, options),
    findRunFiles: async (id, names, options) =>
      store.findRunFiles(await guard.readableOne('run', id), names, options),
    locateRunFile: (id, name, options) =>
      asking(async () => store.locateRunFile(await guard.readableOne('run', id), name, options)),
    readRunFile: (id, name, range, options) =>
      asking(async () => store.readRunFile(await guard.readableOne('run', id), name, range, options)),

    lineage: (query, options) => visibleGraph(store, guard, query, options),
    deleteImpact: (ids, options) => visibleImpact(store, guard, ids, options),
  };
}
