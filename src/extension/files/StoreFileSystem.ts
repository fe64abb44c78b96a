import { Disposable, EventEmitter, FileSystemError } from 'vscode';
import type { FileChangeEvent, FileStat, FileSystemProvider, FileType, Uri } from 'vscode';

/** A file system made of what the store holds. What a kind of it does not offer is denied. */
export abstract class StoreFileSystem implements FileSystemProvider, Disposable {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();

  readonly onDidChangeFile = this.#changed.event;

  abstract stat(uri: Uri): Promise<FileStat>;
  abstract readFile(uri: Uri): Promise<Uint8Array>;

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  readDirectory(uri: Uri): Promise<[string, FileType][]> {
    return Promise.reject(FileSystemError.NoPermissions(uri));
  }

  writeFile(uri: Uri, _bytes: Uint8Array): Promise<void> {
    return Promise.reject(FileSystemError.NoPermissions(uri));
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
