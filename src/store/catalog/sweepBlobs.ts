/**
 * Removes blobs that nothing needs: they are looked for while others write, and removed in short rounds in which nobody does, after
 * another look.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { VersionId } from '../../core/ids.ts';
import type { LongCall, MaintenanceProgress } from '../maintenance.ts';
import { isOneOf } from './dialect.ts';
import type { PlacedBlob } from './blobPlace.ts';
import type { Place } from './garbage.ts';
import { findGarbage, stillGarbage } from './garbage.ts';
import type { Quietly } from './quiet.ts';
import { countRemoval } from './removals.ts';
import { inTransaction } from './transaction.ts';

/** Blobs removed in one round: what a bucket removes in one request. */
const ROUND = 1000;
/** Between rounds, for those who waited. Milliseconds. */
const PAUSE = 100;

export interface Sweep {
  readonly dryRun: boolean;
  /** Versions that a dry run takes for deleted. */
  readonly except?: ReadonlySet<VersionId>;
  /** Only blobs placed since then, in milliseconds since the epoch. */
  readonly since?: number;
  readonly quietly: Quietly;
}

export interface Swept {
  readonly blobs: number;
  readonly bytes: number;
}

async function removeRound(
  place: Place,
  garbage: readonly PlacedBlob[],
  stillQuiet: () => Promise<void>,
): Promise<void> {
  if (garbage.length === 0) return;
  const { db, blobs } = place;
  const keys = garbage.map(({ blob }) => blob);
  // Whoever saw them before must look again: also those who came between two rounds.
  await countRemoval(db);
  await inTransaction(db, tx =>
    tx
      .deleteFrom('digests')
      .where(isOneOf(tx, 'blob', keys))
      .execute(),
  );
  await stillQuiet();
  await blobs.remove(keys);
}

/**
 * @throws AmphoraError `manifest-damaged` where what a version needs cannot be known, before anything is removed; as `sweep.quietly`,
 * after which what was removed is gone and the rest stays
 */
export async function sweepBlobs(
  place: Place,
  sweep: Sweep,
  options: LongCall<MaintenanceProgress>,
): Promise<Swept> {
  const { blobs, needed } = await findGarbage(place, sweep, options);
  const bytesTotal = blobs.reduce((sum, { size }) => sum + size, 0);
  if (sweep.dryRun) return { blobs: blobs.length, bytes: bytesTotal };
  let [count, bytes] = [0, 0];
  for (let i = 0; i < blobs.length; i += ROUND) {
    if (i > 0) await sleep(PAUSE);
    options.signal?.throwIfAborted();
    const round = blobs.slice(i, i + ROUND);
    const removed = await sweep.quietly(async stillQuiet => {
      const garbage = await stillGarbage(place, round, needed);
      await removeRound(place, garbage, stillQuiet);
      return garbage;
    });
    count += removed.length;
    for (const { size } of removed) bytes += size;
    const files = i + round.length;
    options.onProgress?.({ files, filesTotal: blobs.length, bytes, bytesTotal });
  }
  return { blobs: count, bytes };
}
