import type { Memento } from 'vscode';
import type { Log } from '../host/Log.ts';
import type { StoreInfo } from '../../store/contract.ts';
import type { RemoteAddress } from '../../store/remote/RemoteClient.ts';
import type { ActiveStore } from '../stores/ActiveStore.ts';
import type { RemoteStores } from '../stores/RemoteStores.ts';
import type { StoreConnection } from '../StoreConnection.ts';
import type { ViewState } from '../tree/ViewState.ts';

/** What commands are made of; each asks for the part it needs. */
export interface CommandDeps {
  readonly connection: StoreConnection;
  readonly log: Log;
  readonly state: ViewState;
  /** Remembers answers for this workspace. */
  readonly memory: Memento;
}

/** What commands about stores themselves are made of. */
export interface StoreDeps {
  readonly remotes: RemoteStores;
  readonly active: ActiveStore;
  /** Folder of the local store. */
  readonly localPath: () => string;
  /** Asks a server who a key belongs to. */
  readonly look: (address: RemoteAddress, signal: AbortSignal) => Promise<StoreInfo>;
}
