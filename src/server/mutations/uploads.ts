/** A version as clients send it: begun, its manifests and files announced, at last committed. */
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { EntryDigest, ManifestDigest, VersionId } from '../../core/ids.ts';
import { isSafePath } from '../../core/manifest.ts';
import type {
  Draft,
  DraftManifest,
  DraftRequest,
  Drafts,
  ManifestKind,
  UploadPart,
} from '../../store/drafts.ts';
import type { Version } from '../../core/version.ts';
import { parseClientObject } from '../../wandb/clientJson.ts';
import type { Context, InputOf, Maybe } from '../context.ts';
import { entityOf } from '../context.ts';
import { decodeId, encodeId } from '../ids.ts';
import { artifactNode, versionOfId } from '../nodes/artifactNode.ts';
import type { Node } from '../nodes/connection.ts';
import { orNull } from '../nodes/missing.ts';
import { nodeOfDraft } from '../nodes/pendingArtifactNode.ts';
import { commitDraft, commitKnown } from '../uploads/commitDraft.ts';
import { toBase64Md5, toHexMd5 } from '../../wandb/md5.ts';
import { requireRun } from './runs.ts';

interface CreateInput {
  readonly entityName?: Maybe<string>;
  readonly projectName?: Maybe<string>;
  readonly artifactTypeName?: Maybe<string>;
  readonly artifactCollectionName?: Maybe<string>;
  readonly artifactCollectionNames?: Maybe<readonly string[]>;
  readonly runName?: Maybe<string>;
  readonly digest?: Maybe<string>;
  readonly description?: Maybe<string>;
  readonly metadata?: Maybe<string>;
  readonly aliases?: Maybe<
    readonly { readonly artifactCollectionName?: Maybe<string>; readonly alias: string }[]
  >;
  readonly tags?: Maybe<readonly { readonly tagName: string }[]>;
  readonly ttlDurationSeconds?: Maybe<number>;
  readonly historyStep?: Maybe<number>;
  readonly enableDigestDeduplication?: Maybe<boolean>;
  readonly distributedID?: Maybe<string>;
  readonly clientID?: Maybe<string>;
  readonly storageRegion?: Maybe<string>;
}

function required(value: Maybe<string>, what: string): string {
  if (!value) throw new AmphoraError('input-missing', { what });
  return value;
}

async function requestOf(input: CreateInput, context: Context): Promise<DraftRequest> {
  const artifact = required(
    input.artifactCollectionName ?? input.artifactCollectionNames?.[0],
    'which artifact it is',
  );
  const metadata = parseClientObject(input.metadata, 'the metadata');
  const run = input.runName ? (await requireRun(input, context)).id : undefined;
  const ttl = input.ttlDurationSeconds ?? 0;
  const aliases = (input.aliases ?? []).filter(({ artifactCollectionName: of }) => !of || of === artifact);
  return {
    project: required(input.projectName, 'which project it is for'),
    entity: entityOf(input.entityName, context),
    artifact,
    type: required(input.artifactTypeName, 'of which type the artifact is'),
    aliases: aliases.map(({ alias }) => alias),
    ...(input.description ? { description: input.description } : {}),
    ...(metadata ? { metadata } : {}),
    ...(input.tags ? { tags: input.tags.map(({ tagName }) => tagName) } : {}),
    ...(ttl > 0 ? { ttlSeconds: ttl } : {}),
    ...(input.historyStep == null ? {} : { historyStep: input.historyStep }),
    ...(run === undefined ? {} : { run }),
    ...(input.clientID ? { clientId: input.clientID } : {}),
    ...(input.distributedID ? { distributedId: input.distributedID } : {}),
  };
}

/** The version that has this content already, where the client takes one for the other. */
async function findKnown(
  input: CreateInput,
  draft: Draft,
  { drafts }: Context,
): Promise<VersionId | undefined> {
  if (!input.digest || input.enableDigestDeduplication === false || input.distributedID) return undefined;
  return drafts.findCommitted(draft.request, input.digest as ManifestDigest);
}

export async function createArtifact({ input }: InputOf<CreateInput>, context: Context) {
  if (input.storageRegion && input.storageRegion !== 'default') {
    throw new AmphoraError('region-unknown', { region: input.storageRegion });
  }
  const draft = await context.drafts.beginDraft(await requestOf(input, context));
  const known = draft.version ? undefined : await findKnown(input, draft, context);
  if (known) return { artifact: artifactNode(await commitKnown(draft, known, context)) };
  return { artifact: await nodeOfDraft(draft, context) };
}

