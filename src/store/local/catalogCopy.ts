/**
 * Reads the catalog of a store that cannot be written. SQLite keeps the latest commits of a catalog in a second file, for
 * which it needs a third that it must write; so what is read is a copy of the first two. It never sees later commits.
 */
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AmphoraError } from '../../core/errors.ts';
import { CATALOG_FILE } from '../storePlaces.ts';
import { isSystemError, systemProblem } from '../systemError.ts';
import type { StoreFolders } from './layout.ts';
import { storeReadFailure } from './layout.ts';
import type { Catalog } from './openCatalog.ts';
import { openCatalog } from './openCatalog.ts';

/** Tries before a catalog that others keep writing is given up. */
const ATTEMPTS = 10;

/** What changes whenever SQLite brings commits home into the file. */
function stateOf(file: string): string {
  const { ino, size, mtimeNs } = statSync(file, { bigint: true });
  return [ino, size, mtimeNs].join();
}

function copyLog(catalog: string, copy: string): void {
  rmSync(`${copy}-wal`, { force: true });
  try {
    copyFileSync(`${catalog}-wal`, `${copy}-wal`);
  } catch (error) {
    // After the last connection was closed in good order there is none.
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
}

function copyCatalog({ catalog, root }: StoreFolders, copy: string): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = stateOf(catalog);
    copyFileSync(catalog, copy);
    copyLog(catalog, copy);
    if (stateOf(catalog) === before) return;
  }
  throw new AmphoraError('store-busy', { path: root, by: 'another process' });
}

function makeTemporary(): string {
  try {
    return mkdtempSync(path.join(tmpdir(), 'amphora-catalog-'));
  } catch (error) {
    const problem = systemProblem(error);
    throw new AmphoraError('target-not-writable', { path: tmpdir(), problem }, { cause: error });
  }
}

/**
 * Opens a copy of the catalog, which refuses to be written and is removed when it is closed.
 * @throws AmphoraError `store-unreadable`, `store-damaged`, `store-newer`, `store-busy`; `target-not-writable` and `disk-full`
 * of the folder for temporary files
 */
export function openCatalogCopy(folders: StoreFolders): Catalog {
  const folder = makeTemporary();
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const copy = path.join(folder, CATALOG_FILE);
    copyCatalog(folders, copy);
    const catalog = openCatalog({ ...folders, catalog: copy }, { readOnly: true });
    return { ...catalog, close: () => catalog.close().finally(remove) };
  } catch (error) {
    remove();
    if (isSystemError(error, 'ENOSPC', 'EDQUOT'))
      throw new AmphoraError('disk-full', { path: tmpdir() }, { cause: error });
    throw storeReadFailure(error, folders.root);
  }
}
