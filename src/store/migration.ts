/** What moving a whole store, row by row, needs of either side: more than the Store contract tells. */
import type { RunId } from '../core/ids.ts';
import type { RunDetail, RunStream } from '../core/run.ts';
import type { Staging } from './blobs.ts';
import type { CatalogParts } from './catalog/parts.ts';
import type { Db, Tx } from './catalog/tables.ts';
import type { CallOptions, LineRange } from './contract.ts';
import type { RunLines } from './writes.ts';

/** What runs streamed, be it rows or files. */
export interface CarriedStreams {
  /** @param db the catalog, or the transaction that all is read in */
  count(db: Db, run: RunId): Promise<RunDetail['lines']>;
  /** Lines `start` to `end`, exclusive; 10,000 at most. */
  read(db: Db, run: RunId, stream: RunStream, range: LineRange): Promise<readonly string[]>;
  /** Puts lines into their places and changes nothing else of the run. Files are written at once, rows with the transaction. */
  write(tx: Tx, run: RunId, stream: RunStream, lines: RunLines): Promise<void>;
  /** Makes files of a run durable; rows need nothing. */
  settle(run: RunId): void;
}

/** A store as one side of a migration. */
export interface MigrationEnd extends CatalogParts {
  /** Folder or database, for sentences. */
  readonly location: string;
  /** Whether nobody can write to it, so that it holds still. */
  readonly readOnly: boolean;
  readonly streams: CarriedStreams;
  stage(options?: CallOptions): Promise<Staging>;
  abandon(staging: Staging): Promise<void>;
}
