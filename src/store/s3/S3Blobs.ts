/** Blobs as objects of a bucket; see objectKeys.ts. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import type { BlobKey } from '../../core/ids.ts';
import { inParallel } from '../../core/inParallel.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { BlobLocation, Staging } from '../blobs.ts';
import { blobPath, checksumOf } from '../blobs.ts';
import type { BlobPlace, PlacedBlob, SoughtBlob } from '../catalog/blobPlace.ts';
import type { ByteRange } from '../contract.ts';
import type { DamagedBlob } from '../maintenance.ts';
import { blobObject, blobOfObject, BLOBS, DAMAGED } from './objectKeys.ts';
import { copyObject } from './copyObject.ts';
import { putFile } from './putFile.ts';
import { streamObject } from './readObject.ts';
import type { S3Client } from './S3Client.ts';

/** Requests under way at once. */
const AT_ONCE = 32;
/** Files sent at once; each is kept in memory, or a few parts of it. */
const SENT_AT_ONCE = 8;
/** How long an address of an object is good. Seconds. */
export const ADDRESS_LIFETIME = 24 * 3600;

export class S3Blobs implements BlobPlace {
  readonly mayLose = false;
  readonly #client: S3Client;

  constructor(client: S3Client) {
    this.#client = client;
  }

  get location(): string {
    return this.#client.address.text;
  }

  locate(blob: BlobKey): Promise<BlobLocation> {
    return Promise.resolve({ kind: 'url', url: this.url(blob) });
  }

  /** Where a blob can be fetched for a day. @param name for whoever keeps it as a file */
  url(blob: BlobKey, name?: string): string {
    // A page that somebody logged is not to run under the bucket's name.
    const disposition =
      name === undefined ? 'attachment' : `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
    const query = { 'response-content-disposition': disposition };
    return this.#client.presign({ method: 'GET', key: blobObject(blob), query }, ADDRESS_LIFETIME);
  }

  async missing(blobs: readonly SoughtBlob[]): Promise<ReadonlySet<BlobKey>> {
    const absent = new Set<BlobKey>();
    const sought = [...new Map(blobs.map(item => [item.blob, item])).values()];
    await inParallel(sought, AT_ONCE, async ({ blob, size }) => {
      const found = await this.#sizeOf(blob);
      if (found === undefined || (size !== undefined && found !== size)) absent.add(blob);
    });
    return absent;
  }

  async #sizeOf(blob: BlobKey): Promise<number | undefined> {
    const { status, headers, text } = await this.#client.ask({ method: 'HEAD', key: blobObject(blob) });
    if (status === 404) return undefined;
    if (status !== 200) throw this.#client.failure({ status, text });
    return Number(headers['content-length']);
  }

  async read(blob: BlobKey): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await streamObject(this.#client, blobObject(blob))) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  stream(file: FileEntry, version: string, range?: ByteRange): ReadableStream<Uint8Array> {
    const damaged = (cause?: unknown) =>
      isAmphoraError(cause)
        ? cause
        : new AmphoraError('blob-damaged', { path: file.path, version }, { cause });
    const start = Math.max(0, range?.start ?? 0);
    const end = Math.min(file.size, range?.end ?? file.size);
    const client = this.#client;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      if (start >= end && file.size > 0) return;
      const { algorithm, value } = checksumOf(file.blob);
      const checksum = start === 0 && end === file.size ? createHash(algorithm) : undefined;
      try {
        const source = await streamObject(
          client,
          blobObject(file.blob),
          checksum ? undefined : { start, end },
        );
        let held: Buffer | undefined;
        for await (const chunk of source) {
          checksum?.update(chunk);
          if (held) yield held;
          held = chunk;
        }
        if (checksum && checksum.digest('hex') !== value) throw damaged();
        if (held) yield held;
      } catch (error) {
        throw damaged(error);
      }
    }
    return ReadableStream.from(bytes());
  }

  async bring(
    blobs: readonly BlobKey[],
    staging: Staging,
    sources?: ReadonlyMap<BlobKey, string>,
  ): Promise<void> {
    await inParallel([...new Set(blobs)], SENT_AT_ONCE, async blob => {
      const placed = path.join(staging.blobs, blobPath(blob));
      const file = sources?.get(blob) ?? (existsSync(placed) ? placed : undefined);
      if (file === undefined) throw new AmphoraError('file-vanished', { path: placed });
      await putFile(this.#client, blob, file);
    });
  }

  async place(blob: BlobKey, bytes: Uint8Array): Promise<void> {
    await this.#client.require({
      method: 'PUT',
      key: blobObject(blob),
      body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      sha256: blob,
    });
  }

  /** S3 answers when it has. */
  makeDurable(): Promise<void> {
    return Promise.resolve();
  }

  async problemOf(blob: BlobKey, signal?: AbortSignal): Promise<DamagedBlob['problem'] | undefined> {
    const { algorithm, value } = checksumOf(blob);
    const checksum = createHash(algorithm);
    if ((await this.#sizeOf(blob)) === undefined) return 'missing';
    for await (const chunk of await streamObject(this.#client, blobObject(blob), undefined, signal)) {
      checksum.update(chunk);
    }
    return checksum.digest('hex') === value ? undefined : 'damaged';
  }

  async setAside(blob: BlobKey): Promise<void> {
    const size = await this.#sizeOf(blob);
    if (size === undefined) return;
    await copyObject(this.#client, { key: blobObject(blob), size }, `${DAMAGED}${blobObject(blob)}`);
    await this.remove([blob]);
  }

  remove(blobs: readonly BlobKey[]): Promise<void> {
    return this.#client.remove(blobs.map(blobObject));
  }

  async *list(): AsyncGenerator<PlacedBlob> {
    for await (const { key, size, modifiedAt } of this.#client.list(BLOBS)) {
      const blob = blobOfObject(key);
      if (blob !== undefined) yield { blob, size, placedAt: modifiedAt };
    }
  }
}
