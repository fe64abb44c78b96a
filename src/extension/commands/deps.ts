import { Uri } from 'vscode';
import type { Memento } from 'vscode';
import type { VersionId } from '../../core/ids.ts';
import type { StoreInfo } from '../../store/contract.ts';
import type { RemoteAddress } from '../../store/remote/RemoteClient.ts';
import { FILE_SCHEME, parsePlace } from '../files/versionUri.ts';
import type { Log } from '../host/Log.ts';
import type { RemoteStores } from '../stores/RemoteStores.ts';
import type { StoreConnection } from '../stores/StoreConnection.ts';
import type { Stores } from '../stores/Stores.ts';
import { connectionOf } from '../tree/nodes.ts';
import type { ViewState } from '../tree/ViewState.ts';
import { isNode, isRequest, stringOf } from './arguments.ts';

/** What commands are made of, whichever store they are about. */
export interface SharedDeps {
  readonly stores: Stores;
  readonly log: Log;
  readonly state: ViewState;
  /** Remembers answers for this workspace. */
  readonly memory: Memento;
}

/** What commands are made of; each asks for the part it needs. */
export interface CommandDeps extends SharedDeps {
  /** The store that the command is about. */
  readonly connection: StoreConnection;
}

/** What commands are made of that may ask a person, about things in one store. */
export interface AskingDeps extends Pick<CommandDeps, 'connection' | 'memory'> {
  readonly stores: Pick<Stores, 'all'>;
}

/** What commands about stores themselves are made of. */
export interface StoreDeps {
  readonly stores: Stores;
  readonly remotes: RemoteStores;
  /** Asks a server who a key belongs to. */
  readonly look: (address: RemoteAddress, signal: AbortSignal) => Promise<StoreInfo>;
  readonly showStore: (connection: StoreConnection) => Promise<void>;
  readonly showVersion: (connection: StoreConnection, id: VersionId) => Promise<unknown>;
}

/**
 * The store that is meant: that of the node or the file a command is called on, the one that a request names by `store` (empty for
 * the local one), else the current one.
 * @throws AmphoraError `remote-not-found`
 */
function storeOf(stores: Stores, target: unknown): StoreConnection {
  if (isNode(target)) return connectionOf(target);
  const place = target instanceof Uri && target.scheme === FILE_SCHEME ? parsePlace(target) : undefined;
  const name = place?.store ?? (isRequest(target) ? stringOf(target, 'store') : undefined);
  return name === undefined ? stores.current : stores.named(name);
}

/** What a command is made of that is called on this. @throws AmphoraError `remote-not-found` */
export function depsFor(shared: SharedDeps, target: unknown): CommandDeps {
  return { ...shared, connection: storeOf(shared.stores, target) };
}
