import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { isSystemError } from './systemError.ts';

/**
 * Makes a folder and those above it. Not by Node's own `recursive`, which never ends where a folder's parent is
 * there and the system still says ENOENT, as it does below /proc, and says ENOENT where a file system is read-only.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was quicker.
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
}
