/** Where every query and mutation begins. */
import type { Context } from './context.ts';
import { entityOf } from './context.ts';
import { decodeId } from './ids.ts';
import * as collections from './mutations/collections.ts';
import { moveArtifactSequence } from './mutations/collections.ts';
import * as keys from './mutations/keys.ts';
import * as projects from './mutations/projects.ts';
import * as runFiles from './mutations/runFiles.ts';
import * as runs from './mutations/runs.ts';
import * as uploads from './mutations/uploads.ts';
import * as versions from './mutations/versions.ts';
import { findEntityNode, serverInfoNode, userNode } from './nodes/accountNodes.ts';
import { collectionNode } from './nodes/collectionNode.ts';
import type { PageArgs } from './nodes/connection.ts';
import { orNull } from './nodes/missing.ts';
import { findProjectNode, projectsConnection } from './nodes/projectNode.ts';

type ProjectsArgs = PageArgs & { readonly entityName?: string | null };

async function artifactCollection({ id }: { readonly id: string }, { store }: Context) {
  const artifact = await orNull(store.artifactById(decodeId('ArtifactCollection', id)));
  return artifact && collectionNode(await store.projectById(artifact.projectId), artifact);
}

const { artifactById, clientIDMapping, ...uploadMutations } = uploads;
const { requireRun: _, ...runMutations } = runs;

/** Each a function of its arguments and the request's context, as the schema's default resolver calls them. */
export const ROOT = {
  viewer: (_args: unknown, { account }: Context) => userNode(account.user),
  serverInfo: (_args: unknown, { version }: Context) => serverInfoNode(version),
  entity: ({ name }: { readonly name?: string | null }, context: Context) =>
    findEntityNode(entityOf(name, context), context),
  organization: () => null,
  users: { edges: [] },
  project: findProjectNode,
  model: findProjectNode,
  projects: (args: ProjectsArgs, context: Context) => projectsConnection(args, args.entityName, context),
  models: (args: ProjectsArgs, context: Context) => projectsConnection(args, args.entityName, context),
  artifact: artifactById,
  artifactCollection,
  clientIDMapping,
  ...projects,
  ...keys,
  ...runMutations,
  ...runFiles,
  ...uploadMutations,
  ...versions,
  ...collections,
  moveArtifactCollection: moveArtifactSequence,
};
