/** Files that belong to nothing any more: of logs that were cut off, and of deletions. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DRAFT_LIFETIME } from '../catalog/drafts.ts';
import type { StoreFolders } from './layout.ts';

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map(name => path.join(folder, name)) : [];
}

/** Large files of which no part came for as long as drafts are kept. */
function abandonedUploads(uploads: string, now: number): readonly string[] {
  return filesIn(uploads).filter(folder => {
    const stat = statSync(folder, { throwIfNoEntry: false });
    return stat !== undefined && now - stat.mtimeMs > DRAFT_LIFETIME;
  });
}

export interface Leftovers {
  /** Blobs that were set aside as damaged. */
  readonly blobs: number;
  readonly bytes: number;
  readonly temporaryFiles: number;
}

/**
 * Removes what is left over, while nothing is being logged.
 * @param more files and folders that the caller knows to be
 */
export function removeLeftovers(
  folders: StoreFolders,
  more: readonly string[],
  { dryRun }: { readonly dryRun: boolean },
): Leftovers {
  const damaged = filesIn(folders.damaged);
  const temporary = [
    ...filesIn(folders.temporary),
    ...abandonedUploads(folders.uploads, Date.now()),
    ...more,
  ];
  let bytes = 0;
  for (const file of [...damaged, ...temporary]) {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile()) bytes += stat.size;
    if (!dryRun) rmSync(file, { recursive: true, force: true });
  }
  return { blobs: damaged.length, bytes, temporaryFiles: temporary.length };
}
