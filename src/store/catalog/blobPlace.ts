import type { BlobKey } from '../../core/ids.ts';
import type { FileEntry } from '../../core/manifest.ts';
import type { BlobLocation, Staging } from '../blobs.ts';
import type { ByteRange } from '../contract.ts';
import type { DamagedBlob } from '../maintenance.ts';

/** A blob to look for; without a size any will do. */
export interface SoughtBlob {
  readonly blob: BlobKey;
  readonly size?: number;
}

export interface PlacedBlob {
  readonly blob: BlobKey;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly placedAt: number;
}

/**
 * Where a store keeps its bytes, each blob under its SHA-256. The catalog beside it says which of them count. Failures are
 * `AmphoraError`s, but for those of `read`, whose caller knows what the bytes were for.
 */
export interface BlobPlace {
  /** Path or address, for sentences. */
  readonly location: string;
  /** Where the bytes can be had, be they there or not. */
  locate(blob: BlobKey): Promise<BlobLocation>;
  /** Those that are not there, or in another size. */
  missing(blobs: readonly SoughtBlob[]): Promise<ReadonlySet<BlobKey>>;
  /** All bytes of a small blob. @throws what is wrong with it, unnamed */
  read(blob: BlobKey): Promise<Buffer>;
  /** A file's bytes, checked on the way where all are asked for. @param version for the error sentence */
  stream(file: FileEntry, version: string, range?: ByteRange): ReadableStream<Uint8Array>;
  /**
   * Whether what was placed may be gone without our doing, as files of a disk may, so that it is looked for before anybody counts
   * on it.
   */
  readonly mayLose: boolean;
  /**
   * Brings what lies in a staging, or in files that it may be read from, to its place.
   * @param sources by blob; @throws `file-vanished` where it lies in neither, `file-changed` where it is something else
   */
  bring(blobs: readonly BlobKey[], staging: Staging, sources?: ReadonlyMap<BlobKey, string>): Promise<void>;
  /** Puts a small blob in its place unless it is there. */
  place(blob: BlobKey, bytes: Uint8Array, staging: Staging): Promise<void>;
  /** Resolves when these survive whatever happens. */
  makeDurable(blobs: readonly BlobKey[]): Promise<void>;
  /** Reads a blob and compares it with its digest; undefined where all is well. */
  problemOf(blob: BlobKey, signal?: AbortSignal): Promise<DamagedBlob['problem'] | undefined>;
  /** Moves a damaged blob out of the way, so that a good one can take its place. */
  setAside(blob: BlobKey): Promise<void>;
  /** One that is not there is as good as removed. */
  remove(blobs: readonly BlobKey[]): Promise<void>;
  /** In any order. */
  list(): AsyncIterable<PlacedBlob>;
}
