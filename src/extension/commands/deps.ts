import type { Memento } from 'vscode';
import type { Log } from '../host/Log.ts';
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
