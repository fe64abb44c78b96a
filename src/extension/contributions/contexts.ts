/** Context keys: what `when` clauses may ask. Values are set through `host/contextKeys.ts` only. */
export interface ContextValues {
  /** How the store is: not asked yet, without a project, not to be opened, or with something to show. */
  readonly 'amphora.store.state': 'unknown' | 'empty' | 'broken' | 'ready';
  /** Whether the store that is shown is a remote one. */
  readonly 'amphora.store.remote': boolean;
  readonly 'amphora.artifacts.filtered': boolean;
  readonly 'amphora.runs.filtered': boolean;
}

export type ContextKey = keyof ContextValues;
