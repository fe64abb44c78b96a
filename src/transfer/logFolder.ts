/** Logs a folder as a version: scan, hash and place, commit. */
import { AmphoraError } from '../core/errors.ts';
import { LATEST, parseAlias, parseName } from '../core/names.ts';
import type { FolderStaging } from '../store/blobs.ts';
import type { Store } from '../store/contract.ts';
import type { VersionDraft } from '../store/writes.ts';
import { gatherFiles } from './gatherFiles.ts';
import type { Gathered } from './gatherFiles.ts';
import type { TransferOptions } from './options.ts';
import type { LogRequest, LogResult } from './requests.ts';
import { StatCache } from './StatCache.ts';
import { openSource } from './source.ts';

/**
 * Logs a folder, or one file under its own name. Aborted, it rejects with the signal's reason and leaves nothing but
 * whole blobs, which the next log finds and the store's collector removes.
 * @throws AmphoraError `folder-not-found`, `folder-empty`, `in-store`, `link-outside`, `file-unreadable`, `file-changed`,
 * `ignore-file-unreadable`, `file-vanished`, `file-name-not-text`, `disk-full`, `store-not-writable`, and what `commitVersion` throws
 */
export async function logFolder(
  store: Store,
  request: LogRequest,
  options: TransferOptions,
): Promise<LogResult> {
  options.signal?.throwIfAborted();
  checkNames(request);
  const root = openSource(request.path);
  const { location } = await store.info();
  const staging = await store.stage(options.signal && { signal: options.signal });
  const cache = new StatCache(staging.statCache, root.path, staging.removals);
  let committed = false;
  let paths: readonly string[] | undefined;
  try {
    const gathered = await gatherFiles({ ...root, staging, cache, store: location, options });
    paths = gathered.entries.map(entry => entry.path);
    if (gathered.entries.length === 0) throw new AmphoraError('folder-empty', { path: root.path });
    options.signal?.throwIfAborted();
    const { version, created } = await store.commitVersion(draftOf(request, gathered), staging);
    committed = true;
    const { entries, bytes, placedBytes } = gathered;
    return { version, created, files: entries.length, bytes, placedBytes };
  } finally {
    // What was read need not be read again, whatever became of the log.
    cache.save(paths, committed);
    if (!committed) await abandon(store, staging);
  }
}

/** Before a byte is read: a misspelt alias must not cost an hour. */
function checkNames(request: LogRequest): void {
  parseName(request.project, 'a project');
  if (request.entity !== undefined) parseName(request.entity, 'an entity');
  parseName(request.artifact, 'an artifact');
  parseName(request.type, 'an artifact type');
  for (const alias of request.aliases ?? []) parseAlias(alias);
  for (const tag of request.tags ?? []) parseName(tag, 'a tag');
}

function draftOf(request: LogRequest, { entries, placed, sources }: Gathered): VersionDraft {
  const { path: _, aliases = [], ...draft } = request;
  return {
    ...draft,
    entries,
    placed,
    ...(sources ? { sources } : {}),
    seen: true,
    aliases: [...new Set([...aliases, LATEST])],
  };
}

/** What failed first is what is told. */
async function abandon(store: Store, staging: FolderStaging): Promise<void> {
  try {
    await store.abandon(staging);
  } catch {
    // The store collects what was left behind.
  }
}
