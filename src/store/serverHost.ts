/** What a server needs of the store it serves, beside the Store contract. */
import type { RunId } from '../core/ids.ts';
import type { Store } from './contract.ts';
import type { Drafts } from './drafts.ts';

/** Says that this process is the store's one server. */
export interface ServerClaim {
  readonly id: string;
}

/** Runs that were asked to stop; their processes are told when they next stream. */
export interface RunStops {
  ask(run: RunId): Promise<void>;
  isAsked(run: RunId): Promise<boolean>;
  forget(run: RunId): Promise<void>;
}

/** A store that a server can serve, alone or with others. */
export interface ServedStore extends Store {
  readonly drafts: Drafts;
  readonly stops: RunStops;
  /** How many runs are under way, of all projects or those of some entities; one that went silent is not. */
  countRunning(entities?: readonly string[]): Promise<number>;
  /** Called before an address is given out to which a run's files can be sent. @throws AmphoraError `run-not-found` */
  admitUpload(run: RunId): Promise<void>;
  /**
   * How often lines of a run's history came that lie before others of it, over what was there or into a gap: whoever counted them
   * counts again when the number is another one.
   */
  historyRewrites(run: RunId): Promise<number>;
}

/** A store that one server serves at a time. */
export interface ServerHost {
  /** Makes this process the store's one server. @throws AmphoraError `server-running` naming the one there is */
  claimServer(): Promise<ServerClaim>;
  releaseServer(claim: ServerClaim): Promise<void>;
}
