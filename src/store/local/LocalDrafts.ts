/** Drafts and the bytes they name, in a local store. */
import path from 'node:path';
import type { BlobKey, EntryDigest, ManifestDigest, VersionId } from '../../core/ids.ts';
import type { BlobLocation } from '../blobs.ts';
import { blobPath } from '../blobs.ts';
import type { DraftManifestRequest, DraftRequest, Drafts, KnownBlob } from '../drafts.ts';
import { findBlobs, forgetUnsynced, recordBlobs } from './digests.ts';
import * as drafts from '../catalog/drafts.ts';
import type { StoreFolders } from './layout.ts';
import type { Db } from '../catalog/tables.ts';

export class LocalDrafts implements Drafts {
  readonly #db: Db;
  readonly #folders: StoreFolders;

  constructor(db: Db, folders: StoreFolders) {
    this.#db = db;
    this.#folders = folders;
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
    return findBlobs(this.#db, this.#folders.blobs, digests);
  }

  recordBlobs(blobs: readonly Omit<KnownBlob, 'durable'>[]) {
    return recordBlobs(this.#db, blobs);
  }

  forgetUnsynced() {
    return forgetUnsynced(this.#db);
  }

  locateBlob(blob: BlobKey): Promise<BlobLocation> {
    return Promise.resolve({ kind: 'file', path: path.join(this.#folders.blobs, blobPath(blob)) });
  }

  get uploadsFolder(): string {
    return this.#folders.uploads;
  }
}