const KINDS: Readonly<Record<string, ManifestKind>> = {
  FULL: 'full',
  INCREMENTAL: 'incremental',
  PATCH: 'patch',
};

function manifestNode(manifest: DraftManifest, { urls }: Context) {
  const url = urls.putManifest(manifest.id);
  return {
    artifactManifest: {
      __typename: 'ArtifactManifest' as const,
      id: encodeId('ArtifactManifest', manifest.id),
      type: manifest.kind.toUpperCase(),
      digest: manifest.digest,
      file: {
        __typename: 'File' as const,
        id: encodeId('File', `${manifest.draft}/${manifest.name}`),
        name: manifest.name,
        uploadUrl: url,
        uploadHeaders: manifest.digest
          ? [`Content-MD5:${manifest.digest}`, 'Content-Type:application/json']
          : ['Content-Type:application/json'],
        directUrl: url,
      },
    },
  };
}

interface ManifestInput {
  readonly artifactID: string;
  readonly baseArtifactID?: Maybe<string>;
  readonly name?: Maybe<string>;
  readonly digest?: Maybe<string>;
  readonly type?: Maybe<string>;
}

async function baseOf(id: Maybe<string>, context: Context): Promise<VersionId | undefined> {
  return id ? (await versionOfId(decodeId('Artifact', id), context)).id : undefined;
}

export async function createArtifactManifest({ input }: InputOf<ManifestInput>, context: Context) {
  const base = await baseOf(input.baseArtifactID, context);
  const manifest = await context.drafts.putDraftManifest(decodeId('Artifact', input.artifactID), {
    kind: KINDS[input.type ?? 'FULL'] ?? 'full',
    name: input.name ?? 'wandb_manifest.json',
    digest: input.digest ?? '',
    ...(base === undefined ? {} : { base }),
  });
  return manifestNode(manifest, context);
}

export async function updateArtifactManifest(
  {
    input,
  }: InputOf<{
    readonly artifactManifestID: string;
    readonly digest?: Maybe<string>;
    readonly baseArtifactID?: Maybe<string>;
  }>,
  context: Context,
) {
  const base = await baseOf(input.baseArtifactID, context);
  const manifest = await context.drafts.editDraftManifest(
    decodeId('ArtifactManifest', input.artifactManifestID),
    {
      ...(input.digest ? { digest: input.digest } : {}),
      ...(base === undefined ? {} : { base }),
    },
  );
  return manifestNode(manifest, context);
}

/** What stands before the MD5 in the path by which clients name bytes. */
const STORAGE_PREFIX = 'wandb_artifacts/';

interface FileSpec {
  readonly artifactID: string;
  readonly name: string;
  readonly md5?: Maybe<string>;
  readonly digest?: Maybe<string>;
  readonly mimetype?: Maybe<string>;
  readonly uploadPartsInput?: Maybe<readonly PartInput[]>;
}

interface PartInput {
  readonly partNumber: number;
  readonly hexMD5: string;
}

function partOf({ partNumber, hexMD5 }: PartInput): UploadPart {
  return { number: partNumber, digest: toBase64Md5(toHexMd5(hexMD5)) as EntryDigest };
}

type Known = Awaited<ReturnType<Drafts['findBlobs']>>;

