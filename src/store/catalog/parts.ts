import type { BlobPlace } from './blobPlace.ts';
import type { Stagings } from './stagings.ts';
import type { Db } from './tables.ts';

/** What a store with a catalog consists of. */
export interface CatalogParts {
  readonly db: Db;
  readonly blobs: BlobPlace;
  readonly stagings: Stagings;
}
