/** The page's talk with its host: what to look at, snapshots of it, and actions. */
import type { RunId, VersionId } from '../../src/core/ids.ts';
import type { LineageAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import {
  type LineageContract,
  lineageContract,
  type LineageDetails,
  type LineageScope,
  type LineageSnapshot,
} from '../../src/protocol/lineage.ts';
import { sentenceOf } from '../ui/sentence.ts';
import type { Shell } from '../host/shell.ts';

export interface SessionListeners {
  readonly onLoading: (scope: LineageScope | undefined) => void;
  readonly onSnapshot: (snapshot: LineageSnapshot) => void;
  /** Loading failed, or an action did; one sentence. */
  readonly onFailed: (message: string, during: 'loading' | 'action') => void;
}

export class Session {
  readonly shell: Shell;
  readonly #client: Client<LineageContract>;
  readonly #listeners: SessionListeners;
  #scope: LineageScope | undefined;
  #loading: AbortController | undefined;
  /** Whether a graph is on its way, and whether it is to be asked for once more then. */
  #reading = false;
  #again = false;

  constructor(shell: Shell, listeners: SessionListeners) {
    this.shell = shell;
    this.#listeners = listeners;
    this.#client = shell.client(lineageContract);
  }

  get scope(): LineageScope | undefined {
    return this.#scope;
  }

  /** What an address leads to; undefined where something else was asked for meanwhile. */
  async find({ entity, project, focus }: LineageAddress): Promise<LineageScope | undefined> {
    this.#scope = undefined;
    const { signal } = this.#begin(undefined);
    try {
      const named = focus === undefined ? { entity, project } : { entity, project, focus };
      return await this.#client.request('findScope', named, signal);
    } catch (error) {
      if (!signal.aborted) this.#listeners.onFailed(sentenceOf(error), 'loading');
      return undefined;
    }
  }

  /** Asks for what is to be looked at from now on. */
  look(scope: LineageScope): void {
    this.#scope = scope;
    void this.#read(scope, this.#begin(scope).signal);
  }

  /**
   * Asks again for what is looked at; what is shown stays until the answer comes. What is on its way comes first: a store that
   * changes quicker than it answers must not keep the page empty.
   */
  refresh(): void {
    if (this.#reading) this.#again = true;
    else if (this.#scope && this.#loading) void this.#read(this.#scope, this.#loading.signal);
  }

  #begin(scope: LineageScope | undefined): AbortController {
    this.#listeners.onLoading(scope);
    this.#loading?.abort();
    this.#reading = false;
    this.#again = false;
    this.#loading = new AbortController();
    return this.#loading;
  }

  async #read(scope: LineageScope, signal: AbortSignal): Promise<void> {
    this.#reading = true;
    try {
      const snapshot = await this.#client.request('getGraph', scope, signal);
      if (!signal.aborted) this.#listeners.onSnapshot(snapshot);
    } catch (error) {
      if (!signal.aborted) this.#listeners.onFailed(sentenceOf(error), 'loading');
    }
    if (signal.aborted) return;
    this.#reading = false;
    const again = this.#again;
    this.#again = false;
    if (again) this.refresh();
  }

  details(id: VersionId | RunId, signal: AbortSignal): Promise<LineageDetails> {
    return this.#client.request('getDetails', { id }, signal);
  }

  /** Goes to a node's own page. */
  open(id: VersionId | RunId): void {
    this.#withPlace(id, ({ path }) => this.shell.act('open', { path }));
  }

  /** Copies a version's reference, or a run's name. */
  copyName(id: VersionId | RunId): void {
    this.#withPlace(id, ({ name }) => this.shell.act('copy', { text: name }));
  }

  #withPlace(
    id: VersionId | RunId,
    act: (place: { readonly path: string; readonly name: string }) => void,
  ): void {
    this.#client.request('findPlace', { id }).then(act, (error: unknown) => {
      this.#listeners.onFailed(sentenceOf(error), 'action');
    });
  }
}

export function sameScope(a: LineageScope, b: LineageScope | undefined): boolean {
  return a.project === b?.project && a.focus === b.focus;
}
