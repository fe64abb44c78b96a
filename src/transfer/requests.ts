/** What is asked of a transfer, what it reports on the way and what it answers. */
import type { RunId, VersionId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import type { Version } from '../core/version.ts';

export interface LogRequest {
  /** Absolute path of a folder, or of one file. */
  readonly path: string;
  readonly project: string;
  readonly entity?: string;
  readonly artifact: string;
  readonly type: string;
  /** Beside `latest`, which always moves. */
  readonly aliases?: readonly string[];
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
  readonly run?: RunId;
}

export interface LogResult {
  readonly version: Version;
  /** False where the artifact had this content already. */
  readonly created: boolean;
  readonly files: number;
  readonly bytes: number;
  /** Bytes that were new to the store. */
  readonly placedBytes: number;
}

export interface DownloadRequest {
  readonly version: VersionId;
  /** Absolute path of the folder the files go to; made where it is not there. */
  readonly target: string;
  /** Only these paths (files or folders of the version); all of it unless told. */
  readonly paths?: readonly string[];
  /** Write over local files that differ; they are refused unless told. */
  readonly overwrite?: boolean;
}

export interface DownloadResult {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /** Files that were there already, right to the byte. */
  readonly keptFiles: number;
  /** References, which point outside the store and were left out. */
  readonly leftOut: readonly string[];
}

/** Totals are undefined while they are not known yet. */
export interface TransferProgress {
  readonly phase: 'scan' | 'read' | 'commit' | 'write';
  readonly files: number;
  readonly filesTotal?: number;
  readonly bytes: number;
  readonly bytesTotal?: number;
}
