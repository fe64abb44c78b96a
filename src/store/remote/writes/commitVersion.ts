/** A version to a remote store, in the protocol's own steps: announced, its files sent, its manifest sent, committed. */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import * as v from 'valibot';
import { AmphoraError, isAmphoraError } from '../../../core/errors.ts';
import type { VersionId } from '../../../core/ids.ts';
import { inParallel } from '../../../core/inParallel.ts';
import { stringifyJson } from '../../../core/json.ts';
import type { FileEntry, Manifest } from '../../../core/manifest.ts';
import { createManifest, distinctFiles, manifestDigestText } from '../../../core/manifest.ts';
import { formatManifest } from '../../../wandb/manifestJson.ts';
import type { CommittedVersion, VersionDraft } from '../../writes.ts';
import {
  COMMIT_ARTIFACT,
  COMPLETE_MULTIPART,
  CREATE_ARTIFACT,
  CREATE_FILES,
  CREATE_MANIFEST,
} from '../documents/writes.ts';
import { findVersion } from '../reads/artifacts.ts';
import type { RemoteClient } from '../RemoteClient.ts';
import { placeOfRun } from '../remoteIds.ts';
import { maybe } from '../shapes.ts';
import { withParsedNames } from '../../catalog/versionNames.ts';
import { parseHeaders, SENT_AT_ONCE, sendBytes, vanished } from './upload.ts';
import { beginRun, finishRun } from './runs.ts';

/** Files announced at once. */
const FILES_AT_ONCE = 1000;
/** From this size on a file goes in parts, as the SDK sends it. Bytes. */
const MULTIPART = 2 * 2 ** 30;
const PART = 100 * 2 ** 20;
const MAX_PARTS = 10_000;

const Id = v.object({ id: v.string() });
const Created = v.object({
  createArtifact: v.object({ artifact: v.object({ id: v.string(), state: v.string() }) }),
});
const ManifestAnswer = v.object({
  createArtifactManifest: v.object({
    artifactManifest: v.object({
      id: v.string(),
      file: v.object({ uploadUrl: v.string(), uploadHeaders: maybe(v.array(v.string())) }),
    }),
  }),
});
const Parts = v.object({
  uploadID: v.string(),
  uploadUrlParts: v.array(v.object({ partNumber: v.number(), uploadUrl: v.string() })),
});
const FilesAnswer = v.object({
  createArtifactFiles: v.object({
    files: v.object({
      edges: v.array(
        v.object({
          node: v.object({
            storagePath: maybe(v.string()),
            uploadUrl: maybe(v.string()),
            uploadHeaders: maybe(v.array(v.string())),
            uploadMultipartUrls: maybe(Parts),
          }),
        }),
      ),
    }),
  }),
});
type FileNode = v.InferOutput<typeof FilesAnswer>['createArtifactFiles']['files']['edges'][number]['node'];

/** Where the bytes of an entry can be read. @returns undefined where they cannot */
export type FindBytes = (entry: FileEntry) => string | undefined;

export interface CommitContext {
  readonly client: RemoteClient;
  /** The account's own, for a draft that names none. */
  readonly entity: string;
  readonly find: FindBytes;
  readonly signal?: AbortSignal;
}

/** See `StoreWrites.commitVersion`. */
export async function commitVersion(given: VersionDraft, context: CommitContext): Promise<CommittedVersion> {
  const draft = withParsedNames(given);
  const manifest = createManifest(draft.entries);
  const { client } = context;
  const { id, state } = await create(draft, manifest, context);
  if (state === 'COMMITTED') return { version: await findVersion(client, id as VersionId), created: false };
  await sendFiles(id, manifest, context);
  await sendManifest(id, draft, manifest, context);
  const shape = v.object({ commitArtifact: v.object({ artifact: Id }) });
  const { commitArtifact } = await client.query(COMMIT_ARTIFACT, { id }, shape, context.signal);
  const version = await findVersion(client, commitArtifact.artifact.id as VersionId);
  return { version, created: commitArtifact.artifact.id === id };
}

async function create(draft: VersionDraft, manifest: Manifest, { client, entity, signal }: CommitContext) {
  const run = draft.run === undefined ? undefined : placeOfRun(draft.run);
  const input = {
    entityName: draft.entity ?? entity,
    projectName: draft.project,
    artifactTypeName: draft.type,
    artifactCollectionName: draft.artifact,
    digest: createHash('md5').update(manifestDigestText(manifest)).digest('hex'),
    aliases: draft.aliases.map(alias => ({ artifactCollectionName: draft.artifact, alias })),
    enableDigestDeduplication: true,
    ...(run === undefined ? {} : { runName: run.key }),
    ...(draft.description === undefined ? {} : { description: draft.description }),
    ...(draft.metadata === undefined ? {} : { metadata: stringifyJson(draft.metadata) }),
    ...(draft.tags === undefined ? {} : { tags: draft.tags.map(tagName => ({ tagName })) }),
    ...(draft.ttlSeconds === undefined ? {} : { ttlDurationSeconds: draft.ttlSeconds }),
    ...(draft.historyStep === undefined ? {} : { historyStep: draft.historyStep }),
    ...(draft.clientId === undefined ? {} : { clientID: draft.clientId }),
  };
  const ask = (runName: object) =>
    client.query(CREATE_ARTIFACT, { input: { ...input, ...runName } }, Created, signal);
  try {
    return (await ask({})).createArtifact.artifact;
  } catch (error) {
    // Servers of W&B take no version that no run made.
    if (run !== undefined || !isAmphoraError(error, 'remote-refused')) throw error;
    const own = { project: draft.project, entity: input.entityName, jobType: 'sync' };
    const made = await beginRun(client, own, entity);
    try {
      return (await ask({ runName: made.key })).createArtifact.artifact;
    } finally {
      await finishRun(client, made.id, { state: 'finished', exitCode: 0 });
    }
  }
}

