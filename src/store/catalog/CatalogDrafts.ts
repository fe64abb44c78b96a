import type { BlobKey, EntryDigest, ManifestDigest, VersionId } from '../../core/ids.ts';
import type { BlobLocation, Staging } from '../blobs.ts';
import type {
  DirectUploads,
  Draft,
  DraftManifestRequest,
  DraftRequest,
  Drafts,
  KnownBlob,
  OwnedBlob,
} from '../drafts.ts';
import { findBlobs, forgetUnsynced, recordBlobs } from './digests.ts';
import * as drafts from './drafts.ts';
import { sha256 } from './manifestBlob.ts';
import type { CatalogParts } from './parts.ts';
import type { Db } from './tables.ts';

/** Drafts in the catalog, and the bytes they name. */
export class CatalogDrafts implements Drafts {
  readonly #parts: CatalogParts;
  readonly uploadsFolder: string;
  readonly direct?: DirectUploads;

  constructor(parts: CatalogParts, uploadsFolder: string, direct?: DirectUploads) {
    this.#parts = parts;
    this.uploadsFolder = uploadsFolder;
    if (direct) this.direct = direct;
  }

  get #db(): Db {
    return this.#parts.db;
  }

  beginDraft(request: DraftRequest) {
    return drafts.beginDraft(this.#db, request);
  }

  draft(id: VersionId) {
    return drafts.findDraft(this.#db, id);
  }

  settled(id: VersionId) {
    return drafts.settledVersion(this.#db, id);
  }

  draftByClientId(clientId: string) {
    return drafts.findDraftByClientId(this.#db, clientId);
  }

  findCommitted(request: DraftRequest, digest: ManifestDigest) {
    return drafts.findCommitted(this.#db, request, digest);
  }

  putDraftManifest(draft: VersionId, manifest: DraftManifestRequest) {
    return drafts.putDraftManifest(this.#db, draft, manifest);
  }

  editDraftManifest(id: string, edit: Parameters<Drafts['editDraftManifest']>[1]) {
    return drafts.editDraftManifest(this.#db, id, edit);
  }

  draftManifest(id: string) {
    return drafts.editDraftManifest(this.#db, id, {});
  }

  draftManifests(draft: VersionId) {
    return drafts.listDraftManifests(this.#db, draft);
  }

  async commitDraftManifest(
    id: string,
    document: { readonly blob: BlobKey; readonly size: number },
    staging: Staging,
  ): Promise<void> {
    await this.#parts.blobs.bring([document.blob], staging);
    await drafts.editDraftManifest(this.#db, id, document);
  }

  async readDraftManifest(blob: BlobKey): Promise<Buffer> {
    const bytes = await this.#parts.blobs.read(blob);
    if (sha256(bytes) !== blob) throw new Error('digest differs');
    return bytes;
  }

  findBlobs(entity: string, digests: readonly EntryDigest[]) {
    return findBlobs(this.#parts, entity, digests);
  }

  async arrived(draft: Draft, digests: readonly EntryDigest[]): Promise<ReadonlyMap<EntryDigest, KnownBlob>> {
    const known = new Map(await this.findBlobs(draft.entity, digests));
    const absent = digests.filter(digest => !known.has(digest));
    if (!this.direct || absent.length === 0) return known;
    const taken = await this.direct.take(draft, absent);
    await recordBlobs(this.#db, taken, 1);
    for (const { digest, blob, size } of taken) known.set(digest, { digest, blob, size, durable: true });
    return known;
  }

  recordBlobs(blobs: readonly OwnedBlob[]) {
    return recordBlobs(this.#db, blobs, 0);
  }

  forgetUnsynced() {
    return forgetUnsynced(this.#db);
  }

  locateBlob(blob: BlobKey): Promise<BlobLocation> {
    return this.#parts.blobs.locate(blob);
  }
}
