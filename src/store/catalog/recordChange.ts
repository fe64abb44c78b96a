import type { ArtifactId, ProjectId, RunId } from '../../core/ids.ts';
import { sql } from 'kysely';
import { dialectOf } from './dialect.ts';
import type { Tx } from './tables.ts';

/** Rows kept for listeners that lag; one that lags more reads everything again. */
const KEPT = 5000;

/** Where PostgreSQL tells of changes: to whoever listens, in the order of the commits. */
export const CHANGES_CHANNEL = 'amphora_changes';

export interface Change {
  readonly project?: ProjectId;
  readonly artifact?: ArtifactId;
  readonly run?: RunId;
}

/** Leaves word of a change; part of the transaction that makes it. */
export async function recordChange(tx: Tx, change: Change): Promise<void> {
  if (dialectOf(tx).sideBySide) {
    // Rows would show in another order than their numbers, and who reads on from the last one would miss some.
    await sql`select pg_notify(${CHANGES_CHANNEL}, ${JSON.stringify(change)})`.execute(tx);
    return;
  }
  const row = {
    project_id: change.project ?? null,
    artifact_id: change.artifact ?? null,
    run_id: change.run ?? null,
  };
  const { seq } = await tx.insertInto('changes').values(row).returning('seq').executeTakeFirstOrThrow();
  if (seq % 500 === 0) {
    await tx
      .deleteFrom('changes')
      .where('seq', '<', seq - KEPT)
      .execute();
  }
}
