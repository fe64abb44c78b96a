import { EventEmitter } from 'vscode';
import type { Disposable, Event, Memento } from 'vscode';
import type { StoreTarget } from '../../worker/target.ts';
import type { WorkerTarget } from '../../worker/WorkerConnection.ts';
import { DisposableStore } from '../host/DisposableStore.ts';
import type { RemoteInfo, RemoteStores } from './RemoteStores.ts';

const ACTIVE = 'amphora.activeStore';

/** Which store the views of this window show: the local one, or a remote one that was added. */
export class ActiveStore implements Disposable {
  readonly #memory: Memento;
  readonly #remotes: RemoteStores;
  readonly #localPath: () => string;
  readonly #cacheFolder: string;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new EventEmitter<void>());

  readonly onDidChange: Event<void> = this.#changed.event;

  /**
   * @param memory the workspace's
   * @param localPath folder of the local store, asked again when the setting changes
   * @param cacheFolder where digests of local files are remembered
   */
  constructor(memory: Memento, remotes: RemoteStores, localPath: () => string, cacheFolder: string) {
    this.#memory = memory;
    this.#remotes = remotes;
    this.#localPath = localPath;
    this.#cacheFolder = cacheFolder;
    this.#owned.add(
      remotes.onDidChange(({ added, removed }) => {
        const name = memory.get<string>(ACTIVE);
        if (removed?.name === name) void this.choose(undefined);
        // Another key for the one that is shown.
        else if (added && added.name === name) this.#changed.fire();
      }),
    );
  }

  /** The remote store that is shown; undefined for the local one. */
  get remote(): RemoteInfo | undefined {
    const name = this.#memory.get<string>(ACTIVE);
    return name === undefined ? undefined : this.#remotes.find(name);
  }

  async choose(remote: RemoteInfo | undefined): Promise<void> {
    if (this.#memory.get<string>(ACTIVE) === remote?.name) return;
    await this.#memory.update(ACTIVE, remote?.name);
    this.#changed.fire();
  }

  /** What a thread opens for it. */
  get workerTarget(): WorkerTarget {
    const { remote } = this;
    if (!remote) return this.#localPath();
    return async () => ({
      url: remote.url,
      apiKey: await this.#remotes.keyOf(remote),
      cacheFolder: this.#cacheFolder,
    });
  }

  /** A store to copy to, with the key to it. */
  async targetOf(remote: RemoteInfo | undefined): Promise<StoreTarget> {
    if (!remote) return { kind: 'local', folder: this.#localPath() };
    const apiKey = await this.#remotes.keyOf(remote);
    return { kind: 'remote', url: remote.url, apiKey, cacheFolder: this.#cacheFolder };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
