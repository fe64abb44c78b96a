/**
 * Logs under way and the garbage collector keep out of each other's way through rows in the catalog: while a
 * staging lives, blobs that its log has seen are not collected. Rows of dead processes are swept by whoever comes next.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { AmphoraError } from '../../core/errors.ts';
import type { FolderStaging } from '../blobs.ts';
import type { StoreFolders } from './layout.ts';
import { newId } from '../catalog/newId.ts';
import type { ProcessIdentity } from './processIdentity.ts';
import type { Stagings } from '../catalog/stagings.ts';
import { readRemovals } from '../catalog/removals.ts';
import { isAlive, isFromEarlierBoot, ownIdentity } from './processIdentity.ts';
import { storeFailure } from './storeFailure.ts';
import type { Db, Tx, WorkTable } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';

export interface Sweep {
  readonly staging: readonly WorkTable[];
  readonly collecting: WorkTable | undefined;
  readonly serving: WorkTable | undefined;
  /** When the earliest log or server that a reboot cut off began: blobs placed since then were perhaps never on the disk. */
  readonly distrustSince: number | undefined;
}

/** Whether a staging ended, though on a full disk its row could not be taken away: its folder goes first. */
function isOver(row: WorkTable, folders: StoreFolders, own: ProcessIdentity): boolean {
  if (row.kind !== 'staging' || row.host !== own.host) return false;
  return !existsSync(path.join(folders.temporary, row.id));
}

/** Forgets dead processes and their temporary files; says who is still at work. */
export async function sweepWork(
  tx: Tx,
  folders: StoreFolders,
  own: ProcessIdentity,
  now: number,
): Promise<Sweep> {
  const rows = await tx.selectFrom('work').selectAll().execute();
  const alive = rows.filter(row => isAlive(row, own, now) && !isOver(row, folders, own));
  const dead = rows.filter(row => !alive.includes(row));
  const lost = dead.filter(row => row.kind !== 'collect' && isFromEarlierBoot(row, own));
  for (const row of dead) {
    rmSync(path.join(folders.temporary, row.id), { recursive: true, force: true });
    if (!lost.includes(row)) await tx.deleteFrom('work').where('id', '=', row.id).execute();
  }
  return {
    staging: alive.filter(row => row.kind === 'staging'),
    collecting: alive.find(row => row.kind === 'collect'),
    serving: alive.find(row => row.kind === 'serve'),
    distrustSince: lost.length === 0 ? undefined : Math.min(...lost.map(row => row.started_at)),
  };
}

/** Begins a staging. @throws AmphoraError `store-busy` while blobs are being collected */
export async function beginStaging(db: Db, folders: StoreFolders): Promise<FolderStaging> {
  const own = ownIdentity();
  const now = Date.now();
  const id = newId(now);
  const temporary = path.join(folders.temporary, id);
  let removals: number;
  try {
    // Before its row: one without a folder reads as ended.
    mkdirSync(temporary, { recursive: true });
    removals = await inTransaction(db, async tx => {
      const { collecting } = await sweepWork(tx, folders, own, now);
      if (collecting) throw collectorBusy(folders, collecting);
      await tx
        .insertInto('work')
        .values({ id, kind: 'staging', ...own, started_at: now })
        .execute();
      return readRemovals(tx);
    });
    // A clean-up that came and went before the row was there took it away.
    mkdirSync(temporary, { recursive: true });
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw storeFailure(error, folders.root);
  }
  return { kind: 'folder', id, temporary, blobs: folders.blobs, statCache: folders.statCache, removals };
}

export function collectorBusy(folders: StoreFolders, work: WorkTable): AmphoraError {
  return new AmphoraError('store-busy', {
    path: folders.root,
    by: `a clean-up (process ${String(work.pid)})`,
  });
}

/** Ends a staging: its row and its temporary files go. */
export async function endStaging(db: Db, staging: FolderStaging): Promise<void> {
  // First what takes room: on a full disk the catalog has none left to write to.
  removeTemporary(staging);
  await inTransaction(db, tx => tx.deleteFrom('work').where('id', '=', staging.id).execute());
}

export function removeTemporary(staging: FolderStaging): void {
  rmSync(staging.temporary, { recursive: true, force: true });
}

/** Stagings as their rows. */
export const WORK_STAGINGS: Stagings = {
  async require(tx, { id }) {
    const row = await tx.selectFrom('work').select('id').where('id', '=', id).executeTakeFirst();
    if (!row) throw new AmphoraError('staging-lost', {});
  },
  async end(tx, { id }) {
    await tx.deleteFrom('work').where('id', '=', id).execute();
  },
  /** The server that asks is the only one, and a person collects when nothing is sent to it. */
  holdOff: () => Promise.resolve(),
};
