/** Removes blobs that no version needs. While it removes nothing is logged, and while something is logged nothing is removed. */
import { AmphoraError } from '../../core/errors.ts';
import type { CollectQuery, GarbageReport, LongCall, MaintenanceProgress } from '../maintenance.ts';
import { forgetMissing, forgetUnsynced } from '../catalog/digests.ts';
import type { BlobPlace } from '../catalog/blobPlace.ts';
import type { StoreFolders } from './layout.ts';
import { newId } from '../catalog/newId.ts';
import { removeLeftovers } from './leftovers.ts';
import { ownIdentity } from './processIdentity.ts';
import type { Door, Quietly } from '../catalog/quiet.ts';
import { behind, ROUND_PATIENCE } from '../catalog/quiet.ts';
import { endExpired } from '../catalog/retention.ts';
import { sweepBlobs } from '../catalog/sweepBlobs.ts';
import { lostRunFolders } from './runStreams.ts';
import { collectorBusy, sweepWork } from './staging.ts';
import { storeFailure } from './storeFailure.ts';
import type { Db, WorkTable } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';

function logBusy(folders: StoreFolders, { pid }: WorkTable): AmphoraError {
  const by = `a log under way (process ${String(pid)})`;
  return new AmphoraError('store-busy', { path: folders.root, by });
}

/** Rows of the catalog are what keeps logs out; see staging.ts. */
function doorOf(db: Db, folders: StoreFolders): Door {
  const own = ownIdentity();
  return {
    close: () =>
      inTransaction(db, async tx => {
        const now = Date.now();
        const { collecting } = await sweepWork(tx, folders, own, now);
        if (collecting) return collectorBusy(folders, collecting);
        const id = newId(now);
        await tx
          .insertInto('work')
          .values({ id, kind: 'collect', ...own, started_at: now })
          .execute();
        return id;
      }),
    inside: async () => {
      const { staging } = await inTransaction(db, tx => sweepWork(tx, folders, own, Date.now()));
      return staging[0] && logBusy(folders, staging[0]);
    },
    open: async id => {
      await inTransaction(db, tx => tx.deleteFrom('work').where('id', '=', id).execute());
    },
  };
}

/**
 * @param query.since only blobs placed since then, in milliseconds since the epoch: those that a reboot may have cut off
 * @throws AmphoraError `store-busy`; `manifest-damaged` where what a version needs cannot be known, before anything is removed
 */
export async function collectGarbage(
  db: Db,
  places: { readonly folders: StoreFolders; readonly blobs: BlobPlace },
  query: CollectQuery & { readonly since?: number },
  options: LongCall<MaintenanceProgress>,
): Promise<GarbageReport> {
  const { folders } = places;
  const { dryRun, patience = 0, since } = query;
  const signal = options.signal ? { signal: options.signal } : {};
  const quiet = { patience: Math.max(patience, ROUND_PATIENCE), ...signal };
  const door = doorOf(db, folders);
  const quietly: Quietly = work => behind(door, () => work(() => Promise.resolve()), quiet);
  try {
    // Better told now than after a look through everything.
    await behind(door, () => Promise.resolve(), { patience, ...signal });
    const expired = since === undefined ? await endExpired(db, dryRun, options.signal) : [];
    const except = new Set(expired.map(({ id }) => id));
    const sweep = { dryRun, quietly, except, ...(since === undefined ? {} : { since }) };
    const swept = await sweepBlobs({ db, blobs: places.blobs }, sweep, options);
    const left =
      since === undefined
        ? await quietly(async () => removeLeftovers(folders, await lostRunFolders(db, folders), { dryRun }))
        : { blobs: 0, bytes: 0, temporaryFiles: 0 };
    if (!dryRun) await forgetMissing(db, places.blobs, quietly);
    return {
      expired,
      blobs: swept.blobs + left.blobs,
      bytes: swept.bytes + left.bytes,
      temporaryFiles: left.temporaryFiles,
      dryRun,
    };
  } catch (error) {
    throw storeFailure(error, folders.root);
  }
}

/**
 * After a reboot that cut off a log or a server: blobs placed since it began may hold anything, and those that no version
 * needs are removed before a new log could take them for good ones.
 */
export async function settleAfterReboot(
  db: Db,
  places: { readonly folders: StoreFolders; readonly blobs: BlobPlace },
): Promise<void> {
  const own = ownIdentity();
  const rows = await db
    .selectFrom('work')
    .select('id')
    .where(where => where.or([where('kind', '!=', 'serve'), where('boot', '!=', own.boot)]))
    .limit(1)
    .execute();
  if (rows.length === 0) return;
  const { distrustSince } = await inTransaction(db, tx => sweepWork(tx, places.folders, own, Date.now()));
  if (distrustSince === undefined) return;
  // Else uploads under way would be promised them.
  await forgetUnsynced(db);
  await collectGarbage(db, places, { dryRun: false, since: distrustSince - 1000 }, {});
  await inTransaction(db, tx =>
    tx.deleteFrom('work').where('host', '=', own.host).where('boot', '!=', own.boot).execute(),
  );
}
