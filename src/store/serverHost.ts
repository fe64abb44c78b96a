/** What a server needs of the store it serves, beside the Store contract. */

/** Says that this process is the store's one server. */
export interface ServerClaim {
  readonly id: string;
}

export interface ServerHost {
  /** Makes this process the store's one server. @throws AmphoraError `server-running` naming the one there is */
  claimServer(): Promise<ServerClaim>;
  releaseServer(claim: ServerClaim): Promise<void>;
  /** How many runs are under way, of all projects; one that went silent is not. */
  countRunning(): Promise<number>;
}
