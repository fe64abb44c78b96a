import type { Staging } from '../blobs.ts';
import type { Tx } from './tables.ts';

/** The logs under way, as a commit knows them. */
export interface Stagings {
  /** Keeps the staging until the transaction is over. @throws AmphoraError `staging-lost` where it was given up meanwhile */
  require(tx: Tx, staging: Staging): Promise<void>;
  /** Ends it with the transaction. */
  end(tx: Tx, staging: Staging): Promise<void>;
}
