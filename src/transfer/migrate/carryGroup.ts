/** The rows of a group of projects, in one transaction: they are all there, or none is. */
import type { RunId, VersionId } from '../../core/ids.ts';
import { isOneOf } from '../../store/catalog/dialect.ts';
import { lockProjects } from '../../store/catalog/locks.ts';
import { recordChange } from '../../store/catalog/recordChange.ts';
import type { Db, RunFileTable, RunTable, Tx, VersionTable } from '../../store/catalog/tables.ts';
import { inTransaction } from '../../store/catalog/transaction.ts';
import type { MigrationEnd } from '../../store/migration.ts';
import type { Staging } from '../../store/blobs.ts';
import type { CarriedManifest, Carrier } from './Carrier.ts';
import { carryLines } from './carryLines.ts';
import type { GroupNeeds } from './needs.ts';
import { requireRoom } from './projects.ts';
import type { CarriedTable, Row } from './rows.ts';
import { CHILDREN, knownIds, PARENTS, readRows, removeRows, writeRows } from './rows.ts';

/** Somebody wrote to the projects after it was seen what they need. */
export class SourceChanged extends Error {}

export interface GroupRows {
  readonly needs: GroupNeeds;
  readonly manifests: ReadonlyMap<VersionId, CarriedManifest>;
  readonly carrier: Carrier;
  readonly staging: Staging;
  readonly signal: AbortSignal | undefined;
}

interface Target {
  readonly end: MigrationEnd;
  readonly tx: Tx;
}

/** A row as it is there. @throws SourceChanged where it names what was not carried */
function translate(table: CarriedTable, row: Row, { needs, manifests, carrier }: GroupRows): Row {
  if (table.name === 'projects')
    return { ...row, entity: needs.projects.find(project => project.id === row['id'])?.entity };
  if (table.name === 'versions') {
    const { id, manifest, deleted_at } = row as unknown as VersionTable;
    const carried = manifests.get(id);
    if (deleted_at === null && carried?.from !== manifest) throw new SourceChanged();
    // What it holds is taken in when somebody asks.
    return { ...row, manifest: carried?.to ?? manifest, indexed: 0 };
  }
  if (table.name === 'run_files') {
    const { blob } = row as unknown as RunFileTable;
    if (!needs.bytes.has(blob)) throw new SourceChanged();
    return { ...row, blob: carrier.addressOf(blob) };
  }
  return row;
}

/** Runs that are not there as they are here: each line that a run streams shows in its sign of life. */
async function changedRuns(to: Db, rows: readonly Row[]): Promise<readonly RunId[]> {
  const runs = rows as unknown as readonly RunTable[];
  const known = await to
    .selectFrom('runs')
    .select(['id', 'heartbeat_at'])
    .where(
      isOneOf(
        to,
        'id',
        runs.map(run => run.id),
      ),
    )
    .execute();
  const heard = new Map(known.map(run => [run.id, run.heartbeat_at]));
  return runs
    .filter(({ id, heartbeat_at, deleted_at }) => deleted_at === null && heard.get(id) !== heartbeat_at)
    .map(run => run.id);
}

async function carryParents(source: MigrationEnd, target: Target, group: GroupRows) {
  const { tx } = target;
  const ids = group.needs.projects.map(project => project.id);
  const fresh = { projects: 0, artifacts: 0, versions: 0, runs: 0 };
  for (const table of PARENTS) {
    for await (const rows of readRows(source, table, ids)) {
      group.signal?.throwIfAborted();
      fresh[table.name] += rows.length - (await knownIds(tx, table, rows)).size;
      const changed = table.name === 'runs' ? await changedRuns(tx, rows) : [];
      const translated = rows.map(row => translate(table, row, group));
      await writeRows(tx, table, translated);
      for (const run of changed) await carryLines(run, source, target, group.signal);
    }
  }
  return fresh;
}

async function carryRows(source: MigrationEnd, target: Target, group: GroupRows) {
  const ids = group.needs.projects.map(project => project.id);
  const fresh = await carryParents(source, target, group);
  for (const table of CHILDREN) await removeRows(target.tx, table, ids);
  for (const table of CHILDREN) {
    for await (const rows of readRows(source, table, ids)) {
      const translated = rows.map(row => translate(table, row, group));
      await writeRows(target.tx, table, translated);
    }
  }
  return fresh;
}

/**
 * @param source the side that is moved, with the catalog as it is at one moment
 * @returns how many versions and runs were not there
 * @throws SourceChanged; AmphoraError `staging-lost`, and as `requireRoom`
 */
export function carryGroup(
  source: MigrationEnd,
  to: MigrationEnd,
  group: GroupRows,
): Promise<{ versions: number; runs: number }> {
  return inTransaction(to.db, async tx => {
    await to.stagings.require(tx, group.staging);
    const { projects } = group.needs;
    await lockProjects(
      tx,
      projects.map(project => project.id),
    );
    // Somebody may have made one, or gone on with one, while bytes were carried.
    await requireRoom({ from: source, to: { ...to, db: tx } }, projects);
    const carried = await carryRows(source, { end: to, tx }, group);
    for (const { id } of projects) await recordChange(tx, { project: id });
    return carried;
  });
}
