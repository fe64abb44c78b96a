/** The folder or file that is to be logged. */
import fs from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../core/errors.ts';
import { belongsToStore } from '../store/storePlaces.ts';
import { isSystemError } from '../store/systemError.ts';
import { readFailure } from './fileFailures.ts';
import { createPause } from './pause.ts';
import { PROBLEMS } from './problems.ts';
import type { ScannedFile } from './scanFolder.ts';
import { scanFile, scanFolder } from './scanFolder.ts';

export interface Source {
  /** Absolute. */
  readonly path: string;
  readonly isFile: boolean;
}

/**
 * @param store folder of a store that is yet to be made
 * @throws AmphoraError `folder-not-found`, `in-store`, `file-unreadable`
 */
export function openSource(given: string, store?: string): Source {
  const root = path.resolve(given);
  try {
    const stats = fs.statSync(root);
    if (stats.isFile() || stats.isDirectory()) {
      if (root === store || belongsToStore(root)) throw new AmphoraError('in-store', { path: root });
      return { path: root, isFile: stats.isFile() };
    }
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) throw new AmphoraError('folder-not-found', { path: root });
    throw readFailure(error, root);
  }
  throw new AmphoraError('file-unreadable', { path: root, problem: PROBLEMS.special });
}

/** Calls `visit` with every file of it. @throws AmphoraError as `scanFolder` and `scanFile` */
export async function scanSource(
  source: Source,
  signal: AbortSignal | undefined,
  visit: (file: ScannedFile) => void,
): Promise<void> {
  if (source.isFile) visit(scanFile(source.path));
  else await scanFolder({ root: source.path, pause: createPause(signal), visit });
}

/**
 * Finds out, without reading a byte, whether a folder or file can be logged as it is now.
 * @throws AmphoraError what a log of it would be refused with
 */
export async function checkSource(given: string, signal?: AbortSignal): Promise<void> {
  const source = openSource(given);
  let files = 0;
  await scanSource(source, signal, file => {
    files++;
    try {
      fs.accessSync(file.source, fs.constants.R_OK);
    } catch (error) {
      throw readFailure(error, file.source);
    }
  });
  if (files === 0) throw new AmphoraError('folder-empty', { path: source.path });
}
