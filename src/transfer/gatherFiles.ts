/** Scans a folder and sees to it that the store has the bytes of every file in it. */
import path from 'node:path';
import type { BlobKey } from '../core/ids.ts';
import type { FileEntry } from '../core/manifest.ts';
import type { FolderStaging } from '../store/blobs.ts';
import { blobState } from './BlobWriter.ts';
import type { BlobState } from './BlobWriter.ts';
import { Counters } from './counters.ts';
import type { PlacedFile } from './jobs.ts';
import { JobRunner } from './JobRunner.ts';
import type { TransferOptions } from './options.ts';
import { ProgressMeter } from './ProgressMeter.ts';
import { scanSource } from './source.ts';
import type { StatCache } from './StatCache.ts';
import { fileClock } from './stamp.ts';

export interface GatherRequest {
  /** Absolute path of the folder or file. */
  readonly path: string;
  readonly isFile: boolean;
  readonly staging: FolderStaging;
  readonly cache: StatCache;
  /** Where the store is, for messages. */
  readonly store: string;
  readonly options: TransferOptions;
}

export interface Gathered {
  readonly entries: readonly FileEntry[];
  /** Blobs that may not have reached the disk yet. */
  readonly placed: readonly BlobKey[];
  /** Where files are that were not placed. */
  readonly sources?: ReadonlyMap<BlobKey, string>;
  readonly bytes: number;
  readonly placedBytes: number;
}

export async function gatherFiles(request: GatherRequest): Promise<Gathered> {
  const { staging, cache, options } = request;
  const counters = new Counters();
  const meter = new ProgressMeter(options.onProgress, counters);
  const gathering = new Gathering(cache);
  const sources = new Map<BlobKey, string>();
  const runner = new JobRunner<'place', string>({
    kind: 'place',
    job: {
      ...staging,
      kind: 'place',
      store: request.store,
      clock: fileClock(request.path),
      worker: options.worker,
    },
    counters,
    options,
    onResult: (file, result) => {
      gathering.place(file, result);
      sources.set(result.blob, request.isFile ? request.path : path.join(request.path, file));
    },
  });
  const stateOf = (blob: BlobKey, size: number): BlobState =>
    cache.vouches || staging.inPlace ? 'old' : blobState(staging.blobs, blob, size);
  let files = 0;
  let bytes = 0;
  try {
    await scanSource(request, options.signal, file => {
      const { size } = file.stamp;
      files++;
      bytes += size;
      const known = cache.find(file.path, file.stamp);
      const state = known ? stateOf(known.blob, size) : 'absent';
      if (known && state !== 'absent') {
        const before = cache.committed ? 'old' : state;
        sources.set(known.blob, file.source);
        meter.skip(size);
        gathering.add(
          { kind: 'file', path: file.path, size, blob: known.blob, digest: known.digest },
          before,
        );
      } else {
        const expected = cache.last(file.path)?.blob;
        runner.add(file.path, { source: file.source, ...(expected && { expected }) }, size);
      }
    });
    meter.enter('read', { filesTotal: files, bytesTotal: bytes });
    await runner.finish();
    meter.enter('commit');
    return { ...gathering.result(), ...(staging.inPlace ? { sources } : {}) };
  } finally {
    meter.close();
    await runner.close();
  }
}

/** What came together so far. */
class Gathering {
  readonly #cache: StatCache;
  readonly #entries: FileEntry[] = [];
  readonly #young = new Set<BlobKey>();
  readonly #placed = new Map<BlobKey, number>();

  constructor(cache: StatCache) {
    this.#cache = cache;
  }

  /** @param before what the store had of the blob */
  add(entry: FileEntry, before: BlobState): void {
    this.#entries.push(entry);
    if (before === 'absent') this.#placed.set(entry.blob, entry.size);
    if (before === 'young') this.#young.add(entry.blob);
  }

  place(file: string, { blob, digest, stamp, before, settled }: PlacedFile): void {
    this.add({ kind: 'file', path: file, size: stamp.size, blob, digest }, before);
    if (settled) this.#cache.add(file, { stamp, blob, digest });
  }

  result(): Gathered {
    return {
      entries: this.#entries,
      placed: [...new Set([...this.#placed.keys(), ...this.#young])],
      bytes: this.#entries.reduce((sum, entry) => sum + entry.size, 0),
      placedBytes: [...this.#placed.values()].reduce((sum, size) => sum + size, 0),
    };
  }
}
