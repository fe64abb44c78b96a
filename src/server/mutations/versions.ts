/** Versions: used, described, named, deleted. */
import { AmphoraError } from '../../core/errors.ts';
import type { ArtifactId } from '../../core/ids.ts';
import { parseVersionName } from '../../core/names.ts';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';
import type { AliasEdit } from '../../store/writes.ts';
import { parseClientObject } from '../../wandb/clientJson.ts';
import type { Context, InputOf, Maybe } from '../context.ts';
import { decodeId } from '../ids.ts';
import { artifactNode, versionOfId } from '../nodes/artifactNode.ts';
import { requireProject } from '../nodes/projectNode.ts';
import { requireRun } from './runs.ts';

interface UseInput {
  readonly entityName?: Maybe<string>;
  readonly projectName?: Maybe<string>;
  readonly runName?: Maybe<string>;
  readonly artifactID: string;
  readonly usedAs?: Maybe<string>;
}

function find(id: string, context: Context): Promise<Version> {
  return versionOfId(decodeId('Artifact', id), context);
}

export async function useArtifact({ input }: InputOf<UseInput>, context: Context) {
  const version = await find(input.artifactID, context);
  const run = await requireRun(input, context);
  await context.store.useVersion(run.id, version.id, input.usedAs ?? undefined);
  return { artifact: artifactNode(version) };
}

interface Tagged {
  readonly tagName: string;
}

interface UpdateInput {
  readonly artifactID: string;
  readonly description?: Maybe<string>;
  readonly metadata?: Maybe<string>;
  readonly ttlDurationSeconds?: Maybe<number>;
  readonly aliases?: Maybe<
    readonly { readonly artifactCollectionName?: Maybe<string>; readonly alias: string }[]
  >;
  readonly tagsToAdd?: Maybe<readonly Tagged[]>;
  readonly tagsToDelete?: Maybe<readonly Tagged[]>;
}

function editedTags(version: Version, input: UpdateInput): readonly string[] | undefined {
  const added = (input.tagsToAdd ?? []).map(tag => tag.tagName);
  const removed = new Set((input.tagsToDelete ?? []).map(tag => tag.tagName));
  if (added.length === 0 && removed.size === 0) return undefined;
  return [...new Set([...version.tags, ...added])].filter(tag => !removed.has(tag));
}

export async function updateArtifact({ input }: InputOf<UpdateInput>, context: Context) {
  const version = await find(input.artifactID, context);
  const metadata = parseClientObject(input.metadata, 'the metadata');
  const tags = editedTags(version, input);
  const ttl = input.ttlDurationSeconds;
  await context.store.editVersion(version.id, {
    ...(input.description == null ? {} : { description: input.description }),
    ...(metadata ? { metadata } : {}),
    ...(tags ? { tags } : {}),
    ...(ttl == null ? {} : { ttlSeconds: ttl > 0 ? ttl : null }),
  });
  if (input.aliases) await replaceAliases(version, input.aliases, context);
  return { artifact: artifactNode(await context.store.version(version.id)) };
}

/** Older clients give the whole set of aliases. */
async function replaceAliases(
  version: Version,
  given: NonNullable<UpdateInput['aliases']>,
  { store }: Context,
): Promise<void> {
  const wanted = given
    .filter(({ artifactCollectionName: of }) => !of || of === version.artifact)
    .map(({ alias }) => alias)
    .filter(alias => parseVersionName(alias) !== version.index);
  const kept = new Set(wanted);
  await store.editAliases(version.id, {
    add: wanted.filter(alias => !version.aliases.includes(alias)),
    remove: version.aliases.filter(alias => !kept.has(alias)),
  });
}

export async function deleteArtifact(
  { input }: InputOf<{ readonly artifactID: string; readonly deleteAliases?: Maybe<boolean> }>,
  context: Context,
) {
  const version = await find(input.artifactID, context);
  // Its newest version always has `latest`, which falls to the one before.
  const named = version.aliases.filter(alias => alias !== 'latest');
  if (named.length > 0 && !input.deleteAliases) {
    throw new AmphoraError('version-has-aliases', {
      version: versionLabel(version),
      aliases: named.join(', '),
    });
  }
  await context.store.deleteVersions([version.id], { force: true });
  return { artifact: artifactNode({ ...version, aliases: [], deleted: true }), success: true };
}

interface AliasesInput {
  readonly artifactID: string;
  readonly aliases: readonly {
    readonly entityName?: Maybe<string>;
    readonly projectName?: Maybe<string>;
    readonly artifactCollectionName?: Maybe<string>;
    readonly alias: string;
  }[];
}

/** Changes aliases in whichever collections they are named for. */
async function editAliases(
  { artifactID, aliases }: AliasesInput,
  edit: (names: readonly string[]) => AliasEdit,
  context: Context,
): Promise<void> {
  const { store } = context;
  const version = await find(artifactID, context);
  const byCollection = new Map<ArtifactId, string[]>();
  for (const { alias, artifactCollectionName: name, projectName, entityName } of aliases) {
    const own = !name || (name === version.artifact && (!projectName || projectName === version.project));
    const id = own
      ? version.artifactId
      : (await store.artifact((await requireProject(context, projectName, entityName)).id, name)).id;
    byCollection.set(id, [...(byCollection.get(id) ?? []), alias]);
  }
  for (const [collection, names] of byCollection) {
    if (collection === version.artifactId) await store.editAliases(version.id, edit(names));
    else await store.editLinkAliases(collection, version.id, edit(names));
  }
}

export async function addAliases({ input }: InputOf<AliasesInput>, context: Context) {
  await editAliases(input, add => ({ add }), context);
  return { success: true };
}

export async function deleteAliases({ input }: InputOf<AliasesInput>, context: Context) {
  await editAliases(input, remove => ({ remove }), context);
  return { success: true };
}
