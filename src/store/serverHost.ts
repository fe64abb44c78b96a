/** What a server needs of the store it serves, beside the Store contract. */
import type { Store } from './contract.ts';
import type { Drafts } from './drafts.ts';

/** Says that this process is the store's one server. */
export interface ServerClaim {
  readonly id: string;
}

/** A store that a server can serve, alone or with others. */
export interface ServedStore extends Store {
  readonly drafts: Drafts;
  /** How many runs are under way, of all projects; one that went silent is not. */
  countRunning(): Promise<number>;
}

/** A store that one server serves at a time. */
export interface ServerHost {
  /** Makes this process the store's one server. @throws AmphoraError `server-running` naming the one there is */
  claimServer(): Promise<ServerClaim>;
  releaseServer(claim: ServerClaim): Promise<void>;
}
