/** The page's talk with its host: what to look at, snapshots of it, and actions. */
import type { RunId, VersionId } from '../../src/core/ids.ts';
import { type Client, connect } from '../../src/protocol/client.ts';
import type { Method, Params } from '../../src/protocol/contract.ts';
import {
  type LineageContract,
  lineageContract,
  type LineageDetails,
  type LineageScope,
  type LineageSnapshot,
  type LineageWelcome,
} from '../../src/protocol/lineage.ts';
import type { PageHost } from '../ui/vscodeApi.ts';

export interface SessionListeners {
  readonly onLoading: (scope: LineageScope) => void;
  readonly onSnapshot: (snapshot: LineageSnapshot) => void;
  /** Loading failed, or an action did; one sentence. */
  readonly onFailed: (message: string, during: 'loading' | 'action') => void;
}

export class Session {
  readonly #client: Client<LineageContract>;
  readonly #listeners: SessionListeners;
  #scope: LineageScope | undefined;
  #loading: AbortController | undefined;

  constructor(host: PageHost, listeners: SessionListeners) {
    this.#listeners = listeners;
    this.#client = connect(lineageContract, host, {
      snapshot: snapshot => {
        if (sameScope(snapshot.scope, this.#scope)) listeners.onSnapshot(snapshot);
      },
      show: scope => this.look(scope),
    });
  }

  get scope(): LineageScope | undefined {
    return this.#scope;
  }

  ready(): Promise<LineageWelcome> {
    return this.#client.request('ready', null);
  }

  /** Asks for what is to be looked at from now on. */
  look(scope: LineageScope): void {
    this.#scope = scope;
    this.#listeners.onLoading(scope);
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#client.request('getGraph', scope, loading.signal).then(
      snapshot => {
        if (!loading.signal.aborted) this.#listeners.onSnapshot(snapshot);
      },
      (error: unknown) => {
        if (!loading.signal.aborted) this.#listeners.onFailed(sentence(error), 'loading');
      },
    );
  }

  details(id: VersionId | RunId, signal: AbortSignal): Promise<LineageDetails> {
    return this.#client.request('getDetails', { id }, signal);
  }

  /** Has the host do something; its refusal is told to the person. */
  act<M extends Method<LineageContract>>(method: M, params: Params<LineageContract, M>): void {
    this.#client.request(method, params).catch((error: unknown) => {
      this.#listeners.onFailed(sentence(error), 'action');
    });
  }
}

export function sameScope(a: LineageScope, b: LineageScope | undefined): boolean {
  return a.project === b?.project && a.focus === b.focus;
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
