/** Files of a run from store to store. */
import type { RunId } from '../../core/ids.ts';
import type { RunDetail, RunFile } from '../../core/run.ts';
import { copyBytes } from './copyBytes.ts';
import type { CopyEnd } from './copyBytes.ts';
import type { CopyOptions } from './copyVersion.ts';

/** Files at a time: as many lie on this machine at once. */
const FILES = 100;

async function copyPage(
  from: CopyEnd,
  to: CopyEnd,
  run: RunDetail,
  id: RunId,
  files: readonly RunFile[],
  { signal, onBytes }: CopyOptions,
): Promise<number> {
  const names = files.map(file => file.name);
  const there = new Map((await to.store.findRunFiles(id, names)).map(file => [file.name, file.digest]));
  const missing = files.filter(file => there.get(file.name) !== file.digest);
  if (missing.length === 0) return 0;
  const staging = await to.store.stage(signal && { signal });
  // A run's file is taken from the staging, wherever it came from.
  const { inPlace: _, ...folders } = staging;
  try {
    const { blobs, bytes } = await copyBytes({
      from,
      locate: paths => Promise.all(paths.map(name => from.store.locateRunFile(run.id, name))),
      label: run.name,
      entries: missing.map(({ name, ...file }) => ({ kind: 'file', path: name, ...file })),
      staging: folders,
      signal,
      onBytes,
    });
    for (const { updatedAt: _at, ...file } of missing) {
      await to.store.commitRunFile(id, { ...file, blob: blobs.get(file.digest) ?? file.blob }, staging);
    }
    return bytes;
  } finally {
    // What failed first is what is told; the store collects what was left behind.
    await to.store.abandon(staging).catch(() => undefined);
  }
}

/** Copies those that are not there, or are others there. @returns bytes that were read */
export async function copyRunFiles(
  from: CopyEnd,
  to: CopyEnd,
  run: RunDetail,
  id: RunId,
  options: CopyOptions,
): Promise<number> {
  let bytes = 0;
  let cursor: string | undefined;
  do {
    options.signal?.throwIfAborted();
    const page = await from.store.runFiles({
      run: run.id,
      limit: FILES,
      ...(cursor === undefined ? {} : { cursor }),
    });
    bytes += await copyPage(from, to, run, id, page.items, options);
    cursor = page.next;
  } while (cursor !== undefined);
  return bytes;
}