interface PartSpec {
  readonly partNumber: number;
  readonly hexMD5: string;
  readonly start: number;
  readonly size: number;
}

/** MD5 of each part of a large file. */
async function partsOf(path: string, size: number): Promise<readonly PartSpec[]> {
  const length = Math.max(PART, Math.ceil(size / MAX_PARTS));
  const parts: PartSpec[] = [];
  for (let start = 0; start < size; start += length) {
    const end = Math.min(size, start + length);
    const md5 = createHash('md5');
    for await (const chunk of createReadStream(path, { start, end: end - 1, highWaterMark: 1 << 20 })) {
      md5.update(chunk as Buffer);
    }
    parts.push({ partNumber: parts.length + 1, hexMD5: md5.digest('hex'), start, size: end - start });
  }
  return parts;
}

async function sendFiles(id: string, manifest: Manifest, context: CommitContext): Promise<void> {
  const files = distinctFiles(manifest);
  for (let i = 0; i < files.length; i += FILES_AT_ONCE) {
    await sendBatch(id, files.slice(i, i + FILES_AT_ONCE), context);
  }
}

async function sendBatch(id: string, files: readonly FileEntry[], context: CommitContext): Promise<void> {
  const { client, find, signal } = context;
  const parts = new Map<FileEntry, readonly PartSpec[]>();
  for (const file of files) {
    const path = file.size >= MULTIPART ? find(file) : undefined;
    if (path !== undefined) parts.set(file, await partsOf(path, file.size));
  }
  const specs = files.map(file => ({
    artifactID: id,
    name: file.path,
    md5: file.digest,
    ...(parts.has(file)
      ? { uploadPartsInput: parts.get(file)?.map(({ partNumber, hexMD5 }) => ({ partNumber, hexMD5 })) }
      : {}),
  }));
  const { createArtifactFiles } = await client.query(CREATE_FILES, { files: specs }, FilesAnswer, signal);
  const answers = createArtifactFiles.files.edges;
  if (answers.length !== files.length) {
    throw new AmphoraError('remote-answer-malformed', { url: client.url, place: 'createArtifactFiles' });
  }
  const work = files.map((file, i) => ({ file, node: answers[i]?.node }));
  await inParallel(work, SENT_AT_ONCE, async ({ file, node }) => {
    if (!node) return;
    const multipart = node.uploadMultipartUrls;
    if (node.uploadUrl == null && !multipart) return;
    const path = find(file);
    if (path === undefined) throw vanished(file.path);
    // What was sent in place of these bytes the server would refuse; a size that differs would stall it.
    if (statSync(path, { throwIfNoEntry: false })?.size !== file.size)
      throw new AmphoraError('file-changed', { path: file.path });
    if (multipart)
      await sendParts(id, path, parts.get(file) ?? [], { ...node, uploadMultipartUrls: multipart }, context);
    else if (node.uploadUrl != null) {
      const source = { kind: 'file', path, size: file.size } as const;
      await sendBytes(client, node.uploadUrl, parseHeaders(node.uploadHeaders), source, signal);
    }
  });
}

async function sendParts(
  artifactID: string,
  path: string,
  parts: readonly PartSpec[],
  node: FileNode & { readonly uploadMultipartUrls: v.InferOutput<typeof Parts> },
  { client, signal }: CommitContext,
): Promise<void> {
  const { uploadID, uploadUrlParts } = node.uploadMultipartUrls;
  const urls = new Map(uploadUrlParts.map(part => [part.partNumber, part.uploadUrl]));
  const tags = new Map<number, string>();
  await inParallel(parts, SENT_AT_ONCE, async part => {
    const url = urls.get(part.partNumber);
    if (url === undefined) return;
    const headers = { 'content-md5': Buffer.from(part.hexMD5, 'hex').toString('base64') };
    const source = { kind: 'file', path, size: part.size, start: part.start } as const;
    tags.set(part.partNumber, (await sendBytes(client, url, headers, source, signal)) ?? part.hexMD5);
  });
  const input = {
    completeMultipartAction: 'Complete',
    completedParts: [...tags]
      .sort(([a], [b]) => a - b)
      .map(([partNumber, hexMD5]) => ({ partNumber, hexMD5 })),
    artifactID,
    storagePath: node.storagePath ?? '',
    uploadID,
  };
  await client.query(
    COMPLETE_MULTIPART,
    { input },
    v.object({ completeMultipartUploadArtifact: v.unknown() }),
    signal,
  );
}

async function sendManifest(
  id: string,
  draft: VersionDraft,
  manifest: Manifest,
  { client, entity, signal }: CommitContext,
): Promise<void> {
  const bytes = Buffer.from(formatManifest(manifest));
  const input = {
    artifactID: id,
    name: 'wandb_manifest.json',
    digest: createHash('md5').update(bytes).digest('base64'),
    entityName: draft.entity ?? entity,
    projectName: draft.project,
    runName: draft.run === undefined ? null : placeOfRun(draft.run).key,
    type: 'FULL',
  };
  const answer = await client.query(CREATE_MANIFEST, { input }, ManifestAnswer, signal);
  const { uploadUrl, uploadHeaders } = answer.createArtifactManifest.artifactManifest.file;
  await sendBytes(client, uploadUrl, parseHeaders(uploadHeaders), { kind: 'bytes', bytes }, signal);
}
