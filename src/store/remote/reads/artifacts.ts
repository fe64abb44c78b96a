import * as v from 'valibot';
import type { Artifact, Membership } from '../../../core/artifact.ts';
import { AmphoraError, isAmphoraError } from '../../../core/errors.ts';
import type { ArtifactId, ProjectId, VersionId } from '../../../core/ids.ts';
import { canonicalName } from '../../../core/names.ts';
import { nameHints } from '../../../core/nearest.ts';
import type { Version } from '../../../core/version.ts';
import { asciiLower } from '../../catalog/sorts.ts';
import type { ArtifactQuery, ArtifactSort, MembershipQuery, Page, VersionQuery } from '../../contract.ts';
import {
  COLLECTION_BY_ID,
  COLLECTION_BY_NAME,
  COLLECTIONS,
  VERSION_BY_ID,
  VERSIONS,
} from '../documents/artifacts.ts';
import { MEMBERSHIPS, MEMBERSHIPS_OF_VERSION } from '../documents/memberships.ts';
import { pageLimit } from '../../catalog/cursor.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { placeOfProject } from '../remoteIds.ts';
import {
  CollectionShape,
  edges,
  maybe,
  MembershipShape,
  nodes,
  page,
  toArtifact,
  toMembership,
  toVersion,
  VersionShape,
} from '../shapes.ts';
import { collect, pageOfList, toPage } from './paging.ts';
import { listArtifactTypes } from './projects.ts';

/** Collections asked for at once; each comes with its newest version. */
const COLLECTIONS_AT_ONCE = 200;

const Collections = v.object({
  project: maybe(
    v.object({ artifactType: maybe(v.object({ artifactCollections: maybe(page(CollectionShape)) })) }),
  ),
});

async function collectionsOfType(
  client: RemoteClient,
  id: ProjectId,
  type: string,
  signal?: AbortSignal,
): Promise<readonly Artifact[]> {
  const place = placeOfProject(id);
  const own = { name: place.project, entityName: place.entity };
  return collect(async cursor => {
    const variables = { ...place, type, first: COLLECTIONS_AT_ONCE, after: cursor ?? null };
    const { project } = await client.query(COLLECTIONS, variables, Collections, signal);
    const listed = project?.artifactType?.artifactCollections;
    return listed ? toPage(listed, answer => toArtifact(answer, own)) : { items: [] };
  });
}

const lower = (artifact: Artifact) => asciiLower(artifact.name);

const ORDERS: Readonly<Record<ArtifactSort, (a: Artifact, b: Artifact) => number>> = {
  name: (a, b) => (lower(a) < lower(b) ? -1 : lower(a) > lower(b) ? 1 : 0),
  updated: (a, b) => b.updatedAt - a.updatedAt,
  created: (a, b) => b.createdAt - a.createdAt,
};

/** Servers sort each in their own way, so what there is of a project is sorted here. */
export async function listArtifacts(
  client: RemoteClient,
  query: ArtifactQuery,
  signal?: AbortSignal,
): Promise<Page<Artifact>> {
  const types =
    query.type === undefined
      ? (await listArtifactTypes(client, query.project, signal)).map(({ name }) => name)
      : [query.type];
  const all: Artifact[] = [];
  for (const type of types) all.push(...(await collectionsOfType(client, query.project, type, signal)));
  const wanted = query.filter ? canonicalName(query.filter).toLowerCase() : '';
  const fitting = all.filter(
    ({ name, versionCount }) => versionCount > 0 && name.toLowerCase().includes(wanted),
  );
  return pageOfList(fitting.sort(ORDERS[query.sort ?? 'name']), query);
}

