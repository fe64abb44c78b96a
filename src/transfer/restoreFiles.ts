/** Writes files of a version into a folder that was surveyed. */
import { AmphoraError } from '../core/errors.ts';
import type { VersionId } from '../core/ids.ts';
import type { FileEntry } from '../core/manifest.ts';
import type { BlobLocation } from '../store/blobs.ts';
import type { Store } from '../store/contract.ts';
import type { Counters } from './counters.ts';
import { fetchFiles } from './fetchFiles.ts';
import { JobRunner } from './JobRunner.ts';
import type { TransferOptions } from './options.ts';
import { removeQuietly } from './removeQuietly.ts';
import type { StatCache } from './StatCache.ts';
import type { FileClock } from './stamp.ts';
import type { TargetFolder } from './TargetFolder.ts';

export interface RestoreRequest {
  readonly store: Store;
  readonly version: VersionId;
  /** `name:v3`, for messages. */
  readonly label: string;
  readonly entries: readonly FileEntry[];
  readonly target: TargetFolder;
  readonly cache: StatCache;
  readonly clock: FileClock;
  readonly counters: Counters;
  readonly options: TransferOptions;
}

/** Replaces what stands in the files' places. */
export async function restoreFiles(request: RestoreRequest): Promise<void> {
  const { store, version, label, entries, target, cache, clock, counters, options } = request;
  if (options.fetch) return fetchFiles(request, options.fetch);
  const paths = entries.map(entry => entry.path);
  const locations = await store.locate(version, paths, options.signal && { signal: options.signal });
  const { location: storePath } = await store.info();
  const temporary = target.prepare(paths);
  const runner = new JobRunner<'restore', FileEntry>({
    kind: 'restore',
    job: { kind: 'restore', target: target.root, temporary, version: label, clock },
    counters,
    options,
    onResult: ({ path, blob, digest }, { stamp, settled }) => {
      if (settled) cache.add(path, { stamp, blob, digest });
    },
  });
  try {
    entries.forEach((entry, i) => {
      const { blob, size, path } = entry;
      const source = requireFile(locations[i], storePath);
      runner.add(entry, { blob, size, source, path, target: target.absolute(path) }, size);
    });
    await runner.finish();
  } finally {
    await runner.close();
    removeQuietly(temporary);
  }
}

function requireFile(location: BlobLocation | undefined, store: string): string {
  if (location?.kind === 'file') return location.path;
  throw new AmphoraError('not-supported', { store, what: 'its files cannot be read from here' });
}
