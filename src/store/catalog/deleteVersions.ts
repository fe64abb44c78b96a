import { AmphoraError } from '../../core/errors.ts';
import type { BlobKey, VersionId } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import { versionLabel } from '../../core/version.ts';
import type { DeleteImpact } from '../writes.ts';
import type { BlobPlace } from './blobPlace.ts';
import { clearAliases, dropLatest, touch } from './aliases.ts';
import { lockProjectOf, lockVersion } from './locks.ts';
import { readManifestBlob } from './manifests.ts';
import { endLinks } from './portfolios.ts';
import type { Db, Tx } from './tables.ts';
import { isOneOf } from './dialect.ts';
import { aliasesOf } from './versionRows.ts';
import { findVersion } from './versions.ts';
import { inTransaction } from './transaction.ts';

/** With more versions than this beside them, saying how many bytes would come free takes too long. */
const MAX_COMPARED = 2000;

/** Bytes of blobs that only these versions hold; undefined where that cannot be told soon. */
async function freedBytes(db: Db, blobs: BlobPlace, ids: readonly VersionId[]): Promise<number | undefined> {
  const rows = await db
    .selectFrom('versions')
    .select(['id', 'manifest'])
    .where('deleted_at', 'is', null)
    .limit(MAX_COMPARED)
    .execute();
  if (rows.length === MAX_COMPARED) return undefined;
  const going = new Set(ids);
  const freed = new Map<BlobKey, number>();
  // Versions that go come first, so that the ones that stay only ever take away.
  rows.sort((a, b) => Number(going.has(b.id)) - Number(going.has(a.id)));
  for (const row of rows) {
    try {
      const { entries } = await readManifestBlob(blobs, row.manifest);
      for (const entry of entries) {
        if (entry.kind !== 'file') continue;
        if (going.has(row.id)) freed.set(entry.blob, entry.size);
        else freed.delete(entry.blob);
      }
    } catch {
      return undefined;
    }
  }
  return [...freed.values()].reduce((sum, size) => sum + size, 0);
}

export async function deleteImpact(
  db: Db,
  blobs: BlobPlace,
  ids: readonly VersionId[],
): Promise<DeleteImpact> {
  const usedBy = await db
    .selectFrom('run_inputs as i')
    .innerJoin('runs as r', 'r.id', 'i.run_id')
    .select(['r.id as run', 'r.name', 'i.version_id as version'])
    .where(isOneOf(db, 'i.version_id', ids))
    .where('r.deleted_at', 'is', null)
    .orderBy('r.id')
    .execute();
  const aliases = await aliasesOf(db, ids);
  const bytes = await freedBytes(db, blobs, ids);
  return {
    versions: ids,
    usedBy,
    aliases: ids.flatMap(id => aliases.get(id) ?? []),
    ...(bytes === undefined ? {} : { freedBytes: bytes }),
  };
}

/** Marks a version as deleted, in a transaction that has locked it. */
export async function removeVersion(tx: Tx, version: Version, now: number): Promise<void> {
  const { id, artifactId, aliases } = version;
  await clearAliases(tx, artifactId, id, aliases, now);
  await tx.updateTable('versions').set({ deleted_at: now }).where('id', '=', id).execute();
  await tx
    .updateTable('artifacts')
    .set(set => ({ version_count: set('version_count', '-', 1) }))
    .where('id', '=', artifactId)
    .execute();
  await dropLatest(tx, artifactId, now);
  await endLinks(tx, id, now);
  await touch(tx, version, now);
}

/** See `StoreWrites.deleteVersions`. */
export async function deleteVersions(db: Db, ids: readonly VersionId[], force: boolean): Promise<void> {
  await inTransaction(db, async tx => {
    for (const id of ids) {
      await lockProjectOf(tx, { version: id });
      await lockVersion(tx, id);
      const now = Date.now();
      const version = await findVersion(tx, id);
      if (version.deleted) continue;
      const users = await tx
        .selectFrom('run_inputs as i')
        .innerJoin('runs as r', 'r.id', 'i.run_id')
        .select('r.name')
        .where('i.version_id', '=', id)
        .where('r.deleted_at', 'is', null)
        .orderBy('r.id')
        .execute();
      if (users.length > 0 && !force) {
        const names = users
          .slice(0, 3)
          .map(run => run.name)
          .join(', ');
        throw new AmphoraError('version-in-use', {
          version: versionLabel(version),
          count: users.length,
          names,
        });
      }
      await removeVersion(tx, version, now);
    }
  });
}
