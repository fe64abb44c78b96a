/** Moves aliases and keeps the history of their moves. */
import type { ArtifactId, VersionId } from '../../core/ids.ts';
import { canonicalName, LATEST, parseAlias } from '../../core/names.ts';
import type { Version } from '../../core/version.ts';
import type { AliasEdit } from '../writes.ts';
import { lockProjectOf } from './locks.ts';
import { recordChange } from './recordChange.ts';
import { unique } from './parseRow.ts';
import type { Db, Tx } from './tables.ts';
import { findVersion } from './versions.ts';
import { inTransaction } from './transaction.ts';

async function closeMove(tx: Tx, artifact: ArtifactId, alias: string, now: number): Promise<void> {
  await tx
    .updateTable('alias_moves')
    .set({ until_at: now })
    .where('artifact_id', '=', artifact)
    .where('alias', '=', alias)
    .where('until_at', 'is', null)
    .execute();
}

/** The version an alias stands on. */
export async function holderOf(tx: Tx, artifact: ArtifactId, alias: string): Promise<VersionId | undefined> {
  const row = await tx
    .selectFrom('aliases')
    .select('version_id')
    .where('artifact_id', '=', artifact)
    .where('alias', '=', alias)
    .executeTakeFirst();
  return row?.version_id;
}

/** Puts aliases on a version, taking them from wherever they stood. */
export async function setAliases(
  tx: Tx,
  artifact: ArtifactId,
  version: VersionId,
  aliases: readonly string[],
  now: number,
): Promise<void> {
  for (const alias of aliases) {
    if ((await holderOf(tx, artifact, alias)) === version) continue;
    await closeMove(tx, artifact, alias, now);
    const row = { artifact_id: artifact, alias, version_id: version };
    await tx
      .insertInto('aliases')
      .values({ ...row, set_at: now })
      .onConflict(conflict =>
        conflict.columns(['artifact_id', 'alias']).doUpdateSet({ version_id: version, set_at: now }),
      )
      .execute();
    await tx
      .insertInto('alias_moves')
      .values({ ...row, from_at: now, until_at: null })
      .execute();
  }
}

/** Takes aliases off a version; those that stand elsewhere stay. */
export async function clearAliases(
  tx: Tx,
  artifact: ArtifactId,
  version: VersionId,
  aliases: readonly string[],
  now: number,
): Promise<void> {
  for (const alias of aliases) {
    const { numDeletedRows } = await tx
      .deleteFrom('aliases')
      .where('artifact_id', '=', artifact)
      .where('alias', '=', alias)
      .where('version_id', '=', version)
      .executeTakeFirst();
    if (numDeletedRows > 0n) await closeMove(tx, artifact, alias, now);
  }
}

/** Marks an artifact and its project as changed. */
export async function touch(
  tx: Tx,
  of: Pick<Version, 'artifactId' | 'projectId'>,
  now: number,
): Promise<void> {
  await tx.updateTable('artifacts').set({ updated_at: now }).where('id', '=', of.artifactId).execute();
  await tx.updateTable('projects').set({ updated_at: now }).where('id', '=', of.projectId).execute();
  await recordChange(tx, { project: of.projectId, artifact: of.artifactId });
}

/** After versions went: `latest` falls to the newest that remains, if it stands nowhere. */
export async function dropLatest(tx: Tx, artifact: ArtifactId, now: number): Promise<void> {
  if ((await holderOf(tx, artifact, LATEST)) !== undefined) return;
  const newest = await tx
    .selectFrom('versions')
    .select('id')
    .where('artifact_id', '=', artifact)
    .where('deleted_at', 'is', null)
    .orderBy('idx', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest) await setAliases(tx, artifact, newest.id, [LATEST], now);
}

/** @throws AmphoraError `version-not-found`, `alias-invalid`, `alias-reserved` */
export async function editAliases(db: Db, id: VersionId, edit: AliasEdit): Promise<Version> {
  const add = unique((edit.add ?? []).map(parseAlias));
  const remove = unique((edit.remove ?? []).map(canonicalName));
  return inTransaction(db, async tx => {
    await lockProjectOf(tx, { version: id });
    const now = Date.now();
    const version = await findVersion(tx, id);
    await clearAliases(tx, version.artifactId, id, remove, now);
    await setAliases(tx, version.artifactId, id, add, now);
    await touch(tx, version, now);
    return findVersion(tx, id);
  });
}
