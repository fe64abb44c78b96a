/** Versions that arrive piece by piece, for members only: nobody else sees them before they are whole. */
import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, EntryDigest, ManifestDigest, VersionId } from '../../core/ids.ts';
import type { Staging } from '../../store/blobs.ts';
import type {
  DirectUploads,
  Draft,
  DraftManifest,
  DraftManifestRequest,
  DraftRequest,
  Drafts,
  OwnedBlob,
} from '../../store/drafts.ts';
import type { Guard } from './Guard.ts';

type ManifestEdit = Parameters<Drafts['editDraftManifest']>[1];

export class GuardedDrafts implements Drafts {
  /** Its addresses are made of drafts and of blobs, which only whoever may have them is given. */
  readonly direct?: DirectUploads;
  readonly #drafts: Drafts;
  readonly #guard: Guard;
  /** Bytes that this one was shown in answer to this request. */
  readonly #shown = new Set<BlobKey>();

  constructor(drafts: Drafts, guard: Guard) {
    if (drafts.direct) this.direct = drafts.direct;
    this.#drafts = drafts;
    this.#guard = guard;
  }

  get uploadsFolder(): string {
    return this.#drafts.uploadsFolder;
  }

  async beginDraft(request: DraftRequest): Promise<Draft> {
    const { run } = request;
    const entity = await this.#guard.writableEntity(request.entity);
    return this.#guard.asking(async () => {
      const draft = await this.#drafts.beginDraft({
        ...request,
        entity,
        ...(run === undefined ? {} : { run: await this.#guard.writableOne('run', run) }),
      });
      // The client’s own id of a draft may be one that somebody else has given, too.
      if (draft.entity !== entity) throw new AmphoraError('draft-not-found', {});
      return draft;
    });
  }

  async draft(id: VersionId): Promise<Draft> {
    return this.#drafts.draft(await this.#guard.writableOne('draft', id));
  }

  async settled(id: VersionId): Promise<VersionId | undefined> {
    return this.#drafts.settled(await this.#guard.readableOne('draft', id));
  }

  async draftByClientId(clientId: string): Promise<Draft | undefined> {
    const draft = await this.#drafts.draftByClientId(clientId);
    return draft && this.#guard.sees(draft.entity) ? draft : undefined;
  }

  findCommitted(request: DraftRequest, digest: ManifestDigest): Promise<VersionId | undefined> {
    const entity = this.#guard.readableEntity(request.entity);
    return this.#drafts.findCommitted({ ...request, entity }, digest);
  }

  async putDraftManifest(draft: VersionId, manifest: DraftManifestRequest): Promise<DraftManifest> {
    const own = await this.#guard.writableOne('draft', draft);
    return this.#drafts.putDraftManifest(own, await this.#withBase(manifest));
  }

  async editDraftManifest(id: string, edit: ManifestEdit): Promise<DraftManifest> {
    const own = await this.#guard.writableOne('manifest', id);
    return this.#show(await this.#drafts.editDraftManifest(own, await this.#withBase(edit)));
  }

  async draftManifest(id: string): Promise<DraftManifest> {
    return this.#show(await this.#drafts.draftManifest(await this.#guard.writableOne('manifest', id)));
  }

  async draftManifests(draft: VersionId): Promise<readonly DraftManifest[]> {
    const manifests = await this.#drafts.draftManifests(await this.#guard.writableOne('draft', draft));
    return manifests.map(manifest => this.#show(manifest));
  }

  async commitDraftManifest(
    id: string,
    document: { readonly blob: BlobKey; readonly size: number },
    staging: Staging,
  ): Promise<void> {
    await this.#drafts.commitDraftManifest(await this.#guard.writableOne('manifest', id), document, staging);
  }

  readDraftManifest(blob: BlobKey): Promise<Buffer> {
    this.#requireShown(blob);
    return this.#drafts.readDraftManifest(blob);
  }

  async findBlobs(named: string, digests: readonly EntryDigest[]) {
    const known = await this.#drafts.findBlobs(this.#guard.readableEntity(named), digests);
    for (const { blob } of known.values()) this.#shown.add(blob);
    return known;
  }

  async arrived(draft: Draft, digests: readonly EntryDigest[]) {
    await this.#guard.writableEntity(draft.entity);
    return this.#drafts.arrived(draft, digests);
  }

  async recordBlobs(blobs: readonly OwnedBlob[]): Promise<void> {
    for (const entity of new Set(blobs.map(blob => blob.entity))) await this.#guard.writableEntity(entity);
    await this.#drafts.recordBlobs(blobs);
  }

  /** Care of the store, which is nobody’s who asks from outside. */
  async forgetUnsynced(): Promise<void> {
    const { user, admin } = this.#guard.principal;
    if (!admin) throw new AmphoraError('forbidden', { needed: 'admin', entity: user, role: 'member' });
    await this.#drafts.forgetUnsynced();
  }

  async locateBlob(blob: BlobKey) {
    this.#requireShown(blob);
    return this.#drafts.locateBlob(blob);
  }

  async #withBase<T extends { readonly base?: VersionId }>(of: T): Promise<T> {
    return of.base === undefined ? of : { ...of, base: await this.#guard.readableOne('version', of.base) };
  }

  #show(manifest: DraftManifest): DraftManifest {
    if (manifest.blob !== undefined) this.#shown.add(manifest.blob);
    return manifest;
  }

  /** Who knows the name of bytes need not have a right to them. */
  #requireShown(blob: BlobKey): void {
    if (!this.#shown.has(blob)) throw new AmphoraError('draft-not-found', {});
  }
}
