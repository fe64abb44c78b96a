import {
  Disposable,
  EventEmitter,
  FileChangeType,
  FileSystemError,
  TabInputCustom,
  window,
  workspace,
} from 'vscode';
import type { FileChangeEvent, FileStat, FileSystemProvider, FileType, Uri } from 'vscode';
import { isAmphoraError } from '../../core/errors.ts';
import { describeError } from '../errors/describeError.ts';
import type { Stores } from '../stores/Stores.ts';
import { parsePlace } from './versionUri.ts';

/** A file system made of what stores hold. What a kind of it does not offer is denied. */
export abstract class StoreFileSystem implements FileSystemProvider, Disposable {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();

  readonly #removed: Disposable;

  readonly onDidChangeFile = this.#changed.event;

  /** @param scheme of the addresses of this file system */
  constructor(stores: Pick<Stores, 'onDidRemove'>, scheme: string) {
    // Editors mark what is open of a store that was signed out of as gone.
    this.#removed = stores.onDidRemove(name => {
      const gone = openFiles().filter(uri => uri.scheme === scheme && parsePlace(uri)?.store === name);
      this.tell(FileChangeType.Deleted, gone);
    });
  }

  /** Tells editors what became of files. */
  protected tell(type: FileChangeType, files: readonly Uri[]): void {
    if (files.length > 0) this.#changed.fire(files.map(uri => ({ type, uri })));
  }

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
    this.#removed.dispose();
    this.#changed.dispose();
  }
}

/** What editors show, be it text or pictures. */
export function openFiles(): readonly Uri[] {
  const tabs = window.tabGroups.all.flatMap(group => group.tabs);
  const custom = tabs.flatMap(({ input }) => (input instanceof TabInputCustom ? [input.uri] : []));
  return [...workspace.textDocuments.map(({ uri }) => uri), ...custom];
}

/** What VS Code is told where a file is not to be had. It has a sentence of its own for one that is not found. */
export function notFound(error: unknown): FileSystemError {
  const sentence = describeError(error);
  return isAmphoraError(error, 'remote-not-found')
    ? FileSystemError.Unavailable(sentence)
    : FileSystemError.FileNotFound(sentence);
}
