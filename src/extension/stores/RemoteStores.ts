import { EventEmitter } from 'vscode';
import type { Disposable, Event, Memento, SecretStorage } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';

/** A remote store that was added; its key is kept apart. */
export interface RemoteInfo {
  /** Chosen by the person; unique. */
  readonly name: string;
  readonly url: string;
  /** Whose key it is. */
  readonly entity: string;
}

const LIST = 'amphora.remotes';
const secretOf = (name: string): string => `amphora.remote.${name}`;

/** Remote stores of this person, in all windows. Keys are in VS Code's secret storage, nowhere else. */
export class RemoteStores implements Disposable {
  readonly #memory: Memento;
  readonly #secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>;
  readonly #forget: (remote: RemoteInfo, apiKey: string) => Promise<void>;
  readonly #changed = new EventEmitter<{ readonly added?: RemoteInfo; readonly removed?: RemoteInfo }>();

  readonly onDidChange: Event<{ readonly added?: RemoteInfo; readonly removed?: RemoteInfo }> =
    this.#changed.event;

  /** @param forget lets go of what was kept of a store that is signed out of */
  constructor(
    memory: Memento,
    secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>,
    forget: (remote: RemoteInfo, apiKey: string) => Promise<void>,
  ) {
    this.#forget = forget;
    this.#memory = memory;
    this.#secrets = secrets;
  }

  /** By name. */
  get all(): readonly RemoteInfo[] {
    return this.#memory.get<readonly RemoteInfo[]>(LIST, []);
  }

  find(name: string): RemoteInfo | undefined {
    return this.all.find(remote => remote.name === name);
  }

  /** @throws AmphoraError `remote-key-refused` where the key was taken out of the secret storage */
  async keyOf({ name, url }: RemoteInfo): Promise<string> {
    const key = await this.#secrets.get(secretOf(name));
    if (key === undefined) throw new AmphoraError('remote-key-refused', { url });
    return key;
  }

  /** Adds one, or gives one of that name another key. */
  async add(remote: RemoteInfo, apiKey: string): Promise<void> {
    await this.#secrets.store(secretOf(remote.name), apiKey);
    const others = this.all.filter(({ name }) => name !== remote.name);
    const all = [...others, remote].sort((a, b) => a.name.localeCompare(b.name));
    await this.#memory.update(LIST, all);
    this.#changed.fire({ added: remote });
  }

  /** Forgets one, its key, and what was kept of it for when it cannot be reached. */
  async remove(name: string): Promise<void> {
    const removed = this.find(name);
    const apiKey = await this.#secrets.get(secretOf(name));
    await this.#secrets.delete(secretOf(name));
    await this.#memory.update(
      LIST,
      this.all.filter(remote => remote.name !== name),
    );
    if (!removed) return;
    this.#changed.fire({ removed });
    if (apiKey !== undefined) await this.#forget(removed, apiKey);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
