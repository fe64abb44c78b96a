/** Blobs as files of a folder; see layout.ts. */
import { createHash, hash } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { isCancellation } from '../../core/errors.ts';
import type { BlobKey } from '../../core/ids.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { BlobLocation, Staging } from '../blobs.ts';
import { blobPath } from '../blobs.ts';
import type { BlobPlace, PlacedBlob, SoughtBlob } from '../catalog/blobPlace.ts';
import type { ByteRange } from '../contract.ts';
import type { DamagedBlob } from '../maintenance.ts';
import { isSystemError } from '../systemError.ts';
import { listBlobFiles } from './blobFiles.ts';
import { makeDurable, placeBlob } from './durable.ts';
import type { StoreFolders } from './layout.ts';
import { streamBlob } from './readFile.ts';
import { storeFailure } from './storeFailure.ts';

/** Up to this size a file is read at once. */
const SMALL = 1 << 20;

async function hashFile(file: string, signal: AbortSignal | undefined): Promise<string> {
  if (statSync(file).size <= SMALL) return hash('sha256', readFileSync(file));
  const sha = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: SMALL, ...(signal ? { signal } : {}) })) {
    sha.update(chunk as Buffer);
  }
  return sha.digest('hex');
}

export class FolderBlobs implements BlobPlace {
  readonly #folders: Pick<StoreFolders, 'root' | 'blobs' | 'damaged'>;

  constructor(folders: Pick<StoreFolders, 'root' | 'blobs' | 'damaged'>) {
    this.#folders = folders;
  }

  readonly mayLose = true;

  get location(): string {
    return this.#folders.root;
  }

  /** Files of the local disk are looked at without a pause: to wait for each takes longer than the look. */
  async #tell<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeFailure(error, this.#folders.root);
    }
  }

  #file(blob: BlobKey): string {
    return path.join(this.#folders.blobs, blobPath(blob));
  }

  locate(blob: BlobKey): Promise<BlobLocation> {
    return Promise.resolve({ kind: 'file', path: this.#file(blob) });
  }

  missing(blobs: readonly SoughtBlob[]): Promise<ReadonlySet<BlobKey>> {
    return this.#tell(() => {
      const absent = new Set<BlobKey>();
      for (const { blob, size } of blobs) {
        const found = statSync(`${this.#folders.blobs}/${blobPath(blob)}`, { throwIfNoEntry: false });
        if (found === undefined || (size !== undefined && found.size !== size)) absent.add(blob);
      }
      return absent;
    });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what goes wrong is to reject
  async read(blob: BlobKey): Promise<Buffer> {
    return readFileSync(this.#file(blob));
  }

  stream(file: FileEntry, version: string, range?: ByteRange): ReadableStream<Uint8Array> {
    return streamBlob(this.#file(file.blob), file, version, range);
  }

  /** Blobs of a folder are placed where they stay. */
  bring(): Promise<void> {
    return Promise.resolve();
  }

  async place(blob: BlobKey, bytes: Uint8Array, { temporary }: Staging): Promise<void> {
    await this.#tell(() => placeBlob(this.#folders.blobs, temporary, blob, bytes));
  }

  makeDurable(blobs: readonly BlobKey[]): Promise<void> {
    return this.#tell(() => makeDurable(this.#folders.blobs, blobs));
  }

  /** A blob that cannot be read is as bad as one with other bytes. */
  async problemOf(blob: BlobKey, signal?: AbortSignal): Promise<DamagedBlob['problem'] | undefined> {
    try {
      return (await hashFile(this.#file(blob), signal)) === blob ? undefined : 'damaged';
    } catch (error) {
      if (isCancellation(error)) throw error;
      return isSystemError(error, 'ENOENT') ? 'missing' : 'damaged';
    }
  }

  setAside(blob: BlobKey): Promise<void> {
    return this.#tell(() => {
      mkdirSync(this.#folders.damaged, { recursive: true });
      const aside = path.join(this.#folders.damaged, blob);
      rmSync(aside, { recursive: true, force: true });
      renameSync(this.#file(blob), aside);
    });
  }

  remove(blobs: readonly BlobKey[]): Promise<void> {
    return this.#tell(() => {
      for (const blob of blobs) rmSync(this.#file(blob), { force: true });
    });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- other places are listed page by page
  async *list(): AsyncGenerator<PlacedBlob> {
    for (const { key, size, placedAt } of listBlobFiles(this.#folders.blobs))
      yield { blob: key, size, placedAt };
  }
}
