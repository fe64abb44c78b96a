/**
 * Versions that arrive piece by piece: how a store takes what a W&B client sends. A draft is begun, its manifests and the
 * bytes they name arrive in any order, and at the end the store's one commit makes it a version. All of it survives the process.
 */
import type { BlobKey, EntryDigest, ManifestDigest, RunId, VersionId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import type { BlobLocation, Staging } from './blobs.ts';

/** `full` says all, `incremental` adds to a base version, each `patch` is the part of one of several writers. */
export const MANIFEST_KINDS = ['full', 'incremental', 'patch'] as const;
export type ManifestKind = (typeof MANIFEST_KINDS)[number];

/** What a version to come is to be, but for its files. */
export interface DraftRequest {
  readonly project: string;
  readonly entity?: string;
  readonly artifact: string;
  readonly type: string;
  readonly aliases: readonly string[];
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
  readonly ttlSeconds?: number;
  readonly historyStep?: number;
  readonly run?: RunId;
  /** The client's own id of the version: the same again is the same draft. */
  readonly clientId?: string;
  /** Several writers that give the same fill one draft. */
  readonly distributedId?: string;
}

export interface Draft {
  /** Whose project it is for. */
  readonly entity: string;
  /** The id that the version will have, unless the artifact has the content already. */
  readonly id: VersionId;
  readonly request: DraftRequest;
  /** The version it became. */
  readonly version?: VersionId;
}

export interface DraftManifestRequest {
  readonly kind: ManifestKind;
  readonly name: string;
  /** Base64 MD5 of the document, empty while it is not known. */
  readonly digest: string;
  readonly base?: VersionId;
}

export interface DraftManifest extends DraftManifestRequest {
  readonly id: string;
  readonly draft: VersionId;
  /** The document, once it was uploaded. */
  readonly blob?: BlobKey;
}

/** Bytes that were placed for an entity. */
export interface OwnedBlob {
  readonly entity: string;
  readonly digest: EntryDigest;
  readonly blob: BlobKey;
  readonly size: number;
}

/** Bytes that the store holds, by their MD5. */
export interface KnownBlob {
  readonly digest: EntryDigest;
  readonly blob: BlobKey;
  readonly size: number;
  /** Whether a commit made it durable. */
  readonly durable: boolean;
}

/** A part of a file, as it was announced. Numbers begin with 1. */
export interface UploadPart {
  readonly number: number;
  readonly digest: EntryDigest;
}

/** A part that was sent. */
export interface UploadedPart {
  readonly number: number;
  /** The tag that came as the answer (`ETag`). */
  readonly tag: string;
}

/** Where clients send the bytes of a draft's files, each file known by its MD5. */
export interface FileUploads {
  /** An address that takes these bytes and no others. They are sent with `Content-MD5`. */
  fileUrl(draft: Draft, digest: EntryDigest): string;
  /** Begins a large file that comes in parts. @returns the upload's id */
  beginParts(draft: Draft, digest: EntryDigest): Promise<string>;
  partUrl(draft: Draft, digest: EntryDigest, upload: string, part: UploadPart): string;
  /**
   * Puts parts together; again is no change.
   * @throws `draft-not-found`, `upload-missing`, `upload-differs`
   */
  completeParts(
    draft: Draft,
    digest: EntryDigest,
    upload: string,
    parts: readonly UploadedPart[],
  ): Promise<void>;
  abortParts(draft: Draft, digest: EntryDigest, upload: string): Promise<void>;
}

/** Uploads that go past the server: what arrived is taken in when the draft is committed. */
export interface DirectUploads extends FileUploads {
  /**
   * Takes in those of these bytes that were sent for a draft. Nobody can change them from then on.
   * @throws `upload-differs`, `upload-too-large`
   */
  take(draft: Draft, digests: readonly EntryDigest[]): Promise<readonly OwnedBlob[]>;
  /** Where a blob can be fetched for a while. @param name for whoever keeps it as a file */
  blobUrl(blob: BlobKey, name: string): string;
}

export interface Drafts {
  /** Set where clients send bytes to the place where they are kept, and fetch them there. */
  readonly direct?: DirectUploads;
  /** @throws `name-invalid`, `alias-invalid`, `alias-reserved`, `artifact-type-differs`, `artifact-is-portfolio` */
  beginDraft(request: DraftRequest): Promise<Draft>;
  /** @throws `draft-not-found` */
  draft(id: VersionId): Promise<Draft>;
  /** The version that a draft became; undefined while it is under way, and where there is none. */
  settled(id: VersionId): Promise<VersionId | undefined>;
  /** The draft that has this id of the client's; undefined where there is none. */
  draftByClientId(clientId: string): Promise<Draft | undefined>;
  /** The newest version of the artifact that has this content and was not deleted. */
  findCommitted(request: DraftRequest, digest: ManifestDigest): Promise<VersionId | undefined>;

  /** The same name again changes the manifest that there is. @throws `draft-not-found` */
  putDraftManifest(draft: VersionId, manifest: DraftManifestRequest): Promise<DraftManifest>;
  editDraftManifest(
    id: string,
    edit: Partial<Pick<DraftManifestRequest, 'digest' | 'base'>>,
  ): Promise<DraftManifest>;
  /** @throws `draft-not-found` */
  draftManifest(id: string): Promise<DraftManifest>;
  draftManifests(draft: VersionId): Promise<readonly DraftManifest[]>;
  /** Gives a manifest its document, which was placed in a staging. @throws `draft-not-found` */
  commitDraftManifest(
    id: string,
    document: { readonly blob: BlobKey; readonly size: number },
    staging: Staging,
  ): Promise<void>;
  /** A manifest's document. @throws where it is not what was placed */
  readDraftManifest(blob: BlobKey): Promise<Buffer>;

  /**
   * Which of these bytes an entity has here: of those that only others have, nothing is told. Whoever is told of them may count on them until the drafts that are under way now are
   * committed or a week has passed: until then they are not collected.
   */
  findBlobs(entity: string, digests: readonly EntryDigest[]): Promise<ReadonlyMap<EntryDigest, KnownBlob>>;
  /** Which of these bytes are here for a draft: what its entity has, and what was sent for it directly, which is taken in. */
  arrived(draft: Draft, digests: readonly EntryDigest[]): Promise<ReadonlyMap<EntryDigest, KnownBlob>>;
  /** Remembers bytes that were placed in a staging. */
  recordBlobs(blobs: readonly OwnedBlob[]): Promise<void>;
  /** Forgets bytes that no commit made durable: after the machine was started anew they may be anything. */
  forgetUnsynced(): Promise<void>;
  locateBlob(blob: BlobKey): Promise<BlobLocation>;
  /** Folder of parts of large files that are being uploaded, where the server takes them itself. */
  readonly uploadsFolder: string;
}
