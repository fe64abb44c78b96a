import { accessSync, constants, existsSync } from 'node:fs';
import { AmphoraError, isAmphoraError } from '../../core/errors.ts';
import { openCatalogCopy } from './catalogCopy.ts';
import type { StoreFolders } from './layout.ts';
import { existingFolders, prepareFolders, storeReadFailure } from './layout.ts';
import { LocalStore } from './LocalStore.ts';
import type { Catalog } from './openCatalog.ts';
import { openCatalog, requireNew } from './openCatalog.ts';

/** What a store is opened for: `create` makes it where there is none, `read` is content with one that cannot be written. */
export type StoreAccess = 'create' | 'change' | 'read';

function isWritable({ layout, catalog }: StoreFolders): boolean {
  try {
    for (const file of [layout, catalog]) accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function openToRead(folders: StoreFolders): Catalog {
  try {
    if (isWritable(folders)) return openCatalog(prepareFolders(folders.root));
  } catch (error) {
    if (!isAmphoraError(error, 'store-not-writable', 'disk-full')) throw error;
  }
  return openCatalogCopy(folders);
}

function requireCatalog(folders: StoreFolders): void {
  if (existsSync(folders.catalog)) return;
  try {
    requireNew(folders);
  } catch (error) {
    throw storeReadFailure(error, folders.root);
  }
  throw new AmphoraError('store-not-found', { path: folders.root });
}

/**
 * Opens the store in a folder.
 * @throws AmphoraError `store-newer`, `store-damaged`, `store-not-writable`, `disk-full`; unless it is to be made also
 * `store-not-found`, `store-unreadable`
 */
export function openLocalStore(folder: string, access: StoreAccess = 'create'): LocalStore {
  if (access === 'create') {
    const folders = prepareFolders(folder);
    return new LocalStore(openCatalog(folders), folders);
  }
  const folders = existingFolders(folder);
  requireCatalog(folders);
  const catalog = access === 'read' ? openToRead(folders) : openCatalog(prepareFolders(folder));
  return new LocalStore(catalog, folders);
}
