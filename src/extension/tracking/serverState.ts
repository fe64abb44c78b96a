/** Where a server answers, and what it wants to be shown. */
export interface ServerAddress {
  readonly url: string;
  readonly apiKey: string;
}

/** What a server tells of itself as long as one listens. */
export interface ServerStatus {
  readonly url: string;
  readonly pid: number;
  readonly version: string;
  /** Runs under way. */
  readonly runs: number;
}

/** How the server of this window's store is, as far as this window has to do with it. */
export type ServerState =
  | { readonly kind: 'stopped' }
  /** On its way; `last` is where it was before, which it takes again where it can. */
  | { readonly kind: 'starting'; readonly last?: ServerAddress }
  | { readonly kind: 'running'; readonly address: ServerAddress; readonly status: ServerStatus }
  | { readonly kind: 'failed'; readonly error: unknown };

/** The address to give to programs: of a server that runs, or is about to run there again. */
export function addressOf(state: ServerState): ServerAddress | undefined {
  if (state.kind === 'running') return state.address;
  return state.kind === 'starting' ? state.last : undefined;
}