/** @throws AmphoraError `artifact-not-found` */
export async function findArtifact(
  client: RemoteClient,
  id: ProjectId,
  named: string,
  signal?: AbortSignal,
): Promise<Artifact> {
  const place = placeOfProject(id);
  const name = canonicalName(named);
  const { project } = await client.query(
    COLLECTION_BY_NAME,
    { ...place, name },
    v.object({ project: maybe(v.object({ artifactCollection: maybe(CollectionShape) })) }),
    signal,
  );
  const found = project?.artifactCollection;
  if (found) return toArtifact(found, { name: place.project, entityName: place.entity });
  const { items } = await listArtifacts(client, { project: id, limit: 1000 }, signal);
  const hints = nameHints(
    name,
    items.map(item => item.name),
  );
  throw new AmphoraError('artifact-not-found', { artifact: name, project: place.project }, hints);
}

/** @throws AmphoraError `artifact-not-found` */
export async function findArtifactById(
  client: RemoteClient,
  id: ArtifactId,
  signal?: AbortSignal,
): Promise<Artifact> {
  const shape = v.object({ artifactCollection: maybe(CollectionShape) });
  const found = await known(client.query(COLLECTION_BY_ID, { id }, shape, signal));
  if (!found?.artifactCollection) throw new AmphoraError('artifact-not-found', { artifact: id, project: '' });
  return toArtifact(found.artifactCollection, { name: '', entityName: '' });
}

/** An id that is none of the server's names nothing. */
async function known<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isAmphoraError(error, 'id-malformed', 'remote-refused')) return undefined;
    throw error;
  }
}

export async function listVersions(
  client: RemoteClient,
  query: VersionQuery,
  signal?: AbortSignal,
): Promise<Page<Version>> {
  const shape = v.object({ artifactCollection: maybe(v.object({ artifacts: maybe(page(VersionShape)) })) });
  const variables = { id: query.artifact, first: pageLimit(query), after: query.cursor ?? null };
  const { artifactCollection: found } = await client.query(VERSIONS, variables, shape, signal);
  return found?.artifacts ? toPage(found.artifacts, toVersion) : { items: [] };
}

/** @throws AmphoraError `version-not-found` */
export async function findVersion(
  client: RemoteClient,
  id: VersionId,
  signal?: AbortSignal,
): Promise<Version> {
  const shape = v.object({ artifact: maybe(VersionShape) });
  const found = await known(client.query(VERSION_BY_ID, { id }, shape, signal));
  if (!found?.artifact) throw noVersion(id);
  return toVersion(found.artifact);
}

function noVersion(id: VersionId): AmphoraError {
  return new AmphoraError('version-not-found', { artifact: id, project: '', alias: id });
}

export async function listMemberships(
  client: RemoteClient,
  query: MembershipQuery,
  signal?: AbortSignal,
): Promise<Page<Membership>> {
  const shape = v.object({
    artifactCollection: maybe(v.object({ artifactMemberships: maybe(page(MembershipShape)) })),
  });
  const list = async (first: number, after: string | null): Promise<Page<Membership>> => {
    const variables = { id: query.artifact, first, after };
    const { artifactCollection: found } = await client.query(MEMBERSHIPS, variables, shape, signal);
    return found?.artifactMemberships ? toPage(found.artifactMemberships, toMembership) : { items: [] };
  };
  if (query.order !== 'oldest') return list(pageLimit(query), query.cursor ?? null);
  // The protocol lists them from one end only.
  const all = await collect(cursor => list(1000, cursor ?? null));
  return pageOfList([...all].reverse(), query);
}

/** @throws AmphoraError `version-not-found` */
export async function membershipsOf(
  client: RemoteClient,
  id: VersionId,
  signal?: AbortSignal,
): Promise<readonly Membership[]> {
  const shape = v.object({
    artifact: maybe(v.object({ artifactMemberships: maybe(edges(MembershipShape)) })),
  });
  const found = await known(client.query(MEMBERSHIPS_OF_VERSION, { id }, shape, signal));
  if (!found?.artifact) throw noVersion(id);
  const { artifactMemberships: members } = found.artifact;
  return members ? nodes(members).flatMap(member => toMembership(member) ?? []) : [];
}
