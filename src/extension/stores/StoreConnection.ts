import { EventEmitter, l10n } from 'vscode';
import type { Event } from 'vscode';
import { AmphoraError } from '../../core/errors.ts';
import { LOCAL_ENTITY } from '../../core/project.ts';
import type { StoreChanges } from '../../store/changes.ts';
import type { Store } from '../../store/contract.ts';
import type { PageService } from '../../worker/service.ts';
import type { StoreTarget } from '../../worker/target.ts';
import { VersionFiles } from '../files/VersionFiles.ts';
import type { RemoteInfo } from './RemoteStores.ts';

/** What a connection is made of. */
export interface StoreOrigin {
  readonly connect: () => PageService;
  /** Folder of the local store, address of a remote one. */
  readonly location: () => string;
  /** A remote store as it was added; undefined for the local one. */
  readonly remote: () => RemoteInfo | undefined;
  /** Where another thread finds it, with the key to it. */
  readonly target: () => Promise<StoreTarget>;
}

interface Open {
  readonly service: PageService;
  readonly listening: { dispose(): void };
}

/** One store of this window: opened by its first use, and again after its place or its key changed. */
export class StoreConnection {
  /** As a remote store was added; empty for the local one. */
  readonly name: string;
  readonly files: VersionFiles;
  readonly #origin: StoreOrigin;
  readonly #changed = new EventEmitter<StoreChanges>();
  readonly #replaced = new EventEmitter<void>();
  #open: Open | undefined;
  #asOf: number | undefined;
  #closed = false;

  /** What changed in the store, here or in another process. */
  readonly onDidChange: Event<StoreChanges> = this.#changed.event;
  /** The store is another one now, or is asked with another key. */
  readonly onDidReplace: Event<void> = this.#replaced.event;

  constructor(name: string, origin: StoreOrigin) {
    this.name = name;
    this.#origin = origin;
    this.files = new VersionFiles(() => this.store);
  }

  /** What people call it. */
  get label(): string {
    return this.name === '' ? l10n.t('This Machine') : this.name;
  }

  /** The entity of what names none. */
  get entity(): string {
    return this.remote?.entity ?? LOCAL_ENTITY;
  }

  get location(): string {
    return this.#origin.location();
  }

  get remote(): RemoteInfo | undefined {
    return this.#origin.remote();
  }

  get target(): Promise<StoreTarget> {
    return this.#origin.target();
  }

  /** When what the store lists was true, where it cannot be reached; milliseconds since the epoch. */
  get asOf(): number | undefined {
    return this.#asOf;
  }

  /** @throws AmphoraError `remote-not-found` after it was signed out of */
  get service(): PageService {
    if (this.#closed) throw new AmphoraError('remote-not-found', { name: this.name });
    if (!this.#open) {
      const service = this.#origin.connect();
      const listening = service.store.onDidChange(changes => void this.#tell(service, changes));
      this.#open = { service, listening };
    }
    return this.#open.service;
  }

  get store(): Store {
    return this.service.store;
  }

  /** Tells that something was changed from elsewhere, which a remote store notices after a while only. */
  changedElsewhere(): void {
    const everything = { everything: true, projects: [], artifacts: [], runs: [] };
    if (this.#open) void this.#tell(this.#open.service, everything);
  }

  async #tell(service: PageService, changes: StoreChanges): Promise<void> {
    if (changes.everything) {
      this.files.clear();
      // Whether a server can be reached is told as a change of everything.
      const info = this.name === '' ? undefined : await service.store.info().catch(() => undefined);
      if (this.#open?.service !== service) return;
      this.#asOf = info?.asOf;
    }
    this.#changed.fire(changes);
  }

  /** Lets go of the store; the next use opens what it is then. */
  replace(): void {
    void this.#letGo();
    this.#replaced.fire();
  }

  async #letGo(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    this.#asOf = undefined;
    this.files.clear();
    open?.listening.dispose();
    // A store that cannot be closed was never open.
    await open?.service.close().catch(() => undefined);
  }

  /** Lets go of the store and its thread for good. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#letGo();
    this.#changed.dispose();
    this.#replaced.dispose();
  }
}
