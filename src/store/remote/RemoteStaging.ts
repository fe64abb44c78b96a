/** A place on this machine for files that are to go to a remote store. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileEntry } from '../../core/manifest.ts';
import { blobPath } from '../blobs.ts';
import type { FolderStaging } from '../blobs.ts';

/** @param cacheFolder where digests of local files are remembered from one log to the next */
export function openStaging(cacheFolder: string | undefined): FolderStaging {
  const id = mkdtempSync(path.join(tmpdir(), 'amphora-remote-'));
  const inside = (name: string) => path.join(id, name);
  const staging: FolderStaging = {
    kind: 'folder',
    id,
    temporary: inside('temporary'),
    blobs: inside('blobs'),
    statCache: cacheFolder === undefined ? inside('stat-cache') : path.join(cacheFolder, 'stat-cache'),
    removals: 0,
    inPlace: true,
  };
  for (const name of [staging.temporary, staging.blobs, staging.statCache])
    mkdirSync(name, { recursive: true });
  return staging;
}

export function closeStaging({ id }: FolderStaging): void {
  rmSync(id, { recursive: true, force: true });
}

/** Where a file that was placed there can be read. */
export function placedFile({ blobs }: FolderStaging, { blob }: FileEntry): string | undefined {
  const file = path.join(blobs, blobPath(blob));
  return existsSync(file) ? file : undefined;
}
