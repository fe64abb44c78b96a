import type { Artifact } from '../../core/artifact.ts';
import type { Project } from '../../core/project.ts';
import type { Context, Maybe } from '../context.ts';
import { matches, parseFilter } from '../filters/filter.ts';
import { encodeId } from '../ids.ts';
import { findArtifactNode } from './artifactNode.ts';
import { collectionNode, findCollectionNode } from './collectionNode.ts';
import type { PageArgs } from './connection.ts';
import { allItems, dateTime, listConnection } from './connection.ts';

export interface CollectionArgs extends PageArgs {
  readonly filters?: Maybe<string>;
  readonly order?: Maybe<string>;
  readonly collectionTypes?: Maybe<readonly string[]>;
}

/** What clients filter and sort collections by. */
function fieldsOf(artifact: Artifact): Readonly<Record<string, unknown>> {
  return {
    name: artifact.name,
    createdAt: dateTime(artifact.createdAt),
    created_at: dateTime(artifact.createdAt),
    updatedAt: dateTime(artifact.updatedAt),
    updated_at: dateTime(artifact.updatedAt),
    description: artifact.description,
    tag: artifact.tags,
    tags: artifact.tags,
    state: 'READY',
  };
}

function compare(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** Newest first unless told. */
function sorted(artifacts: readonly Artifact[], order: Maybe<string>): readonly Artifact[] {
  const field = (order ?? '').replace(/^[+-]/, '') || 'createdAt';
  const sign = !order || order.startsWith('-') ? -1 : 1;
  const key = (artifact: Artifact) => (field === 'createdAt' ? artifact.id : fieldsOf(artifact)[field]);
  return [...artifacts].sort((a, b) => sign * compare(key(a), key(b)));
}

/** Collections of a project, or of one type. */
export async function collectionsConnection(
  project: Project,
  type: string | undefined,
  args: CollectionArgs,
  { store }: Context,
) {
  const query = { project: project.id, ...(type === undefined ? {} : { type }) };
  const filter = parseFilter(args.filters);
  const kinds = args.collectionTypes?.map(kind => kind.toLowerCase());
  const all = await allItems(page => store.artifacts({ ...query, ...page }));
  const fitting = all.filter(
    artifact => matches(filter, fieldsOf(artifact)) && (!kinds || kinds.includes(artifact.kind)),
  );
  return listConnection(sorted(fitting, args.order), args, artifact => collectionNode(project, artifact));
}

export function typeNode(project: Project, name: string) {
  const collection = (args: { readonly name: string }, context: Context) =>
    findCollectionNode(project, args.name, context, { type: name });
  const collections = (args: CollectionArgs, context: Context) =>
    collectionsConnection(project, name, args, context);
  return {
    __typename: 'ArtifactType' as const,
    id: encodeId('ArtifactType', `${project.id}/${name}`),
    name,
    description: null,
    createdAt: dateTime(project.createdAt),
    artifactCollection: collection,
    artifactSequence: (args: { readonly name: string }, context: Context) =>
      findCollectionNode(project, args.name, context, { type: name, kind: 'sequence' }),
    artifactCollections: collections,
    artifactSequences: (args: CollectionArgs, context: Context) =>
      collections({ ...args, collectionTypes: ['SEQUENCE'] }, context),
    artifact: (args: { readonly name: string }, context: Context) =>
      findArtifactNode(project, args.name, context),
  };
}

/** A type that some artifact has, else null. */
export async function artifactTypeNode(project: Project, name: string, { store }: Context) {
  const types = await store.artifactTypes(project.id);
  return types.some(type => type.name === name) ? typeNode(project, name) : null;
}

export async function typesConnection(project: Project, args: PageArgs, { store }: Context) {
  const types = await store.artifactTypes(project.id);
  return listConnection(types, args, type => typeNode(project, type.name));
}
