/** Aliases, descriptions, tags, names and the end of versions and collections. */
import * as v from 'valibot';
import type { Membership } from '../../../core/artifact.ts';
import { AmphoraError } from '../../../core/errors.ts';
import type { ArtifactId, VersionId } from '../../../core/ids.ts';
import { stringifyJson } from '../../../core/json.ts';
import { parseAlias, parseName } from '../../../core/names.ts';
import type { Version } from '../../../core/version.ts';
import { versionLabel } from '../../../core/version.ts';
import type { AliasEdit, ArtifactEdit, DeleteImpact, LinkDraft, VersionEdit } from '../../writes.ts';
import { AROUND_VERSION } from '../documents/lineage.ts';
import {
  ADD_ALIASES,
  ADD_COLLECTION_TAGS,
  DELETE_ALIASES,
  DELETE_ARTIFACT,
  DELETE_COLLECTION_TAGS,
  DELETE_PORTFOLIO,
  LINK_ARTIFACT,
  MOVE_SEQUENCE,
  UNLINK_ARTIFACT,
  UPDATE_ARTIFACT,
  UPDATE_PORTFOLIO,
  UPDATE_SEQUENCE,
} from '../documents/writes.ts';
import { findArtifactById, findVersion, membershipsOf } from '../reads/artifacts.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { placeOfProject, toRunId } from '../remoteIds.ts';
import { Aliases, aliasesIn, edges, maybe, nodes, Place, toVersion, VersionShape } from '../shapes.ts';

const Done = v.record(v.string(), v.unknown());

interface Collection {
  readonly entity: string;
  readonly project: string;
  readonly name: string;
}

async function changeAliases(
  client: RemoteClient,
  version: VersionId,
  has: readonly string[],
  collection: Collection,
  edit: AliasEdit,
): Promise<void> {
  const add = [...new Set((edit.add ?? []).map(parseAlias))];
  // Taken off a version that does not have it, an alias that stands elsewhere stays there.
  const remove = [...new Set(edit.remove ?? [])].filter(alias => has.includes(alias) && !add.includes(alias));
  const inputs = (names: readonly string[]) =>
    names.map(alias => ({
      entityName: collection.entity,
      projectName: collection.project,
      artifactCollectionName: collection.name,
      alias,
    }));
  if (remove.length > 0) await client.query(DELETE_ALIASES, { id: version, aliases: inputs(remove) }, Done);
  if (add.length > 0) await client.query(ADD_ALIASES, { id: version, aliases: inputs(add) }, Done);
}

export async function editAliases(client: RemoteClient, id: VersionId, edit: AliasEdit): Promise<Version> {
  const version = await findVersion(client, id);
  const collection = { entity: version.entity, project: version.project, name: version.artifact };
  const canonical = { ...edit, remove: (edit.remove ?? []).map(alias => alias.normalize('NFC')) };
  await changeAliases(client, id, version.aliases, collection, canonical);
  return findVersion(client, id);
}

async function membershipIn(client: RemoteClient, portfolio: ArtifactId, id: VersionId): Promise<Membership> {
  const found = (await membershipsOf(client, id)).find(({ artifact }) => artifact.id === portfolio);
  if (found) return found;
  const artifact = await findArtifactById(client, portfolio);
  const { project } = placeOfProject(artifact.projectId);
  throw new AmphoraError('version-not-found', { artifact: artifact.name, project, alias: id });
}

export async function editLinkAliases(
  client: RemoteClient,
  portfolio: ArtifactId,
  id: VersionId,
  edit: AliasEdit,
): Promise<Membership> {
  for (const alias of edit.add ?? []) parseAlias(alias);
  const { artifact, aliases } = await membershipIn(client, portfolio, id);
  await changeAliases(
    client,
    id,
    aliases,
    { ...placeOfProject(artifact.projectId), name: artifact.name },
    edit,
  );
  return membershipIn(client, portfolio, id);
}

/** What the protocol writes for a time to live that is none. */
const NO_TTL = -1;

export async function editVersion(client: RemoteClient, id: VersionId, edit: VersionEdit): Promise<Version> {
  const before = edit.tags ? await findVersion(client, id) : undefined;
  const tags = edit.tags?.map(tag => parseName(tag, 'a tag'));
  const named = (names: readonly string[]) => names.map(tagName => ({ tagName }));
  const input = {
    artifactID: id,
    ...(edit.description === undefined ? {} : { description: edit.description }),
    ...(edit.metadata === undefined ? {} : { metadata: stringifyJson(edit.metadata) }),
    ...(edit.ttlSeconds === undefined ? {} : { ttlDurationSeconds: edit.ttlSeconds ?? NO_TTL }),
    ...(before && tags
      ? {
          tagsToAdd: named(tags.filter(tag => !before.tags.includes(tag))),
          tagsToDelete: named(before.tags.filter(tag => !tags.includes(tag))),
        }
      : {}),
  };
  const shape = v.object({ updateArtifact: v.object({ artifact: VersionShape }) });
  return toVersion((await client.query(UPDATE_ARTIFACT, { input }, shape)).updateArtifact.artifact);
}

