import type { Artifact } from '../../core/artifact.ts';
import type { Project } from '../../core/project.ts';
import { canonicalName } from '../../core/names.ts';
import type { Context, Maybe } from '../context.ts';
import { encodeId } from '../ids.ts';
import { aliasNode, artifactNode, tagNode } from './artifactNode.ts';
import { typeNode } from './artifactTypeNode.ts';
import type { PageArgs } from './connection.ts';
import { allItems, dateTime, listConnection, pageConnection, pageQuery } from './connection.ts';
import { membershipNode, membershipOf } from './membershipNode.ts';
import { orNull } from './missing.ts';
import { projectNode } from './projectNode.ts';

interface VersionsArgs extends PageArgs {
  readonly order?: Maybe<string>;
}

/** A sequence or a portfolio. */
export function collectionNode(project: Project, artifact: Artifact) {
  const versions = async (args: VersionsArgs, { store }: Context) => {
    // `version_index`, `+createdAt`: the oldest first; they come in one order by either.
    const order = args.order && !args.order.startsWith('-') ? ('oldest' as const) : ('newest' as const);
    const page = await store.memberships({ artifact: artifact.id, order, ...pageQuery(args) });
    const connection = pageConnection(page, member => member);
    return {
      ...connection,
      totalCount: artifact.versionCount,
      edges: connection.edges.map(({ cursor, node }) => ({
        cursor,
        version: `v${String(node.index)}`,
        node: artifactNode(node.version),
      })),
    };
  };
  return {
    __typename:
      artifact.kind === 'portfolio' ? ('ArtifactPortfolio' as const) : ('ArtifactSequence' as const),
    id: encodeId('ArtifactCollection', artifact.id),
    name: artifact.name,
    description: artifact.description,
    createdAt: dateTime(artifact.createdAt),
    updatedAt: dateTime(artifact.updatedAt),
    state: artifact.versionCount > 0 ? 'READY' : 'DELETED',
    project: () => projectNode(project),
    defaultArtifactType: () => typeNode(project, artifact.type),
    tags: (args: PageArgs) => listConnection(artifact.tags, args, tagNode),
    aliases: async (args: PageArgs, { store }: Context) => {
      const members = await allItems(page => store.memberships({ artifact: artifact.id, ...page }));
      const aliases = members.flatMap(member => member.aliases.map(alias => ({ alias, member })));
      return listConnection(aliases, args, ({ alias, member }) => aliasNode(member.version, artifact, alias));
    },
    artifacts: versions,
    artifactMembership: async ({ aliasName }: { readonly aliasName: string }, context: Context) =>
      orNull(membershipOf(project, artifact, aliasName, context)),
    artifactMemberships: async (args: PageArgs, { store }: Context) => {
      const page = await store.memberships({ artifact: artifact.id, ...pageQuery(args) });
      return { ...pageConnection(page, membershipNode), totalCount: artifact.versionCount };
    },
    latestArtifact: () => (artifact.newest ? artifactNode(artifact.newest) : null),
    versionCount: artifact.versionCount,
  };
}

/** @param only null where it is of another type or kind */
export async function findCollectionNode(
  project: Project,
  name: string,
  { store }: Context,
  only: Partial<Pick<Artifact, 'type' | 'kind'>> = {},
) {
  const artifact = await orNull(store.artifact(project.id, canonicalName(name)));
  const { type = artifact?.type, kind = artifact?.kind } = only;
  return artifact && artifact.type === type && artifact.kind === kind
    ? collectionNode(project, artifact)
    : null;
}
