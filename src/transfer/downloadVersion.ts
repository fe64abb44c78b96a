/** Downloads a version into a folder: survey, refuse or write, every byte checked. */
import path from 'node:path';
import { AmphoraError, isAmphoraError } from '../core/errors.ts';
import type { FileEntry } from '../core/manifest.ts';
import { compareUtf8 } from '../core/utf8.ts';
import { versionLabel } from '../core/version.ts';
import type { Staging } from '../store/blobs.ts';
import type { Store } from '../store/contract.ts';
import { Counters } from './counters.ts';
import type { TransferOptions } from './options.ts';
import { ProgressMeter } from './ProgressMeter.ts';
import type { DownloadRequest, DownloadResult } from './requests.ts';
import { restoreFiles } from './restoreFiles.ts';
import { StatCache } from './StatCache.ts';
import { existingClock } from './stamp.ts';
import { surveyTarget } from './surveyTarget.ts';
import { TargetFolder } from './TargetFolder.ts';
import { requireWritablePaths, selectEntries } from './targetPaths.ts';

/**
 * Writes a version's files below `target`, and nothing anywhere else. Files that are right stay as they are, others
 * that the version does not have are not touched. Aborted, it rejects with the signal's reason and leaves whole files only.
 * @throws AmphoraError `target-changed` before anything is written, `in-store`, `target-is-file`, `target-not-writable`, `disk-full`,
 * `blob-damaged`, `path-unsafe`, `file-not-found`, `version-deleted`, `manifest-damaged`
 */
export async function downloadVersion(
  store: Store,
  request: DownloadRequest,
  options: TransferOptions,
): Promise<DownloadResult> {
  const { signal } = options;
  signal?.throwIfAborted();
  const version = await store.version(request.version, signal && { signal });
  const label = versionLabel(version);
  const manifest = await store.manifest(request.version, signal && { signal });
  const entries = selectEntries(manifest, request.paths, label);
  const files = entries.filter(entry => entry.kind === 'file');
  requireWritablePaths(
    files.map(entry => entry.path),
    process.platform,
  );
  const staging = await stageIfWritable(store, signal);
  try {
    const keptFiles = await write({ store, request, options, label, files, staging });
    return {
      path: path.resolve(request.target),
      files: files.length,
      bytes: bytesOf(files),
      keptFiles,
      leftOut: entries.filter(entry => entry.kind === 'reference').map(entry => entry.path),
    };
  } finally {
    if (staging) await store.abandon(staging).catch(() => undefined);
  }
}

interface Download {
  readonly store: Store;
  readonly request: DownloadRequest;
  readonly options: TransferOptions;
  readonly label: string;
  readonly files: readonly FileEntry[];
  readonly staging: Staging | undefined;
}

/** @returns the number of files that were right already */
async function write({ store, request, options, label, files, staging }: Download): Promise<number> {
  const target = new TargetFolder(path.resolve(request.target));
  const clock = existingClock(target.root);
  const counters = new Counters();
  const meter = new ProgressMeter(options.onProgress, counters);
  const cache = new StatCache(staging?.statCache, target.root, staging?.removals ?? 0);
  meter.enter('scan', { filesTotal: files.length, bytesTotal: bytesOf(files) });
  try {
    target.sweep();
    const survey = await surveyTarget({ entries: files, target, cache, clock, counters, meter, options });
    if (request.overwrite !== true) refuseChanged(survey.changed, target.root, label);
    const entries = [...survey.missing, ...survey.changed];
    if (entries.length > 0 || files.length === 0) {
      const written = new Counters();
      meter.follow(written, survey.kept.length, bytesOf(survey.kept));
      meter.enter('write');
      const { version } = request;
      await restoreFiles({
        store,
        version,
        label,
        entries,
        target,
        cache,
        clock,
        counters: written,
        options,
      });
    }
    return survey.kept.length;
  } finally {
    meter.close();
    cache.save();
  }
}

function refuseChanged(changed: readonly FileEntry[], path: string, version: string): void {
  const [example] = changed.map(entry => entry.path).sort(compareUtf8);
  if (example === undefined) return;
  throw new AmphoraError('target-changed', { count: changed.length, path, version, example });
}

/**
 * A staging keeps the collector off the blobs while they are read, and lends its stat cache. A store that cannot be
 * written, or is being cleaned, can still be read.
 */
async function stageIfWritable(store: Store, signal: AbortSignal | undefined): Promise<Staging | undefined> {
  try {
    return await store.stage(signal && { signal });
  } catch (error) {
    if (isAmphoraError(error, 'store-not-writable', 'disk-full', 'store-busy', 'not-supported'))
      return undefined;
    throw error;
  }
}

function bytesOf(files: readonly FileEntry[]): number {
  return files.reduce((sum, entry) => sum + entry.size, 0);
}
