/** Context keys: what `when` clauses may ask. Values are set through `host/contextKeys.ts` only. */
export interface ContextValues {
  /** How the only store is: not asked yet, without a project, not to be opened, or with something to show, as several always have. */
  readonly 'amphora.store.state': 'unknown' | 'empty' | 'broken' | 'ready';
  readonly 'amphora.artifacts.filtered': boolean;
  readonly 'amphora.runs.filtered': boolean;
}

export type ContextKey = keyof ContextValues;
