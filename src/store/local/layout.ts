/**
 * The folders of a local store:
 *
 *     <store>/store-v1/catalog.db   what there is (SQLite)
 *     <store>/store-v1/blobs/ab/…   the bytes, under their SHA-256
 *     <store>/store-v1/tmp/<id>/    blobs being written
 *     <store>/store-v1/uploads/<id>/ parts of large files that clients are sending
 *     <store>/store-v1/runs/<id>/   what runs streamed
 *     <store>/store-v1/damaged/     blobs set aside by `verify`
 *     <store>/store-v1/stat/        remembered digests of local files; may be deleted at any time
 *     <store>/store-v1/server/      the address, key and log of `amphora serve`; see serverRecord.ts
 *
 * The number in the folder's name is the layout. A newer one beside it means a newer Amphora owns the store.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../../core/errors.ts';
import { makeFolder } from '../makeFolder.ts';
import { CATALOG_FILE, layoutNumber } from '../storePlaces.ts';
import { isSystemError, systemProblem } from '../systemError.ts';
import { storeFailure } from './storeFailure.ts';

export const LAYOUT_VERSION = 1;

export interface StoreFolders {
  /** The folder the person named. */
  readonly root: string;
  readonly layout: string;
  readonly catalog: string;
  readonly blobs: string;
  readonly temporary: string;
  readonly uploads: string;
  readonly runs: string;
  readonly damaged: string;
  readonly statCache: string;
}

function layoutFolder(root: string): string {
  return path.join(path.resolve(root), `store-v${String(LAYOUT_VERSION)}`);
}

/** Where a store's server keeps its own files, whether or not there is a store; nothing is touched. */
export function serverFolder(root: string): string {
  return path.join(layoutFolder(root), 'server');
}

function foldersOf(root: string): StoreFolders {
  const layout = layoutFolder(root);
  return {
    root,
    layout,
    catalog: path.join(layout, CATALOG_FILE),
    blobs: path.join(layout, 'blobs'),
    temporary: path.join(layout, 'tmp'),
    uploads: path.join(layout, 'uploads'),
    runs: path.join(layout, 'runs'),
    damaged: path.join(layout, 'damaged'),
    statCache: path.join(layout, 'stat'),
  };
}

function newestLayout(root: string): number {
  let names: string[];
  try {
    names = readdirSync(root);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 0;
    throw error;
  }
  return Math.max(0, ...names.map(name => layoutNumber(name) ?? 0));
}

function requireKnownLayout(folders: StoreFolders): void {
  const found = newestLayout(folders.root);
  if (found <= LAYOUT_VERSION) return;
  throw new AmphoraError('store-newer', { path: folders.root, found, known: LAYOUT_VERSION });
}

/** The failure to tell of where a store could not be read. */
export function storeReadFailure(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  return new AmphoraError('store-unreadable', { path, problem: systemProblem(error) }, { cause: error });
}

/**
 * The folders of a store that is there already, whether or not its catalog is. Touches nothing.
 * @throws AmphoraError `store-not-found`, `store-newer`, `store-unreadable`
 */
export function existingFolders(root: string): StoreFolders {
  const folders = foldersOf(path.resolve(root));
  try {
    requireKnownLayout(folders);
    if (statSync(folders.blobs, { throwIfNoEntry: false }) !== undefined) return folders;
  } catch (error) {
    throw storeReadFailure(error, folders.root);
  }
  throw new AmphoraError('store-not-found', { path: folders.root });
}

/**
 * Makes the folders of a store where they are not there.
 * @throws AmphoraError `store-newer` (nothing is touched), `store-not-writable`, `disk-full`
 */
export function prepareFolders(root: string): StoreFolders {
  const folders = foldersOf(path.resolve(root));
  try {
    requireKnownLayout(folders);
    for (const folder of [folders.blobs, folders.temporary, folders.runs, folders.statCache])
      makeFolder(folder);
  } catch (error) {
    throw storeFailure(error, folders.root);
  }
  return folders;
}
