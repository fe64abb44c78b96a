import type { Staging } from '../blobs.ts';
import type { Tx } from './tables.ts';

/** The logs under way, and the collector, as writers know them. */
export interface Stagings {
  /** Keeps the staging until the transaction is over. @throws AmphoraError `staging-lost` where it was given up meanwhile */
  require(tx: Tx, staging: Staging): Promise<void>;
  /** Ends it with the transaction. */
  end(tx: Tx, staging: Staging): Promise<void>;
  /** Keeps a collector from beginning until the transaction is over. @throws AmphoraError `store-busy` while one is at work */
  holdOff(tx: Tx): Promise<void>;
}
