import type { Project } from '../../core/project.ts';
import type { Context, Maybe } from '../context.ts';
import { entityOf, projectOf } from '../context.ts';
import { encodeId, numberOf } from '../ids.ts';
import { entityNode, userNode } from './accountNodes.ts';
import { artifactTypeNode, collectionsConnection, typesConnection } from './artifactTypeNode.ts';
import { findArtifactNode } from './artifactNode.ts';
import { findCollectionNode } from './collectionNode.ts';
import type { PageArgs } from './connection.ts';
import { dateTime, listConnection, pageConnection, pageQuery } from './connection.ts';
import { findMembershipNode } from './membershipNode.ts';
import { orNull } from './missing.ts';
import { runNode } from './runNode.ts';
import { countRuns, findRunNode, runsConnection } from './runsConnection.ts';
import type { RunsArgs } from './runsConnection.ts';
import type { CollectionArgs } from './artifactTypeNode.ts';

interface Named {
  readonly name: string;
}

interface BucketArgs extends Named {
  /** What a client says that wants to know whether it can go on with a run. */
  readonly missingOk?: Maybe<boolean>;
}

async function findBucket(project: Project, { name, missingOk }: BucketArgs, context: Context) {
  const run = await orNull(context.store.runByKey(project.id, name));
  // Somebody means to go on with it, and it is not the process that was to stop.
  if (run && missingOk && run.state !== 'running') await context.store.stops.forget(run.id);
  return run && runNode(run);
}

const nothing = (args: PageArgs) => listConnection([], args, node => node);

export function projectNode(project: Project) {
  return {
    __typename: 'Project' as const,
    id: encodeId('Project', project.id),
    internalId: Buffer.from(`ProjectInternalId:${String(numberOf(project.id))}`).toString('base64'),
    name: project.name,
    entityName: project.entity,
    entity: () => entityNode(project.entity),
    createdAt: dateTime(project.createdAt),
    updatedAt: dateTime(project.updatedAt),
    description: null,
    access: 'PRIVATE',
    readOnly: false,
    isBenchmark: false,
    isPublished: false,
    user: () => userNode(project.entity),
    views: null,
    tags: [],
    runCount: (args: Pick<RunsArgs, 'filters'>, context: Context) => countRuns(project, args, context),
    run: ({ name }: Named, context: Context) => findRunNode(project, name, context),
    runs: (args: RunsArgs, context: Context) => runsConnection(project, args, context),
    bucket: (args: BucketArgs, context: Context) => findBucket(project, args, context),
    buckets: (args: RunsArgs, context: Context) => runsConnection(project, args, context),
    artifact: ({ name }: Named, context: Context) => findArtifactNode(project, name, context),
    artifactType: ({ name }: Named, context: Context) => artifactTypeNode(project, name, context),
    artifactTypes: (args: PageArgs, context: Context) => typesConnection(project, args, context),
    artifactCollection: ({ name }: Named, context: Context) => findCollectionNode(project, name, context),
    artifactCollections: (args: CollectionArgs, context: Context) =>
      collectionsConnection(project, undefined, args, context),
    artifactCollectionMembership: ({ name }: Named, context: Context) =>
      findMembershipNode(project, name, context),
    // Reports, sweeps and queues are not kept here.
    allViews: nothing,
    sweeps: nothing,
    runQueues: [],
  };
}

export interface ProjectArgs {
  readonly name?: Maybe<string>;
  readonly entityName?: Maybe<string>;
}

/** Null where there is no such project; clients then say so themselves. */
export async function findProjectNode({ name, entityName }: ProjectArgs, context: Context) {
  if (!name) return null;
  const project = await orNull(context.store.project(name, entityOf(entityName, context)));
  return project && projectNode(project);
}

/** The project of a name. @throws AmphoraError `project-not-found` */
export function requireProject(
  context: Context,
  name: Maybe<string>,
  entity: Maybe<string>,
): Promise<Project> {
  return context.store.project(projectOf(name), entityOf(entity, context));
}

export async function projectsConnection(args: PageArgs, entity: Maybe<string>, { store }: Context) {
  const page = await store.projects({ ...pageQuery(args), ...(entity ? { entity } : {}) });
  return { ...pageConnection(page, projectNode), totalCount: null };
}
