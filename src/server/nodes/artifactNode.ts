/** Versions, which the protocol calls artifacts. */
import type { Artifact } from '../../core/artifact.ts';
import type { VersionId } from '../../core/ids.ts';
import { stringifyJson } from '../../core/json.ts';
import type { Project } from '../../core/project.ts';
import type { Version } from '../../core/version.ts';
import type { Context } from '../context.ts';
import { encodeId } from '../ids.ts';
import { userNode } from './accountNodes.ts';
import { typeNode } from './artifactTypeNode.ts';
import { collectionNode } from './collectionNode.ts';
import type { Node, PageArgs } from './connection.ts';
import { dateTime, listConnection } from './connection.ts';
import type { EntryArgs, FilesArgs } from './fileNode.ts';
import { entryFilesConnection, versionFilesConnection } from './fileNode.ts';
import { membershipNode, splitName } from './membershipNode.ts';
import { orNull } from './missing.ts';
import { runNode } from './runNode.ts';

/** What stands for a time to live that nobody set. */
export const NO_TTL = -2;

export function tagNode(name: string) {
  return { __typename: 'Tag' as const, id: encodeId('Tag', name), name, tagCategoryName: null };
}

export function aliasNode(
  version: Version,
  collection: Pick<Artifact, 'id' | 'name' | 'projectId'>,
  alias: string,
) {
  return {
    __typename: 'ArtifactAlias' as const,
    id: Buffer.from(`ArtifactAlias:${collection.id}/${alias}`).toString('base64'),
    alias,
    artifactCollectionName: collection.name,
    artifactCollection: async (_: unknown, { store }: Context) =>
      collectionNode(await store.projectById(collection.projectId), await store.artifactById(collection.id)),
    artifact: () => artifactNode(version),
  };
}

/** Runs on one side of a version, in order of their beginning. */
async function runsBeside(version: Version, direction: 'up' | 'down', { store }: Context) {
  const { nodes } = await store.lineage({ around: version.id, direction, depth: 1 });
  const runs = nodes.filter(node => node.kind === 'run').filter(node => !node.deleted);
  return Promise.all(runs.map(run => store.run(run.id)));
}

export function artifactNode(version: Version) {
  const sequence = async (context: Context) =>
    collectionNode(
      await context.store.projectById(version.projectId),
      await context.store.artifactById(version.artifactId),
    );
  return {
    __typename: 'Artifact' as const,
    id: encodeId('Artifact', version.id),
    state: version.deleted ? 'DELETED' : 'COMMITTED',
    digest: version.digest,
    digestAlgorithm: 'MANIFEST_MD5',
    versionIndex: version.index,
    description: version.description || null,
    metadata: stringifyJson(version.metadata),
    size: version.size,
    storageBytes: version.size,
    fileCount: version.fileCount,
    createdAt: dateTime(version.createdAt),
    updatedAt: dateTime(version.createdAt),
    lastUpdatedBy: null,
    commitHash: async (_: unknown, { store }: Context) =>
      version.loggedBy ? ((await orNull(store.run(version.loggedBy)))?.git?.commit ?? null) : null,
    labels: null,
    historyStep: version.historyStep ?? null,
    ttlDurationSeconds: version.ttlSeconds ?? NO_TTL,
    ttlIsInherited: version.ttlSeconds === undefined,
    tags: version.tags.map(tagNode),
    aliases: async (_: unknown, { store }: Context) => {
      const memberships = await store.membershipsOf(version.id);
      return memberships.flatMap(({ artifact, index, aliases }) =>
        [...aliases, `v${String(index)}`].map(alias => aliasNode(version, artifact, alias)),
      );
    },
    artifactType: async (_: unknown, { store }: Context) =>
      typeNode(await store.projectById(version.projectId), version.type),
    artifactSequence: (_: unknown, context: Context) => sequence(context),
    artifactCollections: async (args: PageArgs, { store }: Context): Promise<Node> => {
      const memberships = await store.membershipsOf(version.id);
      const collections = memberships.map(async ({ artifact }) =>
        collectionNode(await store.projectById(artifact.projectId), artifact),
      );
      return listConnection(await Promise.all(collections), args, node => node);
    },
    artifactMemberships: async (args: PageArgs, { store }: Context) =>
      listConnection(await store.membershipsOf(version.id), args, membershipNode),
    currentManifest: (_: unknown, { urls }: Context) => ({
      __typename: 'ArtifactManifest' as const,
      id: encodeId('ArtifactManifest', version.id),
      type: 'FULL',
      digest: version.digest,
      file: {
        __typename: 'File' as const,
        id: encodeId('File', `${version.id}/wandb_manifest.json`),
        name: 'wandb_manifest.json',
        directUrl: urls.getManifest(version.id),
        url: urls.getManifest(version.id),
      },
    }),
    files: (args: FilesArgs, context: Context) => versionFilesConnection(version, args, context),
    filesByManifestEntries: (args: EntryArgs, context: Context) =>
      entryFilesConnection(version, args, context),
    usedBy: async (args: PageArgs, context: Context) =>
      listConnection(await runsBeside(version, 'down', context), args, runNode),
    createdBy: async (_: unknown, context: Context) => {
      const { loggedBy } = version;
      const run = loggedBy && (await orNull(context.store.run(loggedBy)));
      return run ? runNode(run) : userNode(context.entity);
    },
    usedCount: async (_: unknown, context: Context) => (await runsBeside(version, 'down', context)).length,
    isLink: false,
  };
}

/** `name:alias` in a project; null where there is none. */
export async function findArtifactNode(project: Project, text: string, { store }: Context) {
  const { name, alias } = splitName(text);
  const reference = { project: project.name, entity: project.entity, artifact: name, alias };
  const version = await orNull(store.resolve(reference));
  return version && artifactNode(version);
}

/** The version of an id: also of a draft that was committed. @throws AmphoraError `version-not-found` */
export async function versionOfId(id: VersionId, { store, drafts }: Context): Promise<Version> {
  return store.version((await drafts.settled(id)) ?? id);
}
