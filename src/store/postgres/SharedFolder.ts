import { mkdirSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { FolderStaging, Staging } from '../blobs.ts';
import { listBlobFiles } from '../local/blobFiles.ts';
import { FolderBlobs } from '../local/FolderBlobs.ts';
import type { StoreFolders } from '../local/layout.ts';
import { prepareFolders, storeReadFailure } from '../local/layout.ts';
import type { Leftovers } from '../local/leftovers.ts';
import { removeLeftovers } from '../local/leftovers.ts';
import { removeTemporary } from '../local/staging.ts';
import { storeFailure } from '../local/storeFailure.ts';
import type { Quietly } from '../catalog/quiet.ts';
import type { SharedPlace } from './sharedPlace.ts';

/** A folder that every process sees under the same path. */
export class SharedFolder implements SharedPlace {
  readonly blobs: FolderBlobs;
  readonly #folders: StoreFolders;

  /** @throws AmphoraError `store-newer`, `store-not-writable`, `disk-full` */
  constructor(root: string) {
    this.#folders = prepareFolders(root);
    this.blobs = new FolderBlobs(this.#folders);
  }

  get uploadsFolder(): string {
    return this.#folders.uploads;
  }

  isEmpty(): Promise<boolean> {
    return Promise.resolve(listBlobFiles(this.#folders.blobs).next().done === true);
  }

  async reach(): Promise<void> {
    const { blobs, root } = this.#folders;
    await access(blobs).catch((error: unknown) => {
      throw storeReadFailure(error, root);
    });
  }

  openStaging(id: string, removals: number): FolderStaging {
    const { blobs, statCache } = this.#folders;
    const temporary = path.join(this.#folders.temporary, id);
    try {
      mkdirSync(temporary, { recursive: true });
    } catch (error) {
      throw this.failure(error);
    }
    return { kind: 'folder', id, temporary, blobs, statCache, removals };
  }

  closeStaging(staging: Staging): void {
    removeTemporary(staging);
  }

  removeLeftovers(dryRun: boolean, quietly: Quietly): Promise<Leftovers> {
    // Logs under way have their files among them.
    return quietly(() => Promise.resolve(removeLeftovers(this.#folders, [], { dryRun })));
  }

  failure(error: unknown): unknown {
    return storeFailure(error, this.#folders.root);
  }

  close(): void {
    // Nothing is kept open.
  }
}
