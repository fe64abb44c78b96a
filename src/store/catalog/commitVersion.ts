/** The one way a version comes to be. */
import { AmphoraError } from '../../core/errors.ts';
import type { ArtifactId, BlobKey, ManifestDigest, ProjectId, VersionId } from '../../core/ids.ts';
import type { FileEntry, Manifest } from '../../core/manifest.ts';
import { createManifest, manifestSize } from '../../core/manifest.ts';
import type { Staging } from '../blobs.ts';
import type { CommittedVersion, VersionDraft } from '../writes.ts';
import { setAliases, touch } from './aliases.ts';
import type { BlobPlace } from './blobPlace.ts';
import { recordCommitted } from './digests.ts';
import { settleDraft } from './drafts.ts';
import { encodeManifest, manifestDigest, sha256 } from './manifestBlob.ts';
import { newId } from './newId.ts';
import { unique, writeJson } from './parseRow.ts';
import { LOCAL_ENTITY } from '../../core/project.ts';
import { ensureProject } from './projects.ts';
import { requireCollection } from './requireCollection.ts';
import { recordOutput } from './runWrites.ts';
import type { CatalogParts } from './parts.ts';
import type { ArtifactTable, Db, Tx } from './tables.ts';
import { withParsedNames } from './versionNames.ts';
import { findVersion } from './versions.ts';
import { inTransaction } from './transaction.ts';

interface Content {
  readonly manifest: Manifest;
  readonly digest: ManifestDigest;
  /** Undefined while the content is one that the artifact has. */
  readonly blob?: BlobKey;
}

/**
 * Those blobs of the manifest that are yet to be brought from files where they lie.
 * @throws AmphoraError `file-vanished` where a blob is neither in the store nor in one of them
 */
async function blobsToBring(blobs: BlobPlace, draft: VersionDraft): Promise<readonly BlobKey[]> {
  const { entries, placed, sources } = draft;
  // What lies in files was not looked for by anybody.
  if (draft.seen === true && sources === undefined) return [];
  // What this staging placed nobody took away: the collector waits for it.
  const certain = new Set(placed);
  const files = entries.filter(entry => entry.kind === 'file' && !certain.has(entry.blob)) as FileEntry[];
  const absent = await blobs.missing(files);
  const vanished = files.find(file => absent.has(file.blob) && sources?.has(file.blob) !== true);
  if (vanished) throw new AmphoraError('file-vanished', { path: vanished.path });
  return [...absent];
}

