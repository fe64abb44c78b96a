/** Where stores are on the disk, for whoever must keep out of them. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** The file in a store's layout folder that says what there is. */
export const CATALOG_FILE = 'catalog.db';

/** 1 for `store-v1`, the name of a layout folder; undefined for any other. */
export function layoutNumber(name: string): number | undefined {
  const digits = /^store-v(\d{1,9})$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether a folder holds the catalog and blobs of a store, of whichever layout; in any case, as systems that mind none take it. */
export function isStoreLayout(folder: string): boolean {
  const name = path.basename(folder).toLowerCase();
  return layoutNumber(name) !== undefined && existsSync(path.join(folder, CATALOG_FILE));
}

/** With links resolved as far as there is something. */
function resolved(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(resolved(parent), path.basename(file));
  }
}

function holdsStore(folder: string): boolean {
  try {
    return readdirSync(folder).some(name => isStoreLayout(path.join(folder, name)));
  } catch {
    return false;
  }
}

/** Whether a path is a store's folder or lies in one of its own. */
export function belongsToStore(file: string): boolean {
  const place = resolved(path.resolve(file));
  for (let at = place; path.dirname(at) !== at; at = path.dirname(at)) {
    if (isStoreLayout(at)) return true;
  }
  return holdsStore(place);
}
