import type { BlobKey, EntryDigest, ManifestDigest, VersionId } from '../../core/ids.ts';
import type { BlobLocation } from '../blobs.ts';
import type { DraftManifestRequest, DraftRequest, Drafts, KnownBlob } from '../drafts.ts';
import { findBlobs, forgetUnsynced, recordBlobs } from './digests.ts';
import * as drafts from './drafts.ts';
import type { CatalogParts } from './parts.ts';
import type { Db } from './tables.ts';

/** Drafts in the catalog, and the bytes they name. */
export class CatalogDrafts implements Drafts {
  readonly #parts: CatalogParts;
  readonly uploadsFolder: string;

  constructor(parts: CatalogParts, uploadsFolder: string) {
    this.#parts = parts;
    this.uploadsFolder = uploadsFolder;
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

  findBlobs(digests: readonly EntryDigest[]) {
    return findBlobs(this.#parts, digests);
  }

  recordBlobs(blobs: readonly Omit<KnownBlob, 'durable'>[]) {
    return recordBlobs(this.#db, blobs);
  }

  forgetUnsynced() {
    return forgetUnsynced(this.#db);
  }

  locateBlob(blob: BlobKey): Promise<BlobLocation> {
    return this.#parts.blobs.locate(blob);
  }
}
