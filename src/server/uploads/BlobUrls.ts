/**
 * Addresses at which bytes are sent and fetched without a key: clients send none there. Each carries a signature over its
 * method, path, expiry and the bytes that it takes at most, and its path says what it is good for: these bytes, this
 * run's file.
 */
import type { KeyObject } from 'node:crypto';
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { BlobKey, RunId, VersionId } from '../../core/ids.ts';
import type { DirectUploads } from '../../store/drafts.ts';

export type BlobMethod = 'GET' | 'PUT';

/** Bytes at most of one request: what S3 takes in one, too. Clients send files from 2 GiB on in parts. */
const FILE_LIMIT = 5 * 2 ** 30;
/** Bytes of a file of a run, which clients send whole. */
const RUN_FILE_LIMIT = 16 * 2 ** 30;
/** Bytes of a manifest, which is read as one text: about four million files. */
const MANIFEST_LIMIT = 2 ** 29 - 1000;

/** Long enough for an upload that began with thousands of addresses, on a slow machine. Milliseconds. */
const LIFETIME = 24 * 3600 * 1000;

export class BlobSigner {
  readonly #key: KeyObject;

  /** @param key the server's; signatures are made with one derived from it */
  constructor(key: string) {
    this.#key = createSecretKey(createHmac('sha256', key).update('blob addresses').digest());
  }

  /** @param limit bytes that may be sent there; 0 where none are */
  sign(method: BlobMethod, path: string, expires: number, limit: number): string {
    return createHmac('sha256', this.#key)
      .update(`${method}\n${path}\n${expires}\n${limit}`)
      .digest('base64url');
  }

  /** Whether an address is one of ours, for this method, and still good. @param path as it was sent, encoded */
  isValid(method: BlobMethod, path: string, query: URLSearchParams, now: number): boolean {
    const expires = Number(query.get('expires'));
    const given = Buffer.from(query.get('signature') ?? '');
    const limit = limitOf(query);
    if (!Number.isSafeInteger(expires) || !Number.isSafeInteger(limit)) return false;
    const expected = Buffer.from(this.sign(method, path, expires, limit));
    return given.length === expected.length && timingSafeEqual(given, expected) && expires > now;
  }
}

/** Bytes that may be sent to an address. */
export function limitOf(query: URLSearchParams): number {
  return Number(query.get('limit') ?? 0);
}

/** Characters that stand in a path as they are (RFC 3986's unreserved ones); clients may encode others differently. */
function encodePath(path: string): string {
  return path
    .split('/')
    .map(part =>
      encodeURIComponent(part).replace(
        /[!'()*]/g,
        mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}

/** Makes addresses below the one that the client itself used, which is one that it can reach. */
export class BlobUrls {
  readonly #base: string;
  readonly #signer: BlobSigner;
  readonly #expires: number;
  readonly #direct: Pick<DirectUploads, 'blobUrl'> | undefined;

  /**
   * @param base such as `http://127.0.0.1:7400`
   * @param direct where blobs are fetched past this server
   */
  constructor(base: string, signer: BlobSigner, now: number, direct?: Pick<DirectUploads, 'blobUrl'>) {
    this.#direct = direct;
    this.#base = base;
    this.#signer = signer;
    this.#expires = now + LIFETIME;
  }

  /** @param entity whose the bytes will be @param md5 hexadecimal, of the bytes that may be sent there */
  putFile(entity: string, md5: string): string {
    return this.#url('PUT', `/wandb_artifacts/files/${encodePath(entity)}/${md5}`, FILE_LIMIT);
  }

  putPart(upload: string, part: number, md5: string): string {
    return this.#url('PUT', `/wandb_artifacts/parts/${upload}/${String(part)}/${md5}`, FILE_LIMIT);
  }

  putManifest(id: string): string {
    return this.#url('PUT', `/wandb_artifacts/manifests/${id}/wandb_manifest.json`, MANIFEST_LIMIT);
  }

  putRunFile(run: RunId, name: string): string {
    return this.#url('PUT', `/wandb_files/${run}/${encodePath(name)}`, RUN_FILE_LIMIT);
  }

  /** @param name last part of the address, for whoever keeps it as a file's name */
  getBlob(blob: BlobKey, size: number, name: string): string {
    const last = name.slice(name.lastIndexOf('/') + 1);
    return (
      this.#direct?.blobUrl(blob, last) ??
      this.#url('GET', `/wandb_artifacts/blobs/${blob}/${String(size)}/${encodePath(last)}`)
    );
  }

  getManifest(version: VersionId): string {
    return this.#url('GET', `/wandb_artifacts/versions/${version}/wandb_manifest.json`);
  }

  getRunFile(run: RunId, name: string): string {
    return this.#url('GET', `/wandb_files/${run}/${encodePath(name)}`);
  }

  #url(method: BlobMethod, path: string, limit = 0): string {
    const signature = this.#signer.sign(method, path, this.#expires, limit);
    const bound = limit === 0 ? '' : `&limit=${limit}`;
    return `${this.#base}${path}?expires=${this.#expires}${bound}&signature=${signature}`;
  }
}
