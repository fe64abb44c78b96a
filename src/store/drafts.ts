/**
 * Versions that arrive piece by piece: how a store takes what a W&B client sends. A draft is begun, its manifests and the
 * bytes they name arrive in any order, and at the end the store's one commit makes it a version. All of it survives the process.
 */
import type { BlobKey, EntryDigest, ManifestDigest, RunId, VersionId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import type { BlobLocation } from './blobs.ts';

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

/** Bytes that the store holds, by their MD5. */
export interface KnownBlob {
  readonly digest: EntryDigest;
  readonly blob: BlobKey;
  readonly size: number;
  /** Whether a commit made it durable. */
  readonly durable: boolean;
}

export interface Drafts {
  /** @throws `name-invalid`, `alias-invalid`, `alias-reserved`, `artifact-type-differs`, `artifact-is-portfolio` */
  beginDraft(request: DraftRequest): Promise<Draft>;
  /** @throws `draft-not-found` */
  draft(id: VersionId): Promise<Draft>;
  /** The draft that has this id of the client's; undefined where there is none. */
  draftByClientId(clientId: string): Promise<Draft | undefined>;
  /** The newest version of the artifact that has this content and was not deleted. */
  findCommitted(request: DraftRequest, digest: ManifestDigest): Promise<VersionId | undefined>;

  /** The same name again changes the manifest that there is. @throws `draft-not-found` */
  putDraftManifest(draft: VersionId, manifest: DraftManifestRequest): Promise<DraftManifest>;
  editDraftManifest(
    id: string,
    edit: Partial<Pick<DraftManifestRequest, 'digest' | 'base'>> & {
      readonly blob?: BlobKey;
      readonly size?: number;
    },
  ): Promise<DraftManifest>;
  /** @throws `draft-not-found` */
  draftManifest(id: string): Promise<DraftManifest>;
  draftManifests(draft: VersionId): Promise<readonly DraftManifest[]>;

  /**
   * Which of these bytes are here. Whoever is told of them may count on them until the drafts that are under way now are
   * committed or a week has passed: until then they are not collected.
   */
  findBlobs(digests: readonly EntryDigest[]): Promise<ReadonlyMap<EntryDigest, KnownBlob>>;
  /** Remembers bytes that were placed in a staging. */
  recordBlobs(blobs: readonly Omit<KnownBlob, 'durable'>[]): Promise<void>;
  /** Forgets bytes that no commit made durable: after the machine was started anew they may be anything. */
  forgetUnsynced(): Promise<void>;
  locateBlob(blob: BlobKey): Promise<BlobLocation>;
  /** Folder of parts of large files that are being uploaded. */
  readonly uploadsFolder: string;
}
