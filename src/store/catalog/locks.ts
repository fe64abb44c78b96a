/**
 * Who waits for whom, where writers work side by side (see `Dialect.sideBySide`). What reads a project's rows to write others,
 * such as numbers of versions and moves of aliases, locks the project first; so it sees all that was committed before. Rows are
 * locked in the order project, version, run wherever that can be known; where it cannot, a deadlock is broken and tried again.
 */
import type { ArtifactId, ProjectId, RunId, VersionId } from '../../core/ids.ts';
import { dialectOf, isOneOf } from './dialect.ts';
import type { Tx } from './tables.ts';

/** Locks the project of an artifact or a version. `ensureProject` does the same for one that is named. */
export async function lockProjectOf(
  tx: Tx,
  of: { readonly artifact: ArtifactId } | { readonly version: VersionId },
): Promise<void> {
  if (!dialectOf(tx).sideBySide) return;
  const owner =
    'artifact' in of
      ? tx.selectFrom('artifacts').select('project_id').where('id', '=', of.artifact)
      : tx.selectFrom('versions').select('project_id').where('id', '=', of.version);
  await tx.selectFrom('projects').select('id').where('id', '=', owner).forNoKeyUpdate().execute();
}

/** Locks several projects, in one order. */
export async function lockProjects(tx: Tx, ids: readonly ProjectId[]): Promise<void> {
  if (!dialectOf(tx).sideBySide) return;
  const rows = tx
    .selectFrom('projects')
    .select('id')
    .where(isOneOf(tx, 'id', ids));
  await rows.orderBy('id').forNoKeyUpdate().execute();
}

/** Keeps a version from being deleted until the transaction is over. */
export async function keepVersion(tx: Tx, id: VersionId): Promise<void> {
  if (!dialectOf(tx).sideBySide) return;
  await tx.selectFrom('versions').select('id').where('id', '=', id).forShare().execute();
}

/** Waits for those who keep a version. */
export async function lockVersion(tx: Tx, id: VersionId): Promise<void> {
  if (!dialectOf(tx).sideBySide) return;
  await tx.selectFrom('versions').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

/** Waits for those who write what belongs to a run. */
export async function lockRun(tx: Tx, id: RunId): Promise<void> {
  if (!dialectOf(tx).sideBySide) return;
  await tx.selectFrom('runs').select('id').where('id', '=', id).forUpdate().execute();
}

/** Waits for those who write a draft's manifests. */
export async function lockDraft(tx: Tx, id: VersionId): Promise<void> {
  if (!dialectOf(tx).sideBySide) return;
  await tx.selectFrom('drafts').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}
