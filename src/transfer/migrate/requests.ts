/** What is asked of a migration and what it answers. */
import type { MigrationEnd } from '../../store/migration.ts';

export interface MigrateRequest {
  readonly from: MigrationEnd;
  readonly to: MigrationEnd;
  /** What entities are called there, by what they are called here; others keep their name. */
  readonly entities: ReadonlyMap<string, string>;
  /** Only say what there is to move. */
  readonly dryRun: boolean;
}

/** What was new to the other store, or would be. */
export interface MigrateResult {
  readonly projects: number;
  readonly versions: number;
  readonly runs: number;
  /** Distinct contents that were sent, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  readonly dryRun: boolean;
}