export async function editArtifact(client: RemoteClient, id: ArtifactId, edit: ArtifactEdit): Promise<void> {
  const artifact = await findArtifactById(client, id);
  const name = edit.name === undefined ? undefined : parseName(edit.name, 'an artifact');
  if (edit.type !== undefined && edit.type !== artifact.type) {
    await client.query(MOVE_SEQUENCE, { id, type: parseName(edit.type, 'an artifact type') }, Done);
  }
  if (name !== undefined || edit.description !== undefined) {
    const document = artifact.kind === 'portfolio' ? UPDATE_PORTFOLIO : UPDATE_SEQUENCE;
    await client.query(document, { id, name: name ?? null, description: edit.description ?? null }, Done);
  }
  if (!edit.tags) return;
  const { entity, project } = placeOfProject(artifact.projectId);
  const wanted = new Set(edit.tags);
  const input = (tags: readonly string[]) => ({
    entityName: entity,
    projectName: project,
    artifactCollectionName: name ?? artifact.name,
    tags: tags.map(tagName => ({ tagName })),
  });
  const added = [...wanted].filter(tag => !artifact.tags.includes(tag));
  const removed = artifact.tags.filter(tag => !wanted.has(tag));
  if (added.length > 0) await client.query(ADD_COLLECTION_TAGS, { input: input(added) }, Done);
  if (removed.length > 0) await client.query(DELETE_COLLECTION_TAGS, { input: input(removed) }, Done);
}

export async function linkVersion(
  client: RemoteClient,
  draft: LinkDraft,
  entity: string,
): Promise<Membership> {
  const place = {
    entity: draft.entity === undefined ? entity : parseName(draft.entity, 'an entity'),
    project: parseName(draft.project, 'a project'),
    name: parseName(draft.artifact, 'an artifact'),
  };
  const aliases = [...new Set(draft.aliases.map(parseAlias))];
  const input = {
    artifactID: draft.version,
    artifactPortfolioName: place.name,
    entityName: place.entity,
    projectName: place.project,
    aliases: aliases.map(alias => ({ artifactCollectionName: place.name, alias })),
  };
  await client.query(LINK_ARTIFACT, { input }, Done);
  const memberships = await membershipsOf(client, draft.version);
  const found = memberships.find(({ artifact }) => {
    const of = placeOfProject(artifact.projectId);
    return artifact.name === place.name && of.project === place.project && of.entity === place.entity;
  });
  if (found) return found;
  throw new AmphoraError('artifact-not-found', { artifact: place.name, project: place.project });
}

export async function unlinkVersion(
  client: RemoteClient,
  portfolio: ArtifactId,
  id: VersionId,
): Promise<void> {
  await client.query(UNLINK_ARTIFACT, { id, portfolio }, Done);
}

export async function deletePortfolio(client: RemoteClient, id: ArtifactId): Promise<void> {
  await client.query(DELETE_PORTFOLIO, { id }, Done);
}

const Users = v.object({
  artifact: maybe(
    v.object({
      artifactSequence: v.object({ name: v.string() }),
      aliases: Aliases,
      usedBy: maybe(edges(v.object({ name: v.string(), displayName: maybe(v.string()), project: Place }))),
    }),
  ),
});

/** See `StoreReads.deleteImpact`; how many bytes would be free a remote store does not tell. */
export async function deleteImpact(
  client: RemoteClient,
  ids: readonly VersionId[],
  signal?: AbortSignal,
): Promise<DeleteImpact> {
  const usedBy: DeleteImpact['usedBy'][number][] = [];
  const aliases: string[] = [];
  for (const id of ids) {
    const { artifact } = await client.query(AROUND_VERSION, { id }, Users, signal);
    for (const run of artifact?.usedBy ? nodes(artifact.usedBy) : []) {
      const { name: project, entityName: entity } = run.project;
      const runId = toRunId({ entity, project, key: run.name });
      usedBy.push({ run: runId, name: run.displayName ?? run.name, version: id });
    }
    if (artifact) aliases.push(...aliasesIn(artifact.artifactSequence.name, artifact.aliases));
  }
  return { versions: ids, usedBy, aliases };
}

/** Names of runs told of in a sentence. */
const NAMED = 3;

export async function deleteVersions(
  client: RemoteClient,
  ids: readonly VersionId[],
  force: boolean,
): Promise<void> {
  if (!force) {
    const { usedBy } = await deleteImpact(client, ids);
    const [first] = usedBy;
    if (first) {
      const users = usedBy.filter(use => use.version === first.version).map(use => use.name);
      throw new AmphoraError('version-in-use', {
        version: versionLabel(await findVersion(client, first.version)),
        count: users.length,
        names: users.slice(0, NAMED).join(', '),
      });
    }
  }
  for (const id of ids) await client.query(DELETE_ARTIFACT, { id }, Done);
}
