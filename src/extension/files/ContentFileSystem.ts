import { FileChangeType, FileSystemError, FileType } from 'vscode';
import type { Disposable, FileStat, Uri } from 'vscode';
import { isAmphoraError, isCancellation } from '../../core/errors.ts';
import { describeError } from '../errors/describeError.ts';
import type { Stores } from '../stores/Stores.ts';
import type { Found } from './found.ts';
import { findRunFile } from './runFile.ts';
import type { SizeGuard } from './SizeGuard.ts';
import { notFound, openFiles, StoreFileSystem } from './StoreFileSystem.ts';
import { findVersionFile } from './versionFile.ts';
import { FILE_SCHEME, parsePlace } from './versionUri.ts';

/** Files of versions and runs, opened straight from their store. Nothing can be written. */
export class ContentFileSystem extends StoreFileSystem {
  readonly #stores: Stores;
  readonly #guard: SizeGuard;
  readonly #onFailure: (error: unknown) => void;
  readonly #following: Disposable;
  readonly #told = new Set<string>();

  /**
   * @param guard asks before much is read
   * @param onFailure tells a person what is wrong with a file
   */
  constructor(stores: Stores, guard: SizeGuard, onFailure: (error: unknown) => void) {
    super(stores, FILE_SCHEME);
    this.#stores = stores;
    this.#guard = guard;
    this.#onFailure = onFailure;
    // Files of a run are written as long as it goes on, those of a version never.
    this.#following = stores.onDidChange(({ connection, changes }) => {
      if (!changes.everything && changes.runs.length === 0) return;
      const isOfRun = (uri: Uri) => {
        const place = uri.scheme === FILE_SCHEME ? parsePlace(uri) : undefined;
        return place?.of === 'run' && place.store === connection.name;
      };
      this.tell(FileChangeType.Changed, openFiles().filter(isOfRun));
    });
  }

  override dispose(): void {
    this.#following.dispose();
    super.dispose();
  }

  override async stat(uri: Uri): Promise<FileStat> {
    const { type, time, changed, size } = await this.#find(uri);
    return { type, ctime: time, mtime: changed, size };
  }

  override async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    const { list } = await this.#find(uri);
    return list();
  }

  override async readFile(uri: Uri): Promise<Uint8Array> {
    const { type, label, size, open } = await this.#find(uri);
    if (type !== FileType.File) throw FileSystemError.FileIsADirectory(uri);
    try {
      return await this.#guard.read({ uri, label, size }, open);
    } catch (error) {
      if (error instanceof FileSystemError) throw error;
      if (isAmphoraError(error, 'file-not-found', 'run-file-not-found'))
        throw FileSystemError.FileNotFound(uri);
      this.#tellOnce(uri, error);
      throw FileSystemError.Unavailable(isCancellation(error) ? label : describeError(error));
    }
  }

  /** An editor says of a failure that there is one, and no more: a person is told what it is, of each file once. */
  #tellOnce(uri: Uri, error: unknown): void {
    const key = uri.toString();
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#onFailure(error);
  }

  async #find(uri: Uri): Promise<Found> {
    const place = parsePlace(uri);
    if (!place) throw FileSystemError.FileNotFound(uri);
    try {
      const connection = this.#stores.named(place.store);
      const found =
        place.of === 'version'
          ? await findVersionFile(connection, place)
          : await findRunFile(connection, place);
      if (found) return found;
    } catch (error) {
      throw notFound(error);
    }
    throw FileSystemError.FileNotFound(uri);
  }
}
