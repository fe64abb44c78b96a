import type { ArtifactId, ProjectId, RunId } from '../core/ids.ts';

/** What changed since the last call. An empty object with `everything` means: read all again. */
export interface StoreChanges {
  readonly everything: boolean;
  readonly projects: readonly ProjectId[];
  readonly artifacts: readonly ArtifactId[];
  readonly runs: readonly RunId[];
}
