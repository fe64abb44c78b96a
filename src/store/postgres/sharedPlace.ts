/** Where the blobs of a store lie that several machines share: a folder that all of them see, or a bucket. */
import type { Staging } from '../blobs.ts';
import type { BlobPlace } from '../catalog/blobPlace.ts';
import type { Quietly } from '../catalog/quiet.ts';
import type { DirectUploads } from '../drafts.ts';
import type { Leftovers } from '../local/leftovers.ts';

export interface SharedPlace {
  readonly blobs: BlobPlace;
  /** Set where clients send bytes to the place itself. */
  readonly direct?: DirectUploads;
  /** Folder of parts of large files that clients send to a server. */
  readonly uploadsFolder: string;
  /** Whether it holds no blob. */
  isEmpty(): Promise<boolean>;
  /** Resolves when the place answers; whatever it takes, others are not held up. @throws AmphoraError `store-unreadable` */
  reach(): Promise<void>;
  /** @throws AmphoraError `store-not-writable`, `disk-full` */
  openStaging(id: string, removals: number): Staging;
  closeStaging(staging: Staging): void;
  /** Removes, or counts, what belongs to nothing any more. */
  removeLeftovers(dryRun: boolean, quietly: Quietly): Promise<Leftovers>;
  /** A failure of this machine's own disk as a sentence; others stay as they are. */
  failure(error: unknown): unknown;
  close(): void;
}
