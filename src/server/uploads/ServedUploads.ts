/** Files that clients send to this server, at signed addresses. */
import type { EntryDigest } from '../../core/ids.ts';
import type { Draft, FileUploads, UploadedPart, UploadPart } from '../../store/drafts.ts';
import { toHexMd5 } from '../../wandb/md5.ts';
import type { BlobUrls } from './BlobUrls.ts';
import type { MultipartUploads } from './MultipartUploads.ts';

export class ServedUploads implements FileUploads {
  readonly #urls: BlobUrls;
  readonly #multipart: MultipartUploads;

  constructor(urls: BlobUrls, multipart: MultipartUploads) {
    this.#urls = urls;
    this.#multipart = multipart;
  }

  fileUrl({ entity }: Draft, digest: EntryDigest): string {
    return this.#urls.putFile(entity, toHexMd5(digest));
  }

  beginParts({ entity }: Draft, digest: EntryDigest): Promise<string> {
    return this.#multipart.begin(entity, digest);
  }

  partUrl(_draft: Draft, _digest: EntryDigest, upload: string, { number, digest }: UploadPart): string {
    return this.#urls.putPart(upload, number, toHexMd5(digest));
  }

  async completeParts(
    _draft: Draft,
    _digest: EntryDigest,
    upload: string,
    parts: readonly UploadedPart[],
  ): Promise<void> {
    await this.#multipart.complete(
      upload,
      parts.map(({ number }) => number),
    );
  }

  abortParts(_draft: Draft, _digest: EntryDigest, upload: string): Promise<void> {
    return this.#multipart.abort(upload);
  }
}
