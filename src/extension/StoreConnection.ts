import { EventEmitter } from 'vscode';
import type { Disposable, Event } from 'vscode';
import type { StoreChanges } from '../store/changes.ts';
import type { Store } from '../store/contract.ts';
import type { StoreService } from '../worker/service.ts';

interface Open {
  readonly service: StoreService;
  readonly listening: { dispose(): void };
}

/** The store of this window: opened by its first use, again after the setting that names it changed. */
export class StoreConnection implements Disposable {
  readonly #connect: (path: string) => StoreService;
  readonly #path: () => string;
  readonly #changed = new EventEmitter<StoreChanges>();
  readonly #replaced = new EventEmitter<void>();
  #open: Open | undefined;

  /** What changed in the store, here or in another process. */
  readonly onDidChange: Event<StoreChanges> = this.#changed.event;
  /** The store is another one now. */
  readonly onDidReplace: Event<void> = this.#replaced.event;

  constructor(connect: (path: string) => StoreService, path: () => string) {
    this.#connect = connect;
    this.#path = path;
  }

  get path(): string {
    return this.#path();
  }

  get service(): StoreService {
    if (!this.#open) {
      const service = this.#connect(this.#path());
      const listening = service.store.onDidChange(changes => {
        this.#changed.fire(changes);
      });
      this.#open = { service, listening };
    }
    return this.#open.service;
  }

  get store(): Store {
    return this.service.store;
  }

  /** Lets go of the store; the next use opens the one that the settings name then. */
  replace(): void {
    void this.#close();
    this.#replaced.fire();
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    open?.listening.dispose();
    // A store that cannot be closed was never open.
    await open?.service.close().catch(() => undefined);
  }

  dispose(): void {
    void this.close();
  }

  /** Lets go of the store and its thread for good. */
  async close(): Promise<void> {
    await this.#close();
    this.#changed.dispose();
    this.#replaced.dispose();
  }
}
