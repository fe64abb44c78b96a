/** Puts bytes under their address: written below `temporary`, then renamed to their place. */
import fs from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../core/errors.ts';
import type { BlobKey } from '../core/ids.ts';
import { blobPath } from '../store/blobs.ts';
import type { PlaceJob } from './jobs.ts';
import { removeQuietly } from './removeQuietly.ts';
import { writeAll } from '../store/writeAll.ts';
import { isSystemError } from '../store/systemError.ts';
import { problemOf } from './fileFailures.ts';

/**
 * Whether a blob stands in a store. A `young` one may not have reached the disk yet, because the log that
 * placed it is still under way or was killed: whoever commits to it makes it durable once more.
 */
export type BlobState = 'absent' | 'young' | 'old';

/** Systems write back what is this old. */
const YOUNG_MS = 120_000;

/** A blob is there as a file of exactly its size. */
export function blobState(blobs: string, blob: BlobKey, size: number): BlobState {
  const file = `${blobs}/${blobPath(blob)}`;
  // Most are not there, which costs a `stat` three times what it costs this.
  if (!fs.existsSync(file)) return 'absent';
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  if (stats?.size !== size || !stats.isFile()) return 'absent';
  return Date.now() - stats.mtimeMs < YOUNG_MS ? 'young' : 'old';
}

/** Where blobs are written. */
export type BlobPlace = Pick<PlaceJob, 'blobs' | 'temporary' | 'store'>;

export class BlobWriter {
  readonly #job: BlobPlace;
  readonly #prefix: string;
  readonly #folders = new Set<string>();
  #count = 0;

  /** @param writer names this writer among those that share the staging */
  constructor(job: BlobPlace, writer: string) {
    this.#job = job;
    this.#prefix = path.join(job.temporary, `${writer}-`);
  }

  state(blob: BlobKey, size: number): BlobState {
    return blobState(this.#job.blobs, blob, size);
  }

  path(blob: BlobKey): string {
    return `${this.#job.blobs}/${blobPath(blob)}`;
  }

  /** @returns what there was of the blob before */
  put(blob: BlobKey, bytes: Uint8Array): BlobState {
    const state = this.state(blob, bytes.length);
    if (state !== 'absent') return state;
    const file = this.begin();
    try {
      file.write(bytes);
      file.place(blob);
    } finally {
      file.close();
    }
    return 'absent';
  }

  /** A file whose address is known when all of it was written. Close it in any case. */
  begin(): BlobFile {
    const temporary = `${this.#prefix}${String(this.#count++)}`;
    return this.#writing(() => {
      const descriptor = fs.openSync(temporary, 'wx');
      let placed = false;
      return {
        write: bytes => this.#writing(() => writeAll(descriptor, bytes)),
        place: blob => {
          this.#place(temporary, blob);
          placed = true;
        },
        close: () => {
          fs.closeSync(descriptor);
          if (!placed) removeQuietly(temporary);
        },
      };
    });
  }

  #place(temporary: string, blob: BlobKey): void {
    const place = this.path(blob);
    const folder = path.dirname(place);
    this.#writing(() => {
      if (!this.#folders.has(folder)) {
        fs.mkdirSync(folder, { recursive: true });
        this.#folders.add(folder);
      }
      fs.renameSync(temporary, place);
    });
  }

  #writing<T>(call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #failure(error: unknown): unknown {
    const { store, temporary } = this.#job;
    const cause = error;
    if (isSystemError(error, 'ENOSPC', 'EDQUOT'))
      return new AmphoraError('disk-full', { path: store }, { cause });
    if (isSystemError(error, 'ENOENT') && !fs.existsSync(temporary)) {
      return new AmphoraError('staging-lost', {}, { cause });
    }
    if (!isSystemError(error)) return error;
    return new AmphoraError('store-not-writable', { path: store, problem: problemOf(error) }, { cause });
  }
}

export interface BlobFile {
  write(bytes: Uint8Array): void;
  place(blob: BlobKey): void;
  close(): void;
}
