import * as v from 'valibot';
import type { ArtifactType } from '../../../core/artifact.ts';
import { AmphoraError } from '../../../core/errors.ts';
import type { ProjectId } from '../../../core/ids.ts';
import { canonicalName } from '../../../core/names.ts';
import { nameHints } from '../../../core/nearest.ts';
import type { Project } from '../../../core/project.ts';
import type { Page, ProjectQuery } from '../../contract.ts';
import { ARTIFACT_TYPES } from '../documents/artifacts.ts';
import { PROJECT_BY_NAME, PROJECTS, VIEWER } from '../documents/projects.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import type { ProjectPlace } from '../remoteIds.ts';
import { placeOfProject } from '../remoteIds.ts';
import { edges, maybe, nodes, page, ProjectShape, toProject } from '../shapes.ts';
import { chained, collect, toPage } from './paging.ts';

const Viewer = v.object({
  viewer: maybe(
    v.object({
      username: maybe(v.string()),
      entity: maybe(v.string()),
      teams: maybe(edges(v.object({ name: v.string() }))),
    }),
  ),
});

/** Whose key it is. */
export interface Account {
  readonly username: string;
  /** The entity that a reference without one means. */
  readonly entity: string;
  /** All that may have projects, the default first. */
  readonly entities: readonly string[];
}

/** @throws AmphoraError `remote-key-refused` */
export async function readAccount(client: RemoteClient, signal?: AbortSignal): Promise<Account> {
  const { viewer } = await client.query(VIEWER, {}, Viewer, signal);
  const entity = viewer?.entity ?? viewer?.username;
  // Servers answer thus to a key that they do not know.
  if (!viewer || !entity) throw new AmphoraError('remote-key-refused', { url: client.url });
  const teams = viewer.teams ? nodes(viewer.teams).map(({ name }) => name) : [];
  return { username: viewer.username ?? entity, entity, entities: [...new Set([entity, ...teams])] };
}

const Projects = v.object({ projects: maybe(page(ProjectShape)) });

export async function listProjects(
  client: RemoteClient,
  account: Account,
  query: ProjectQuery,
  signal?: AbortSignal,
): Promise<Page<Project>> {
  const among = query.entities ?? account.entities;
  const { entity: only } = query;
  const entities = only === undefined ? among : query.entities?.includes(only) === false ? [] : [only];
  return chained(entities.length, query, async (place, { limit, cursor }) => {
    const variables = { entity: entities[place], first: limit, after: cursor ?? null };
    const { projects } = await client.query(PROJECTS, variables, Projects, signal);
    return projects ? toPage(projects, toProject) : { items: [] };
  });
}

/** Names looked through for one that may have been meant. */
const HINTS = 1000;

/** @throws AmphoraError `project-not-found` */
export async function findProject(
  client: RemoteClient,
  { entity, project: named }: ProjectPlace,
  signal?: AbortSignal,
): Promise<Project> {
  const name = canonicalName(named);
  const { project } = await client.query(
    PROJECT_BY_NAME,
    { entity: canonicalName(entity), project: name },
    v.object({ project: maybe(ProjectShape) }),
    signal,
  );
  if (project) return toProject(project);
  const variables = { entity, first: HINTS, after: null };
  const { projects } = await client.query(PROJECTS, variables, Projects, signal);
  const names = projects ? nodes(projects).map(item => item.name) : [];
  throw new AmphoraError('project-not-found', { project: name }, nameHints(name, names));
}

const Types = v.object({
  project: maybe(
    v.object({
      artifactTypes: page(
        v.object({
          name: v.string(),
          artifactCollections: maybe(v.object({ totalCount: maybe(v.number()) })),
        }),
      ),
    }),
  ),
});

export async function listArtifactTypes(
  client: RemoteClient,
  id: ProjectId,
  signal?: AbortSignal,
): Promise<readonly ArtifactType[]> {
  const place = placeOfProject(id);
  const types = await collect(async cursor => {
    const { project } = await client.query(
      ARTIFACT_TYPES,
      { ...place, after: cursor ?? null },
      Types,
      signal,
    );
    if (!project) return { items: [] };
    return toPage(project.artifactTypes, ({ name, artifactCollections }) => ({
      name,
      count: artifactCollections?.totalCount ?? 0,
    }));
  });
  // A server keeps types that nothing is left of.
  return types.filter(({ count }) => count > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
}
