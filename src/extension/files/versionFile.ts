import { FileType } from 'vscode';
import { versionLabel } from '../../core/version.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import { folderEntries } from '../tree/folderEntries.ts';
import type { Found } from './found.ts';
import type { VersionPlace } from './versionUri.ts';

/** The file or folder at a place in a version; undefined where there is none. @throws what `resolve` and `manifest` of the store do */
export async function findVersionFile(
  { files, store }: StoreConnection,
  { reference, path }: VersionPlace,
): Promise<Found | undefined> {
  const version = await files.version(reference);
  const { entries } = await files.manifest(version.id);
  const file = entries.find(entry => entry.path === path);
  if (!file && path !== '' && !entries.some(entry => entry.path.startsWith(`${path}/`))) return undefined;
  return {
    type: file ? FileType.File : FileType.Directory,
    label: `${versionLabel(version)}/${path}`,
    size: file?.size ?? 0,
    time: version.createdAt,
    changed: version.createdAt,
    open: () => store.readFile(version.id, path),
    list: () =>
      Promise.resolve(
        folderEntries(entries, path).map(({ name, kind }) => [
          name,
          kind === 'folder' ? FileType.Directory : FileType.File,
        ]),
      ),
  };
}
