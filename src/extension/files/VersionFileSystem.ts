import { FileSystemError, FileType } from 'vscode';
import type { FileStat, Uri } from 'vscode';
import { isAmphoraError } from '../../core/errors.ts';
import type { ManifestEntry } from '../../core/manifest.ts';
import type { Version } from '../../core/version.ts';
import { describeError } from '../errors/describeError.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { Stores } from '../stores/Stores.ts';
import { folderEntries } from '../tree/folderEntries.ts';
import { notFound, StoreFileSystem } from './StoreFileSystem.ts';
import { FILE_SCHEME, parseFileUri } from './versionUri.ts';

/** Files of versions, opened straight from their store: `amphora:/project/artifact:v3/path`. Nothing can be written. */
export class VersionFileSystem extends StoreFileSystem {
  readonly #stores: Stores;

  constructor(stores: Stores) {
    super(stores, FILE_SCHEME);
    this.#stores = stores;
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
    const { connection, version, path } = await this.#find(uri);
    try {
      const stream = await connection.store.readFile(version.id, path);
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (error) {
      if (isAmphoraError(error, 'file-not-found')) throw FileSystemError.FileNotFound(uri);
      throw FileSystemError.Unavailable(describeError(error));
    }
  }

  async #find(uri: Uri): Promise<{
    readonly connection: StoreConnection;
    readonly version: Version;
    readonly path: string;
    readonly entries: readonly ManifestEntry[];
  }> {
    const parsed = parseFileUri(uri);
    if (!parsed) throw FileSystemError.FileNotFound(uri);
    try {
      const connection = this.#stores.named(parsed.store);
      const version = await connection.files.version(parsed.reference);
      const { entries } = await connection.files.manifest(version.id);
      return { connection, version, path: parsed.path, entries };
    } catch (error) {
      throw notFound(error);
    }
  }
}
