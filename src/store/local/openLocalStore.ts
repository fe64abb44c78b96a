import { prepareFolders } from './layout.ts';
import { LocalStore } from './LocalStore.ts';
import { openCatalog } from './openCatalog.ts';

/**
 * Opens the store in a folder, making it where there is none.
 * @throws AmphoraError `store-newer`, `store-damaged`, `store-not-writable`, `disk-full`
 */
export function openLocalStore(folder: string): LocalStore {
  const folders = prepareFolders(folder);
  return new LocalStore(openCatalog(folders), folders);
}
