import { FileSystemError, FileType } from 'vscode';
import type { FileStat, Uri } from 'vscode';
import { isAmphoraError } from '../../core/errors.ts';
import type { ManifestEntry } from '../../core/manifest.ts';
import type { Version } from '../../core/version.ts';
import type { Store } from '../../store/contract.ts';
import { describeError } from '../errors/describeError.ts';
import { folderEntries } from '../tree/folderEntries.ts';
import { StoreFileSystem } from './StoreFileSystem.ts';
import type { VersionFiles } from './VersionFiles.ts';
import { parseFileUri } from './versionUri.ts';

/** Files of versions, opened straight from the store: `amphora:/project/artifact:v3/path`. Nothing can be written. */
export class VersionFileSystem extends StoreFileSystem {
  readonly #store: () => Store;
  readonly #files: VersionFiles;

  constructor(store: () => Store, files: VersionFiles) {
    super();
    this.#store = store;
    this.#files = files;
  }

  override async stat(uri: Uri): Promise<FileStat> {
    const { version, path, entries } = await this.#find(uri);
    const file = entries.find(entry => entry.path === path);
    if (!file && path !== '' && !entries.some(entry => entry.path.startsWith(`${path}/`))) {
      throw FileSystemError.FileNotFound(uri);
    }
    return {
      type: file ? FileType.File : FileType.Directory,
      ctime: version.createdAt,
      mtime: version.createdAt,
      size: file?.size ?? 0,
    };
  }

  override async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    const { path, entries } = await this.#find(uri);
    return folderEntries(entries, path).map(({ name, kind }) => [
      name,
      kind === 'folder' ? FileType.Directory : FileType.File,
    ]);
  }

  override async readFile(uri: Uri): Promise<Uint8Array> {
    const { version, path } = await this.#find(uri);
    try {
      const stream = await this.#store().readFile(version.id, path);
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (error) {
      if (isAmphoraError(error, 'file-not-found')) throw FileSystemError.FileNotFound(uri);
      throw FileSystemError.Unavailable(describeError(error));
    }
  }

  async #find(uri: Uri): Promise<{
    readonly version: Version;
    readonly path: string;
    readonly entries: readonly ManifestEntry[];
  }> {
    const parsed = parseFileUri(uri);
    if (!parsed) throw FileSystemError.FileNotFound(uri);
    try {
      const version = await this.#files.version(parsed.reference);
      const { entries } = await this.#files.manifest(version.id);
      return { version, path: parsed.path, entries };
    } catch (error) {
      throw FileSystemError.FileNotFound(describeError(error));
    }
  }
}
