/** Collections: linked into, renamed, described, tagged, deleted. */
import type { Artifact } from '../../core/artifact.ts';
import { AmphoraError } from '../../core/errors.ts';
import type { ArtifactId, VersionId } from '../../core/ids.ts';
import type { ArtifactEdit } from '../../store/writes.ts';
import type { Context, InputOf, Maybe } from '../context.ts';
import { entityOf } from '../context.ts';
import { decodeId, encodeId } from '../ids.ts';
import { tagNode, versionOfId } from '../nodes/artifactNode.ts';
import { collectionNode } from '../nodes/collectionNode.ts';
import { allItems } from '../nodes/connection.ts';
import { membershipNode } from '../nodes/membershipNode.ts';
import { requireProject } from '../nodes/projectNode.ts';
import { commitDraft } from '../uploads/commitDraft.ts';

interface LinkInput {
  readonly artifactID?: Maybe<string>;
  readonly clientID?: Maybe<string>;
  readonly artifactPortfolioName?: Maybe<string>;
  readonly artifactPortfolioID?: Maybe<string>;
  readonly entityName?: Maybe<string>;
  readonly projectName?: Maybe<string>;
  readonly aliases?: Maybe<readonly { readonly alias: string }[]>;
}

async function linkedVersion({ artifactID, clientID }: LinkInput, context: Context): Promise<VersionId> {
  if (artifactID) return (await versionOfId(decodeId('Artifact', artifactID), context)).id;
  const draft = clientID ? await context.drafts.draftByClientId(clientID) : undefined;
  if (!draft) throw new AmphoraError('draft-not-found', {});
  return draft.version ?? (await commitDraft(draft.id, context)).id;
}

export async function linkArtifact({ input }: InputOf<LinkInput>, context: Context) {
  const { store } = context;
  const known = input.artifactPortfolioID
    ? await store.artifactById(decodeId('ArtifactCollection', input.artifactPortfolioID))
    : undefined;
  const name = known?.name ?? input.artifactPortfolioName;
  if (!name) throw new AmphoraError('input-missing', { what: 'which portfolio is meant' });
  const project = known && (await store.projectById(known.projectId));
  const membership = await store.linkVersion({
    project: project?.name ?? input.projectName ?? '',
    entity: project?.entity ?? entityOf(input.entityName, context),
    artifact: name,
    version: await linkedVersion(input, context),
    aliases: (input.aliases ?? []).map(({ alias }) => alias),
  });
  return { versionIndex: membership.index, artifactMembership: membershipNode(membership) };
}

export async function unlinkArtifact(
  { input }: InputOf<{ readonly artifactID: string; readonly artifactPortfolioID: string }>,
  context: Context,
) {
  const version = await versionOfId(decodeId('Artifact', input.artifactID), context);
  await context.store.unlinkVersion(decodeId('ArtifactCollection', input.artifactPortfolioID), version.id);
  return { artifactID: encodeId('Artifact', version.id), success: true, clientMutationId: null };
}

async function payload(id: ArtifactId, { store }: Context) {
  const artifact = await store.artifactById(id);
  return { artifactCollection: collectionNode(await store.projectById(artifact.projectId), artifact) };
}

async function edit(encoded: string, change: ArtifactEdit, context: Context) {
  const id = decodeId('ArtifactCollection', encoded);
  await context.store.editArtifact(id, change);
  return payload(id, context);
}

interface DescribeInput {
  readonly name?: Maybe<string>;
  readonly description?: Maybe<string>;
}

const changeOf = ({ name, description }: DescribeInput): ArtifactEdit => ({
  ...(name ? { name } : {}),
  ...(description == null ? {} : { description }),
});

export function updateArtifactSequence(
  { input }: InputOf<DescribeInput & { readonly artifactSequenceID: string }>,
  context: Context,
) {
  return edit(input.artifactSequenceID, changeOf(input), context);
}

export function updateArtifactPortfolio(
  { input }: InputOf<DescribeInput & { readonly artifactPortfolioID: string }>,
  context: Context,
) {
  return edit(input.artifactPortfolioID, changeOf(input), context);
}

export function moveArtifactSequence(
  { input }: InputOf<{ readonly artifactSequenceID: string; readonly destinationArtifactTypeName: string }>,
  context: Context,
) {
  return edit(input.artifactSequenceID, { type: input.destinationArtifactTypeName }, context);
}

export async function deleteArtifactSequence(
  { input }: InputOf<{ readonly artifactSequenceID: string }>,
  context: Context,
) {
  const { store } = context;
  const artifact = decodeId('ArtifactCollection', input.artifactSequenceID);
  const versions = await allItems(page => store.versions({ artifact, ...page }));
  await store.deleteVersions(
    versions.map(version => version.id),
    { force: true },
  );
  return payload(artifact, context);
}

export async function deleteArtifactPortfolio(
  { input }: InputOf<{ readonly artifactPortfolioID: string }>,
  context: Context,
) {
  const id = decodeId('ArtifactCollection', input.artifactPortfolioID);
  await context.store.deletePortfolio(id);
  return payload(id, context);
}

interface TagsInput {
  readonly entityName?: Maybe<string>;
  readonly projectName?: Maybe<string>;
  readonly artifactCollectionName: string;
  readonly tags: readonly { readonly tagName: string }[];
}

async function tagged(input: TagsInput, context: Context): Promise<Artifact> {
  const project = await requireProject(context, input.projectName, input.entityName);
  return context.store.artifact(project.id, input.artifactCollectionName);
}

export async function createArtifactCollectionTagAssignments(
  { input }: InputOf<TagsInput>,
  context: Context,
) {
  const { id, tags } = await tagged(input, context);
  const added = input.tags.map(tag => tag.tagName);
  await context.store.editArtifact(id, { tags: [...new Set([...tags, ...added])] });
  return { tags: added.map(tagNode) };
}

export async function deleteArtifactCollectionTagAssignments(
  { input }: InputOf<TagsInput>,
  context: Context,
) {
  const { id, tags } = await tagged(input, context);
  const removed = new Set(input.tags.map(tag => tag.tagName));
  await context.store.editArtifact(id, { tags: tags.filter(tag => !removed.has(tag)) });
  return { success: true };
}
