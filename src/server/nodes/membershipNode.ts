/** A version's place in a collection, and the files it has there. */
import type { Artifact, Membership } from '../../core/artifact.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { Project } from '../../core/project.ts';
import type { Version } from '../../core/version.ts';
import { LATEST } from '../../core/names.ts';
import type { Context } from '../context.ts';
import { encodeId } from '../ids.ts';
import { aliasNode, artifactNode } from './artifactNode.ts';
import { collectionNode } from './collectionNode.ts';
import type { Node } from './connection.ts';
import { dateTime } from './connection.ts';
import type { FilesArgs } from './fileNode.ts';
import { versionFilesConnection } from './fileNode.ts';
import { orNull } from './missing.ts';

export function membershipNode({ artifact, version, index, aliases, since }: Membership) {
  return {
    __typename: 'ArtifactCollectionMembership' as const,
    id: encodeId('ArtifactCollectionMembership', `${artifact.id}/${version.id}`),
    versionIndex: index,
    createdAt: dateTime(since),
    aliases: [...aliases, `v${String(index)}`].map(alias => aliasNode(version, artifact, alias)),
    artifactCollection: async (_: unknown, { store }: Context) =>
      collectionNode(await store.projectById(artifact.projectId), artifact),
    artifact: () => artifactNode(version),
    files: (args: FilesArgs, context: Context) => versionFilesConnection(version, args, context),
  };
}

/** The membership that `alias` (or `v3`, or the id of a version of it) means. @throws AmphoraError `version-not-found` */
export async function findMembership(
  project: Project,
  artifact: Artifact,
  alias: string,
  { store }: Context,
): Promise<Membership> {
  const reference = { project: project.name, entity: project.entity, artifact: artifact.name, alias };
  const version: Version = await store.resolve(reference);
  const memberships = await store.membershipsOf(version.id);
  const found = memberships.find(member => member.artifact.id === artifact.id);
  if (!found) {
    throw new AmphoraError('version-not-found', { artifact: artifact.name, project: project.name, alias });
  }
  return found;
}

export async function membershipOf(project: Project, artifact: Artifact, alias: string, context: Context) {
  return membershipNode(await findMembership(project, artifact, alias, context));
}

/** `name:alias` in a project, without alias the latest. */
export function splitName(text: string): { readonly name: string; readonly alias: string } {
  const colon = text.indexOf(':');
  if (colon < 0) return { name: text, alias: LATEST };
  return { name: text.slice(0, colon), alias: text.slice(colon + 1) || LATEST };
}

/** Null where there is no such version: clients then say so themselves. */
export function findMembershipNode(project: Project, text: string, context: Context): Promise<Node> {
  const { name, alias } = splitName(text);
  return orNull(
    context.store
      .artifact(project.id, name)
      .then(artifact => membershipOf(project, artifact, alias, context)),
  );
}
