/** Writes as far as one may write, each told to the audit log. */
import { AmphoraError } from '../../core/errors.ts';
import type { VersionId } from '../../core/ids.ts';
import { versionLabel } from '../../core/version.ts';
import type { Store, StoreWrites } from '../../store/contract.ts';
import type { VersionDraft } from '../../store/writes.ts';
import type { Trail } from './AuditTrail.ts';
import { deleteVersions } from './deletions.ts';
import type { Guard } from './Guard.ts';

/** Every write of the contract: TypeScript asks for those that are missing. */
export function guardedWrites(store: Store, guard: Guard, trail: Trail): StoreWrites {
  const { asking } = guard;

  /** Ids of a draft as they may be asked for. */
  const checkedDraft = async (draft: VersionDraft): Promise<VersionDraft> => ({
    ...draft,
    entity: await guard.writableEntity(draft.entity),
    ...(draft.run === undefined ? {} : { run: await guard.writableOne('run', draft.run) }),
    ...(draft.id === undefined ? {} : { id: await guard.writableOne('draft', draft.id) }),
  });

  /** A change of one version, told by its name. */
  const changeVersion = <T>(
    action: string,
    id: VersionId,
    change: (id: VersionId) => Promise<T>,
  ): Promise<T> =>
    asking(() =>
      trail.of(action, async () => {
        const own = await guard.writableOne('version', id);
        const version = await store.version(own);
        const { entity, project } = version;
        return { result: await change(own), entity, project, target: versionLabel(version) };
      }),
    );

  return {
    makeProject: (name, named) =>
      trail.of('makeProject', async () => {
        const entity = await guard.writableEntity(named);
        return { result: await store.makeProject(name, entity), entity, project: name };
      }),
    beginRun: draft =>
      trail.of('beginRun', async () => {
        const entity = await guard.writableEntity(draft.entity);
        const result = await store.beginRun({ ...draft, entity });
        return { result, entity, project: result.project, target: result.key };
      }),
    // What a run tells of itself while it is under way would drown all else in the log.
    updateRun: (id, edit) => asking(async () => store.updateRun(await guard.writableOne('run', id), edit)),
    heartbeat: id => asking(async () => store.heartbeat(await guard.writableOne('run', id))),
    finishRun: (id, end) => asking(async () => store.finishRun(await guard.writableOne('run', id), end)),
    writeRunLines: (id, stream, lines) =>
      asking(async () => store.writeRunLines(await guard.writableOne('run', id), stream, lines)),
    commitRunFile: (id, file, staging) =>
      asking(async () => store.commitRunFile(await guard.writableOne('run', id), file, staging)),
    deleteRunFiles: (id, names) =>
      asking(async () => store.deleteRunFiles(await guard.writableOne('run', id), names)),
    deleteRun: id =>
      asking(() =>
        trail.of('deleteRun', async () => {
          const own = await guard.writableOne('run', id);
          const { entity, project, key } = await store.run(own);
          await store.deleteRun(own);
          return { result: undefined, entity, project, target: key };
        }),
      ),
    useVersion: (run, version, usedAs) =>
      asking(async () =>
        store.useVersion(
          await guard.writableOne('run', run),
          await guard.readableOne('version', version),
          usedAs,
        ),
      ),

    stage: options => store.stage(options),
    abandon: staging => store.abandon(staging),
    commitVersion: (draft, staging) =>
      asking(() =>
        trail.of('commitVersion', async () => {
          const own = await checkedDraft(draft);
          const result = await store.commitVersion(own, staging);
          const { version } = result;
          const { entity, project } = version;
          // The client’s own id of a version may be one that somebody else has given, too.
          if (entity !== own.entity) throw new AmphoraError('draft-not-found', {});
          return { result, entity, project, target: versionLabel(version) };
        }),
      ),

    editAliases: (id, edit) => changeVersion('editAliases', id, own => store.editAliases(own, edit)),
    editVersion: (id, edit) => changeVersion('editVersion', id, own => store.editVersion(own, edit)),
    editArtifact: (id, edit) =>
      asking(() =>
        trail.of('editArtifact', async () => {
          const own = await guard.writableOne('artifact', id);
          const { name } = await store.artifactById(own);
          const entity = await guard.ownerOf('artifact', id);
          await store.editArtifact(own, edit);
          return { result: undefined, entity, target: name };
        }),
      ),
    // It leaves one entity and comes to another.
    moveArtifact: (id, to) =>
      asking(() =>
        trail.of('moveArtifact', async () => {
          const own = await guard.writableOne('artifact', id, 'admin');
          const entity = await guard.writableEntity(to.entity);
          const { name } = await store.artifactById(own);
          const from = await guard.ownerOf('artifact', own);
          await store.moveArtifact(own, { ...to, entity });
          return { result: undefined, entity: from, target: `${name} to ${entity}/${to.project}` };
        }),
      ),
    linkVersion: draft =>
      asking(() =>
        trail.of('linkVersion', async () => {
          const entity = await guard.writableEntity(draft.entity);
          const version = await guard.readableOne('version', draft.version);
          const result = await store.linkVersion({ ...draft, entity, version });
          const target = `${draft.artifact}: ${versionLabel(result.version)}`;
          return { result, entity, project: draft.project, target };
        }),
      ),
    unlinkVersion: (portfolio, version) =>
      asking(() =>
        trail.of('unlinkVersion', async () => {
          const own = await guard.writableOne('artifact', portfolio);
          const { name: target } = await store.artifactById(own);
          await store.unlinkVersion(own, await guard.readableOne('version', version));
          return { result: undefined, entity: await guard.ownerOf('artifact', portfolio), target };
        }),
      ),
    editLinkAliases: (portfolio, version, edit) =>
      asking(() =>
        trail.of('editLinkAliases', async () => {
          const own = await guard.writableOne('artifact', portfolio);
          const result = await store.editLinkAliases(own, await guard.readableOne('version', version), edit);
          const entity = await guard.ownerOf('artifact', portfolio);
          return { result, entity, target: `${result.artifact.name}: ${versionLabel(result.version)}` };
        }),
      ),
    deletePortfolio: id =>
      asking(() =>
        trail.of('deletePortfolio', async () => {
          const own = await guard.writableOne('artifact', id, 'admin');
          const { name } = await store.artifactById(own);
          const entity = await guard.ownerOf('artifact', id);
          await store.deletePortfolio(own);
          return { result: undefined, entity, target: name };
        }),
      ),
    deleteVersions: (ids, options) =>
      asking(() =>
        trail.of('deleteVersions', async () => {
          const own = await guard.writable('version', ids, 'admin');
          const versions = await Promise.all(own.map(id => store.version(id)));
          await deleteVersions(store, guard, own, options);
          const { entity, project } = versions[0] ?? {};
          return { result: undefined, entity, project, target: versions.map(versionLabel).join(', ') };
        }),
      ),
  };
}
