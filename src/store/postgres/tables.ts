/** Tables that only a database for several machines has. */
import type { RunId } from '../../core/ids.ts';
import type { RunStream } from '../../core/run.ts';
import type { Db, Tx } from '../catalog/tables.ts';

/** A stretch of what a run streams; see runChunks.ts. */
export interface RunChunkTable {
  run_id: RunId;
  stream: RunStream;
  chunk: number;
  /** How many lines it has. */
  count: number;
  /** JSON, a text for each. */
  lines: string;
}

/** A process at work, as long as it says so; see Leases.ts. */
export interface LeaseTable {
  id: string;
  kind: 'staging' | 'collect';
  /** Host and process, for sentences. */
  holder: string;
  /** Milliseconds since the epoch, by the database's clock. */
  expires_at: number;
}

/** What all processes of a team's server have in common. */
export interface SettingTable {
  name: 'secret';
  value: string;
}

/** A run that was asked to stop. */
export interface RunStopTable {
  run_id: RunId;
  asked_at: number;
}

/** See `ServedStore.historyRewrites`; a run that has no row was never written to but at its end. */
export interface HistoryRewriteTable {
  run_id: RunId;
  count: number;
}

/** See oneTime.ts. */
export interface OneTimeValueTable {
  digest: string;
  value: string;
  /** Milliseconds since the epoch, by the database's clock. */
  expires_at: number;
}

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- Kysely wants one that has an index
type PostgresTables = {
  run_chunks: RunChunkTable;
  leases: LeaseTable;
  settings: SettingTable;
  run_stops: RunStopTable;
  history_rewrites: HistoryRewriteTable;
  one_time_values: OneTimeValueTable;
};

/** The catalog with these tables too. */
export function withOwnTables<T extends Db | Tx>(db: T) {
  return db.$extendTables<PostgresTables>();
}
