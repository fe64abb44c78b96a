/**
 * Versions whose time is over. One that somebody named, by an alias other than `latest` or in a portfolio, stays: it says that it is
 * wanted.
 */
import { sql } from 'kysely';
import type { VersionId } from '../../core/ids.ts';
import { LATEST } from '../../core/names.ts';
import { formatReference } from '../../core/reference.ts';
import { versionReference } from '../../core/version.ts';
import type { ExpiredVersion } from '../maintenance.ts';
import { removeVersion } from './deleteVersions.ts';
import { lockProjectOf, lockVersion } from './locks.ts';
import type { Db, Tx } from './tables.ts';
import { inTransaction } from './transaction.ts';
import { findVersion } from './versions.ts';

const SECOND = 1000;

function selectExpired(db: Db | Tx, now: number) {
  const expiry = sql<number>`v.created_at + v.ttl_seconds * ${sql.lit(SECOND)}`;
  return db
    .selectFrom('versions as v')
    .innerJoin('artifacts as a', 'a.id', 'v.artifact_id')
    .innerJoin('projects as p', 'p.id', 'v.project_id')
    .select([
      'v.id',
      'v.idx as index',
      'a.name as artifact',
      'p.name as project',
      'p.entity',
      expiry.as('expiredAt'),
    ])
    .where('v.deleted_at', 'is', null)
    .where('v.ttl_seconds', 'is not', null)
    .where(expiry, '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('aliases as l')
            .select('l.alias')
            .whereRef('l.version_id', '=', 'v.id')
            .where('l.alias', '!=', LATEST),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('links as k').select('k.idx').whereRef('k.version_id', '=', 'v.id'))),
    )
    .orderBy('v.id');
}

/** @param now milliseconds since the epoch */
async function expiredVersions(db: Db, now: number): Promise<readonly ExpiredVersion[]> {
  const rows = await selectExpired(db, now).execute();
  return rows.map(({ id, entity, expiredAt, ...version }) => ({
    id,
    entity,
    reference: formatReference(versionReference({ ...version, entity })),
    expiredAt,
  }));
}

/** Looks once more: somebody may have named it, or given it more time, meanwhile. */
async function deleteOne(db: Db, id: VersionId, now: number): Promise<boolean> {
  return inTransaction(db, async tx => {
    await lockProjectOf(tx, { version: id });
    await lockVersion(tx, id);
    const still = await selectExpired(tx, now).where('v.id', '=', id).executeTakeFirst();
    if (still) await removeVersion(tx, await findVersion(tx, id), Date.now());
    return still !== undefined;
  });
}

/** Deletes versions whose time is over, or only tells them; also those that runs used, whose place in the lineage stays. */
export async function endExpired(
  db: Db,
  dryRun: boolean,
  signal?: AbortSignal,
): Promise<readonly ExpiredVersion[]> {
  const now = Date.now();
  const expired = await expiredVersions(db, now);
  if (dryRun) return expired;
  const deleted: ExpiredVersion[] = [];
  for (const version of expired) {
    signal?.throwIfAborted();
    if (await deleteOne(db, version.id, now)) deleted.push(version);
  }
  return deleted;
}
