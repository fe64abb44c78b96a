/** Versions that are on their way: what a client may ask of them before they are committed. */
import type { Artifact } from '../../core/artifact.ts';
import { stringifyJson } from '../../core/json.ts';
import type { Project } from '../../core/project.ts';
import type { Draft } from '../../store/drafts.ts';
import type { Context } from '../context.ts';
import { encodeId } from '../ids.ts';
import { artifactNode, NO_TTL, tagNode } from './artifactNode.ts';
import { typeNode } from './artifactTypeNode.ts';
import { collectionNode } from './collectionNode.ts';
import { dateTime } from './connection.ts';
import { orNull } from './missing.ts';

/** The collection as it will be, where this is its first version. */
function futureCollection({ request }: Draft, project: Project, now: number): Artifact {
  return {
    id: '' as Artifact['id'],
    projectId: project.id,
    name: request.artifact,
    kind: 'sequence',
    type: request.type,
    description: '',
    tags: [],
    createdAt: now,
    updatedAt: now,
    versionCount: 0,
  };
}

async function pendingNode(draft: Draft, { store }: Context) {
  const { request } = draft;
  const now = Date.now();
  const project = await store.project(request.project, request.entity);
  const collection =
    (await orNull(store.artifact(project.id, request.artifact))) ?? futureCollection(draft, project, now);
  return {
    __typename: 'Artifact' as const,
    id: encodeId('Artifact', draft.id),
    state: 'PENDING',
    digest: '',
    description: request.description ?? null,
    metadata: stringifyJson(request.metadata ?? {}),
    size: 0,
    fileCount: 0,
    createdAt: dateTime(now),
    ttlDurationSeconds: request.ttlSeconds ?? NO_TTL,
    ttlIsInherited: request.ttlSeconds === undefined,
    tags: (request.tags ?? []).map(tagNode),
    artifactType: () => typeNode(project, request.type),
    artifactSequence: () => collectionNode(project, collection),
  };
}

/** What became of a draft, or will. @throws AmphoraError `version-not-found`, `project-not-found` */
export async function nodeOfDraft(draft: Draft, context: Context) {
  if (draft.version) return artifactNode(await context.store.version(draft.version));
  return pendingNode(draft, context);
}
