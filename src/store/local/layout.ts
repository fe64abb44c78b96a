/**
 * The folders of a local store:
 *
 *     <store>/store-v1/catalog.db   what there is (SQLite)
 *     <store>/store-v1/blobs/ab/…   the bytes, under their SHA-256
 *     <store>/store-v1/tmp/<id>/    blobs being written
 *     <store>/store-v1/damaged/     blobs set aside by `verify`
 *     <store>/store-v1/stat/        remembered digests of local files; may be deleted at any time
 *
 * The number in the folder's name is the layout. A newer one beside it means a newer Amphora owns the store.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../../core/errors.ts';
import { makeFolder } from '../makeFolder.ts';
import { CATALOG_FILE, layoutNumber } from '../storePlaces.ts';
import { isSystemError } from '../systemError.ts';
import { storeFailure } from './storeFailure.ts';

export const LAYOUT_VERSION = 1;

export interface StoreFolders {
  /** The folder the person named. */
  readonly root: string;
  readonly layout: string;
  readonly catalog: string;
  readonly blobs: string;
  readonly temporary: string;
  readonly damaged: string;
  readonly statCache: string;
}

function foldersOf(root: string): StoreFolders {
  const layout = path.join(root, `store-v${String(LAYOUT_VERSION)}`);
  return {
    root,
    layout,
    catalog: path.join(layout, CATALOG_FILE),
    blobs: path.join(layout, 'blobs'),
    temporary: path.join(layout, 'tmp'),
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

/**
 * Makes the folders of a store where they are not there.
 * @throws AmphoraError `store-newer` (nothing is touched), `store-not-writable`, `disk-full`
 */
export function prepareFolders(root: string): StoreFolders {
  const folders = foldersOf(path.resolve(root));
  try {
    const found = newestLayout(folders.root);
    if (found > LAYOUT_VERSION) {
      throw new AmphoraError('store-newer', { path: folders.root, found, known: LAYOUT_VERSION });
    }
    for (const folder of [folders.blobs, folders.temporary, folders.statCache]) makeFolder(folder);
  } catch (error) {
    throw storeFailure(error, folders.root);
  }
  return folders;
}
