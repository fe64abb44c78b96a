/** Files of a version from their addresses into a folder that was surveyed. */
import fs from 'node:fs';
import path from 'node:path';
import { inParallel } from '../core/inParallel.ts';
import type { FileEntry } from '../core/manifest.ts';
import type { FetchBytes } from '../store/blobs.ts';
import { fetchBlob } from './fetchBlob.ts';
import { targetFailure, writingTarget } from './fileFailures.ts';
import { removeQuietly } from './removeQuietly.ts';
import type { RestoreRequest } from './restoreFiles.ts';
import { isFine, setOwnTime, stampOf } from './stamp.ts';

/** Files under way at once. */
const AT_ONCE = 16;

/** Addresses of files; those that were refused, having gone out of date, are asked for again, once for all of them. */
class Addresses {
  readonly #request: RestoreRequest;
  readonly #urls = new Map<string, string>();
  #refresh: Promise<void> | undefined;

  constructor(request: RestoreRequest) {
    this.#request = request;
  }

  async find(file: string, refused?: string): Promise<string> {
    const known = this.#urls.get(file);
    if (known !== undefined && known !== refused) return known;
    this.#refresh ??= this.#ask().finally(() => {
      this.#refresh = undefined;
    });
    await this.#refresh;
    return this.#urls.get(file) ?? '';
  }

  async #ask(): Promise<void> {
    const { store, version, entries, options } = this.#request;
    const paths = entries.map(entry => entry.path);
    const found = await store.locate(version, paths, options.signal && { signal: options.signal });
    for (const [i, location] of found.entries()) {
      const file = paths[i];
      if (location.kind === 'url' && file !== undefined) this.#urls.set(file, location.url);
    }
  }
}

/** Replaces what stands in the files' places. Cut off, it leaves whole files only. */
export async function fetchFiles(request: RestoreRequest, fetch: FetchBytes): Promise<void> {
  const { entries, target, counters, options, label } = request;
  const addresses = new Addresses(request);
  const temporary = target.prepare(entries.map(entry => entry.path));
  // One that fails ends the others.
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  let count = 0;

  const fetchOne = async (entry: FileEntry): Promise<void> => {
    signal.throwIfAborted();
    const draft = path.join(temporary, String(count++));
    const place = target.absolute(entry.path);
    const descriptor = writingTarget(place, () => fs.openSync(draft, 'wx+'));
    try {
      try {
        await fetchBlob(entry, descriptor, {
          fetch,
          url: refused => addresses.find(entry.path, refused),
          onBytes: bytes => counters.add(0, bytes),
          version: label,
          signal,
        });
        if (isFine(request.clock)) setOwnTime(descriptor);
      } finally {
        fs.closeSync(descriptor);
      }
      writingTarget(place, () => fs.renameSync(draft, place));
    } catch (error) {
      removeQuietly(draft);
      throw targetFailure(error, place);
    }
    counters.add(1, 0);
    remember(request, entry, place);
  };

  try {
    await inParallel(entries, AT_ONCE, entry =>
      fetchOne(entry).catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
    ).catch(() => {
      options.signal?.throwIfAborted();
      throw failed.signal.reason;
    });
  } finally {
    removeQuietly(temporary);
  }
}

function remember(
  { cache, clock }: RestoreRequest,
  { path: file, blob, digest }: FileEntry,
  place: string,
): void {
  const stats = writingTarget(place, () => fs.lstatSync(place));
  if (isFine(clock) && stats.dev === clock.dev) cache.add(file, { stamp: stampOf(stats), blob, digest });
}
