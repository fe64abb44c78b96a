import { FilePermission, FileSystemError, FileType, workspace } from 'vscode';
import type { FileStat, Uri } from 'vscode';
import { parseJsonObject, stringifyJson } from '../../core/json.ts';
import type { Version } from '../../core/version.ts';
import { describeError } from '../errors/describeError.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { Stores } from '../stores/Stores.ts';
import { notFound, StoreFileSystem } from './StoreFileSystem.ts';
import { DETAILS_SCHEME, fileUri, parseFileUri } from './versionUri.ts';

export type DetailsName = 'metadata.json' | 'description.md';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The document of a version's metadata or description. */
export function detailsUri(store: string, version: Version, name: DetailsName): Uri {
  return fileUri(store, version, name, DETAILS_SCHEME);
}

/** A version's metadata and description as files: what is saved is stored, what cannot be stored is not saved. */
export class DetailsFileSystem extends StoreFileSystem {
  readonly #stores: Stores;
  /** Milliseconds since the epoch of the last save of each document. */
  readonly #savedAt = new Map<string, number>();

  constructor(stores: Stores) {
    super(stores, DETAILS_SCHEME);
    this.#stores = stores;
  }

  override async stat(uri: Uri): Promise<FileStat> {
    const { version, name } = await this.#find(uri);
    return {
      type: FileType.File,
      ctime: version.createdAt,
      mtime: this.#savedAt.get(uri.toString()) ?? version.createdAt,
      size: content(version, name).byteLength,
      ...(version.deleted ? { permissions: FilePermission.Readonly } : {}),
    };
  }

  override async readFile(uri: Uri): Promise<Uint8Array> {
    const { version, name } = await this.#find(uri);
    return content(version, name);
  }

  override async writeFile(uri: Uri, bytes: Uint8Array): Promise<void> {
    if (!workspace.isTrusted) throw FileSystemError.NoPermissions(uri);
    const { connection, version, name } = await this.#find(uri);
    const text = decoder.decode(bytes);
    try {
      const edit = name === 'metadata.json' ? { metadata: parseJsonObject(text) } : { description: text };
      await connection.store.editVersion(version.id, edit);
    } catch (error) {
      throw new FileSystemError(describeError(error));
    }
    this.#savedAt.set(uri.toString(), Date.now());
  }

  async #find(uri: Uri): Promise<{
    readonly connection: StoreConnection;
    readonly version: Version;
    readonly name: DetailsName;
  }> {
    const parsed = parseFileUri(uri);
    if (!parsed || (parsed.path !== 'metadata.json' && parsed.path !== 'description.md')) {
      throw FileSystemError.FileNotFound(uri);
    }
    try {
      const connection = this.#stores.named(parsed.store);
      const version = await connection.store.resolve(parsed.reference);
      return { connection, version, name: parsed.path };
    } catch (error) {
      throw notFound(error);
    }
  }
}

function content(version: Version, name: DetailsName): Uint8Array {
  return encoder.encode(
    name === 'metadata.json' ? `${stringifyJson(version.metadata, 2)}\n` : version.description,
  );
}