/** As many files as were announced, in that order; those whose bytes are here have no address to send them to. */
export async function createArtifactFiles(
  { input }: InputOf<{ readonly artifactFiles: readonly FileSpec[] }>,
  context: Context,
) {
  const { uploads, drafts } = context;
  // Said before the bytes are sent rather than at the commit.
  for (const { name } of input.artifactFiles) {
    if (!isSafePath(name)) throw new AmphoraError('path-unsafe', { path: name });
  }
  const specs = input.artifactFiles.map(spec => ({
    ...spec,
    digest: required(spec.md5 ?? spec.digest, `the MD5 of "${spec.name}"`) as EntryDigest,
  }));
  // Nearly always one for all of them.
  const announced = new Map<string, { readonly draft: Draft; readonly node: Node; readonly known: Known }>();
  for (const id of new Set(specs.map(spec => spec.artifactID))) {
    const draft = await drafts.draft(decodeId('Artifact', id));
    const own = specs.filter(spec => spec.artifactID === id).map(spec => spec.digest);
    const known = await drafts.findBlobs(draft.entity, own);
    announced.set(id, { draft, node: await nodeOfDraft(draft, context), known });
  }
  const nodes = specs.map(async spec => {
    const { digest } = spec;
    const { draft, node, known } = announced.get(spec.artifactID) ?? {};
    if (!draft) throw new AmphoraError('draft-not-found', {});
    const isHere = known?.has(digest) === true;
    const parts = isHere ? [] : (spec.uploadPartsInput ?? []).map(partOf);
    const upload = parts.length > 0 ? await uploads.beginParts(draft, digest) : undefined;
    const single = isHere || upload !== undefined ? null : uploads.fileUrl(draft, digest);
    return {
      __typename: 'File' as const,
      id: encodeId('File', `${draft.id}/${spec.name}`),
      name: spec.name,
      displayName: spec.name,
      storagePath: `${STORAGE_PREFIX}${toHexMd5(digest)}`,
      uploadUrl: single,
      uploadHeaders: single === null ? [] : uploadHeaders(spec),
      uploadMultipartUrls: upload && {
        uploadID: upload,
        uploadUrlParts: parts.map(part => ({
          partNumber: part.number,
          uploadUrl: uploads.partUrl(draft, digest, upload, part),
        })),
      },
      artifact: node ?? null,
    };
  });
  const edges = (await Promise.all(nodes)).map((node, i) => ({ cursor: String(i + 1), node }));
  const pageInfo = { __typename: 'PageInfo' as const, endCursor: null, hasNextPage: false };
  return { files: { totalCount: edges.length, edges, pageInfo, uploadHeaders: [] } };
}

function uploadHeaders({ digest, mimetype }: FileSpec & { readonly digest: string }): readonly string[] {
  return [`Content-MD5:${digest}`, `Content-Type:${mimetype ?? 'application/octet-stream'}`];
}

export async function completeMultipartUploadArtifact(
  {
    input,
  }: InputOf<{
    readonly completeMultipartAction: string;
    readonly artifactID: string;
    readonly uploadID: string;
    readonly storagePath: string;
    readonly completedParts?: Maybe<readonly PartInput[]>;
  }>,
  { uploads, drafts }: Context,
) {
  const digest = toBase64Md5(toHexMd5(input.storagePath.slice(STORAGE_PREFIX.length))) as EntryDigest;
  const draft = await drafts.draft(decodeId('Artifact', input.artifactID));
  if (input.completeMultipartAction === 'Abort') {
    await uploads.abortParts(draft, digest, input.uploadID);
    return { digest: null };
  }
  try {
    // What clients call a part's MD5 here is the tag that they were answered.
    const parts = (input.completedParts ?? []).map(({ partNumber, hexMD5 }) => ({
      number: partNumber,
      tag: hexMD5,
    }));
    await uploads.completeParts(draft, digest, input.uploadID, parts);
  } catch (error) {
    // Asked again after the server, which had put it together, was started anew.
    const isHere = async () => (await drafts.findBlobs(draft.entity, [digest])).has(digest);
    if (!isAmphoraError(error, 'draft-not-found') || !(await isHere())) throw error;
  }
  return { digest };
}

export async function commitArtifact({ input }: InputOf<{ readonly artifactID: string }>, context: Context) {
  const version = await commitDraft(decodeId('Artifact', input.artifactID), context);
  return { artifact: artifactNode(version) };
}

/** The version, or the one on its way, that a client has given an id of its own. */
export async function clientIDMapping({ clientID }: { readonly clientID: string }, { drafts }: Context) {
  const draft = await drafts.draftByClientId(clientID);
  return draft ? { serverID: encodeId('Artifact', draft.version ?? draft.id) } : null;
}

/** A committed version by its id; null where there is none. */
export async function artifactById(
  { id }: { readonly id: string },
  context: Context,
): Promise<ReturnType<typeof artifactNode> | null> {
  let version: Version | null;
  try {
    version = await orNull(versionOfId(decodeId('Artifact', id), context));
  } catch (error) {
    if (isAmphoraError(error, 'id-malformed')) return null;
    throw error;
  }
  return version && artifactNode(version);
}