/** Whether the artifact has this content, its list of files included. */
async function isKnown(
  db: Db,
  blobs: BlobPlace,
  draft: VersionDraft,
  digest: ManifestDigest,
): Promise<boolean> {
  const row = await db
    .selectFrom('versions as v')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .innerJoin('projects as p', 'p.id', 'a.project_id')
    .select('v.manifest')
    .where('p.entity', '=', draft.entity ?? LOCAL_ENTITY)
    .where('p.name', '=', draft.project)
    .where('a.name', '=', draft.artifact)
    .where('v.digest', '=', digest)
    .where('v.deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return false;
  return (await blobs.missing([{ blob: row.manifest }])).size === 0;
}

/** Writes the manifest and makes it and all new blobs durable. */
async function placeContent(
  blobs: BlobPlace,
  draft: VersionDraft,
  staging: Staging,
  manifest: Manifest,
): Promise<BlobKey> {
  await blobs.bring([...draft.placed, ...(await blobsToBring(blobs, draft))], staging, draft.sources);
  const bytes = encodeManifest(manifest);
  const key = sha256(bytes);
  await blobs.place(key, bytes, staging);
  await blobs.makeDurable([...draft.placed, key]);
  return key;
}

async function ensureArtifact(
  tx: Tx,
  draft: VersionDraft,
  project: ProjectId,
  now: number,
): Promise<ArtifactTable> {
  const { artifact: name, type } = draft;
  const found = await requireCollection(tx, project, name, { kind: 'sequence', type });
  if (found && (found.kind !== 'sequence' || found.type !== type)) {
    await tx.updateTable('artifacts').set({ kind: 'sequence', type }).where('id', '=', found.id).execute();
  }
  if (found) return { ...found, kind: 'sequence', type };
  const artifact: ArtifactTable = {
    id: newId<ArtifactId>(now),
    project_id: project,
    name: draft.artifact,
    type: draft.type,
    description: '',
    tags: '[]',
    kind: 'sequence',
    created_at: now,
    updated_at: now,
    next_index: 0,
    version_count: 0,
  };
  await tx.insertInto('artifacts').values(artifact).execute();
  return artifact;
}

async function insertVersion(
  tx: Tx,
  draft: VersionDraft,
  artifact: ArtifactTable,
  content: Content,
  now: number,
): Promise<VersionId> {
  if (content.blob === undefined) throw new AmphoraError('staging-lost', {});
  const id = draft.id ?? newId<VersionId>(now);
  await tx
    .insertInto('versions')
    .values({
      id,
      artifact_id: artifact.id,
      project_id: artifact.project_id,
      idx: artifact.next_index,
      digest: content.digest,
      manifest: content.blob,
      size: manifestSize(content.manifest),
      file_count: content.manifest.entries.length,
      description: draft.description ?? '',
      metadata: writeJson(draft.metadata ?? {}),
      tags: writeJson(unique(draft.tags ?? [])),
      created_at: now,
      logged_by: draft.run ?? null,
      client_id: draft.clientId ?? null,
      deleted_at: null,
      // What was uploaded is among the known digests already.
      indexed: draft.id === undefined ? 0 : 1,
      ttl_seconds: draft.ttlSeconds ?? null,
      history_step: draft.historyStep ?? null,
    })
    .execute();
  await tx
    .updateTable('artifacts')
    .set(set => ({ next_index: set('next_index', '+', 1), version_count: set('version_count', '+', 1) }))
    .where('id', '=', artifact.id)
    .execute();
  return id;
}

async function findCommitted(
  tx: Tx,
  draft: VersionDraft,
  artifact: ArtifactId,
  digest: ManifestDigest,
): Promise<VersionId | undefined> {
  if (draft.clientId !== undefined) {
    const same = await tx
      .selectFrom('versions')
      .select('id')
      .where('client_id', '=', draft.clientId)
      .where('artifact_id', '=', artifact)
      .executeTakeFirst();
    if (same) return same.id;
  }
  const row = await tx
    .selectFrom('versions')
    .select('id')
    .where('artifact_id', '=', artifact)
    .where('digest', '=', digest)
    .where('deleted_at', 'is', null)
    .orderBy('idx', 'desc')
    .executeTakeFirst();
  return row?.id;
}

/** Content logged again: what was said of it this time stands, and a list of files that was lost is there again. */
async function renew(tx: Tx, id: VersionId, draft: VersionDraft, content: Content): Promise<void> {
  const { tags } = await findVersion(tx, id);
  const values = {
    ...(draft.description === undefined ? {} : { description: draft.description }),
    ...(draft.metadata === undefined ? {} : { metadata: writeJson(draft.metadata) }),
    ...(draft.tags === undefined ? {} : { tags: writeJson(unique([...tags, ...draft.tags])) }),
    ...(content.blob === undefined ? {} : { manifest: content.blob }),
  };
  if (Object.keys(values).length === 0) return;
  await tx
    .updateTable('versions')
    .set(values)
    .where('id', '=', id)
    .where('digest', '=', content.digest)
    .execute();
}

/** See `StoreWrites.commitVersion`. */
export async function commitVersion(
  { db, blobs, stagings }: CatalogParts,
  given: VersionDraft,
  staging: Staging,
): Promise<CommittedVersion> {
  const draft = withParsedNames(given);
  const { aliases } = draft;
  const manifest = createManifest(draft.entries);
  const digest = manifestDigest(manifest);
  const known = await isKnown(db, blobs, draft, digest);
  // Blobs of known content can be new all the same: they take the place of damaged ones.
  if (known) {
    await blobs.bring(draft.placed, staging);
    await blobs.makeDurable(draft.placed);
  }
  const content: Content = known
    ? { manifest, digest }
    : { manifest, digest, blob: await placeContent(blobs, draft, staging, manifest) };
  return inTransaction(db, async tx => {
    await stagings.require(tx, staging);
    const project = await ensureProject(tx, draft.project, draft.entity, Date.now());
    // Others may have had their turn meanwhile: what they moved was moved before.
    const now = Date.now();
    const artifact = await ensureArtifact(tx, draft, project, now);
    const committed = await findCommitted(tx, draft, artifact.id, digest);
    const id = committed ?? (await insertVersion(tx, draft, artifact, content, now));
    if (committed !== undefined) await renew(tx, committed, draft, content);
    await setAliases(tx, artifact.id, id, aliases, now);
    if (draft.run !== undefined) await recordOutput(tx, draft.run, id, now);
    // What was uploaded is among the known digests; a folder's files are taken in when somebody asks.
    if (draft.id !== undefined) {
      await recordCommitted(tx, draft.entity ?? LOCAL_ENTITY, draft.entries);
      await settleDraft(tx, draft.id, id);
    }
    await touch(tx, { artifactId: artifact.id, projectId: project }, now);
    await stagings.end(tx, staging);
    return { version: await findVersion(tx, id), created: committed === undefined };
  });
}
