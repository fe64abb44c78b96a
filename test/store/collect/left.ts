import type { RunId, VersionId } from '../../../src/core/ids.ts';

/** What a writer must find in the end. */
export interface Left {
  readonly run: RunId;
  /** Contents by path. */
  readonly versions: readonly (readonly [VersionId, Readonly<Record<string, string>>])[];
  readonly files: readonly (readonly [string, string])[];
}
