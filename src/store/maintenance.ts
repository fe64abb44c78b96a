/** Care of a local store: checking every byte and giving space back. */
import type { BlobKey, VersionId } from '../core/ids.ts';

export interface LongCall<P> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: P) => void;
}

/** How far a check or a collection has come. */
export interface MaintenanceProgress {
  readonly files: number;
  readonly filesTotal: number;
  readonly bytes: number;
  readonly bytesTotal: number;
}

/** A damaged or missing blob and the files that need it. */
export interface DamagedBlob {
  readonly blob: BlobKey;
  readonly problem: 'missing' | 'damaged';
  /** `name:v3/path`, a few at most. */
  readonly neededBy: readonly string[];
}

export interface VerifyReport {
  readonly versions: number;
  readonly blobs: number;
  readonly bytes: number;
  /** Damaged blobs are set aside where the store can be written, so that logging the same files again puts good ones in their place. */
  readonly damaged: readonly DamagedBlob[];
  /** `name:v3` of versions whose list of files is damaged. */
  readonly damagedManifests: readonly string[];
}

/** A version whose time is over. */
export interface ExpiredVersion {
  readonly id: VersionId;
  readonly entity: string;
  /** `project/name:v3` */
  readonly reference: string;
  /** Milliseconds since the epoch. */
  readonly expiredAt: number;
}

export interface GarbageReport {
  /** Versions that were deleted because their time is over; their files are among the blobs. */
  readonly expired: readonly ExpiredVersion[];
  readonly blobs: number;
  readonly bytes: number;
  /** Left-overs of interrupted logs and deletions. */
  readonly temporaryFiles: number;
  readonly dryRun: boolean;
}

export interface CollectQuery {
  /** Only say what would be removed. */
  readonly dryRun: boolean;
  /** How long to wait for logs under way. Milliseconds; not at all unless told. */
  readonly patience?: number;
}

export interface Maintenance {
  /** Reads every blob that a version needs and compares it with its digest. */
  verify(options?: LongCall<MaintenanceProgress>): Promise<VerifyReport>;
  /** Deletes versions whose time is over, and removes blobs that no version needs. @throws `store-busy` while something is being logged */
  collectGarbage(query: CollectQuery, options?: LongCall<MaintenanceProgress>): Promise<GarbageReport>;
}
