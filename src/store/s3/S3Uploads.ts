/**
 * Uploads that clients send to the bucket themselves. What they send lies in a place of the draft's own until the draft is
 * committed; then it is copied to where nobody has an address to write, if it is what was announced.
 */
import { createHash } from 'node:crypto';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { BlobKey, EntryDigest } from '../../core/ids.ts';
import { inParallel } from '../../core/inParallel.ts';
import type { DirectUploads, Draft, OwnedBlob, UploadedPart, UploadPart } from '../drafts.ts';
import { copyObject } from './copyObject.ts';
import { abortParts, beginParts, completeParts } from './multipart.ts';
import { blobObject, incomingFolder, incomingObject, newSentBlob } from './objectKeys.ts';
import { streamObject } from './readObject.ts';
import type { S3Blobs } from './S3Blobs.ts';
import { ADDRESS_LIFETIME } from './S3Blobs.ts';
import type { ListedObject, S3Client } from './S3Client.ts';

/** Objects copied at once. */
const AT_ONCE = 32;
/** Few enough that each is asked for by itself. */
const FEW = 50;
const PLAIN_MD5 = /^[0-9a-f]{32}$/;

export class S3Uploads implements DirectUploads {
  readonly #client: S3Client;
  readonly #blobs: S3Blobs;

  constructor(client: S3Client, blobs: S3Blobs) {
    this.#client = client;
    this.#blobs = blobs;
  }

  blobUrl(blob: BlobKey, name: string): string {
    return this.#blobs.url(blob, name);
  }

  /** S3 compares what arrives with the header, which is part of the signature. */
  fileUrl({ id }: Draft, digest: EntryDigest): string {
    const headers = { 'content-md5': digest };
    return this.#client.presign(
      { method: 'PUT', key: incomingObject(id, digest), headers },
      ADDRESS_LIFETIME,
    );
  }

  beginParts({ id }: Draft, digest: EntryDigest): Promise<string> {
    return beginParts(this.#client, incomingObject(id, digest));
  }

  partUrl({ id }: Draft, digest: EntryDigest, upload: string, part: UploadPart): string {
    const query = { partNumber: String(part.number), uploadId: upload };
    const headers = { 'content-md5': part.digest };
    const key = incomingObject(id, digest);
    return this.#client.presign({ method: 'PUT', key, query, headers }, ADDRESS_LIFETIME);
  }

  async completeParts(
    { id }: Draft,
    digest: EntryDigest,
    upload: string,
    parts: readonly UploadedPart[],
  ): Promise<void> {
    const key = incomingObject(id, digest);
    try {
      await completeParts(this.#client, key, upload, parts);
    } catch (error) {
      if (!isAmphoraError(error, 'bucket-failed')) throw error;
      // A client that asks again, having waited too long, finds it done.
      const { status } = await this.#client.ask({ method: 'HEAD', key });
      if (status !== 200) throw new AmphoraError('draft-not-found', {}, { cause: error });
    }
  }

  abortParts({ id }: Draft, digest: EntryDigest, upload: string): Promise<void> {
    return abortParts(this.#client, incomingObject(id, digest), upload);
  }

  async take(draft: Draft, digests: readonly EntryDigest[]): Promise<readonly OwnedBlob[]> {
    const sent = await this.#sent(draft, digests);
    const taken: OwnedBlob[] = [];
    await inParallel(digests, AT_ONCE, async digest => {
      const object = sent.get(incomingObject(draft.id, digest));
      if (!object) return;
      const { entity } = draft;
      const blob = newSentBlob(digest);
      await this.#takeOne(object, digest, blobObject(blob));
      taken.push({ entity, digest, blob, size: object.size });
    });
    await this.#client.remove(taken.map(({ digest }) => incomingObject(draft.id, digest)));
    return taken;
  }

  /** What lies there of these, by its name. */
  async #sent(
    { id }: Draft,
    digests: readonly EntryDigest[],
  ): Promise<ReadonlyMap<string, Omit<ListedObject, 'modifiedAt'>>> {
    const found = new Map<string, Omit<ListedObject, 'modifiedAt'>>();
    if (digests.length > FEW) {
      for await (const object of this.#client.list(incomingFolder(id))) found.set(object.key, object);
      return found;
    }
    await inParallel(digests, AT_ONCE, async digest => {
      const key = incomingObject(id, digest);
      const { status, headers, text } = await this.#client.ask({ method: 'HEAD', key });
      if (status === 404) return;
      if (status !== 200) throw this.#client.failure({ status, text });
      const tag = (headers.etag ?? '').replaceAll('"', '');
      found.set(key, { key, size: Number(headers['content-length']), tag });
    });
    return found;
  }

  /** The copy is compared, to which nobody has an address: what lies there could be sent anew at any moment. */
  async #takeOne(
    object: Omit<ListedObject, 'modifiedAt'>,
    digest: EntryDigest,
    target: string,
  ): Promise<void> {
    const md5 = Buffer.from(digest, 'base64').toString('hex');
    const tag = await copyObject(this.#client, object, target);
    if (tag === md5) return;
    // Of what came in parts, or is encrypted, the tag is no MD5: the bytes themselves tell.
    const told = tag !== undefined && PLAIN_MD5.test(tag) && PLAIN_MD5.test(object.tag) && object.tag === tag;
    if (!told && (await this.#md5Of(target)) === md5) return;
    await this.#client.remove([target]);
    throw new AmphoraError('upload-differs', {});
  }

  async #md5Of(key: string): Promise<string> {
    const md5 = createHash('md5');
    for await (const chunk of await streamObject(this.#client, key)) md5.update(chunk);
    return md5.digest('hex');
  }
}
