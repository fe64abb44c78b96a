import { EventEmitter } from 'vscode';
import type { Memento } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';
import type { StoreChanges } from '../../store/changes.ts';
import type { PageService } from '../../worker/service.ts';
import type { RemoteTarget } from '../../worker/target.ts';
import type { WorkerTarget } from '../../worker/WorkerConnection.ts';
import { DisposableStore } from '../host/DisposableStore.ts';
import type { RemoteInfo, RemoteStores } from './RemoteStores.ts';
import { StoreConnection } from './StoreConnection.ts';

const CURRENT = 'amphora.activeStore';

interface Surroundings {
  /** The workspace's. */
  readonly memory: Memento;
  readonly remotes: RemoteStores;
  /** Folder of the local store, asked again when the setting changes. */
  readonly localPath: () => string;
  /** Where digests of local files and lists of remote stores are remembered. */
  readonly cacheFolder: string;
  /** A store on a thread of its own, which starts with the first call. */
  readonly connect: (target: WorkerTarget) => PageService;
}

/** What changed, and in which store. */
export interface StoreChange {
  readonly connection: StoreConnection;
  readonly changes: StoreChanges;
}

/** The stores of this window: the local one, and every remote one that was added. None is open before its first use. */
export class Stores {
  readonly local: StoreConnection;
  readonly #around: Surroundings;
  readonly #remotes = new Map<string, StoreConnection>();
  readonly #ending = new Map<string, Promise<void>>();
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new EventEmitter<StoreChange>());
  readonly #replaced = this.#owned.add(new EventEmitter<StoreConnection>());
  readonly #removed = this.#owned.add(new EventEmitter<string>());
  readonly #listed = this.#owned.add(new EventEmitter<void>());

  readonly onDidChange = this.#changed.event;
  /** A store is another one now, or is asked with another key. */
  readonly onDidReplace = this.#replaced.event;
  /** A remote store of this name was signed out of. */
  readonly onDidRemove = this.#removed.event;
  /** There are others now, or another one is the current one. */
  readonly onDidChangeList = this.#listed.event;

  constructor(around: Surroundings) {
    this.#around = around;
    const { remotes, localPath, connect } = around;
    this.local = this.#follow(
      new StoreConnection('', {
        connect: () => connect(localPath()),
        location: localPath,
        remote: () => undefined,
        target: () => Promise.resolve({ kind: 'local', folder: localPath() }),
      }),
    );
    this.#owned.add(
      remotes.onDidChange(({ added, removed }) => {
        if (removed) this.#forget(removed.name);
        if (added) this.#remotes.get(added.name)?.replace();
        this.#listed.fire();
      }),
    );
  }

  /** The local store first, then by name. */
  get all(): readonly StoreConnection[] {
    return [this.local, ...this.#around.remotes.all.map(({ name }) => this.#remote(name))];
  }

  /** The store that is meant where nothing says which. */
  get current(): StoreConnection {
    const name = this.#around.memory.get<unknown>(CURRENT);
    return (typeof name === 'string' ? this.find(name) : undefined) ?? this.local;
  }

  /** @param name of a remote store; empty for the local one */
  find(name: string): StoreConnection | undefined {
    if (name === '') return this.local;
    return this.#around.remotes.find(name) && this.#remote(name);
  }

  /** As `find`. @throws AmphoraError `remote-not-found` */
  named(name: string): StoreConnection {
    const found = this.find(name);
    if (!found) throw new AmphoraError('remote-not-found', { name });
    return found;
  }

  /** Makes a store the current one. */
  async choose({ name }: StoreConnection): Promise<void> {
    if (this.current.name === name) return;
    await this.#remember(name);
    this.#listed.fire();
  }

  /** Adds a remote store, which is the current one then, or gives one of that name another key. */
  async add(remote: RemoteInfo, apiKey: string): Promise<StoreConnection> {
    // First, so that whoever hears of the new store finds it to be the current one.
    await this.#remember(remote.name);
    await this.#around.remotes.add(remote, apiKey);
    return this.named(remote.name);
  }

  /** Ends the thread of a store that was signed out of. */
  release(name: string): Promise<void> {
    const connection = this.#remotes.get(name);
    if (connection) {
      this.#remotes.delete(name);
      this.#ending.set(name, connection.close());
    }
    return this.#ending.get(name) ?? Promise.resolve();
  }

  #forget(name: string): void {
    void this.release(name);
    if (this.#around.memory.get<unknown>(CURRENT) === name) void this.#remember('');
    this.#removed.fire(name);
  }

  async #remember(name: string): Promise<void> {
    await this.#around.memory.update(CURRENT, name === '' ? undefined : name);
  }

  #remote(name: string): StoreConnection {
    const known = this.#remotes.get(name);
    if (known) return known;
    const { remotes, connect } = this.#around;
    const made = new StoreConnection(name, {
      connect: () => connect(() => this.#address(name)),
      location: () => remotes.find(name)?.url ?? '',
      remote: () => remotes.find(name),
      target: async () => ({ kind: 'remote', ...(await this.#address(name)) }),
    });
    this.#remotes.set(name, this.#follow(made));
    return made;
  }

  async #address(name: string): Promise<RemoteTarget> {
    const { remotes, cacheFolder } = this.#around;
    const remote = remotes.find(name);
    if (!remote) throw new AmphoraError('remote-not-found', { name });
    return { url: remote.url, apiKey: await remotes.keyOf(remote), cacheFolder };
  }

  #follow(connection: StoreConnection): StoreConnection {
    connection.onDidChange(changes => {
      this.#changed.fire({ connection, changes });
    });
    connection.onDidReplace(() => {
      this.#replaced.fire(connection);
    });
    return connection;
  }

  /** Lets go of every store; resolves when their threads have ended. */
  async close(): Promise<void> {
    this.#owned.dispose();
    const open = [this.local, ...this.#remotes.values()];
    await Promise.all([...open.map(each => each.close()), ...this.#ending.values()]);
  }
}
