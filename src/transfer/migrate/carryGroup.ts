/** The rows of a group of projects, in one transaction: they are all there, or none is. */
import type { ProjectId, RunId, VersionId } from '../../core/ids.ts';
import { isOneOf } from '../../store/catalog/dialect.ts';
import { recordChange } from '../../store/catalog/recordChange.ts';
import type { Db, RunFileTable, Tx, VersionTable } from '../../store/catalog/tables.ts';
import { inTransaction } from '../../store/catalog/transaction.ts';
import type { MigrationEnd } from '../../store/migration.ts';
import type { Staging } from '../../store/blobs.ts';
import type { CarriedManifest, Carrier } from './Carrier.ts';
import { carryLines } from './carryLines.ts';
import type { GroupNeeds } from './needs.ts';
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

interface Sides {
  readonly from: MigrationEnd;
  readonly to: MigrationEnd;
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

/** Whether a run there is as it is here: each line that it streams shows in its sign of life. */
async function unchangedRuns(to: Db, rows: readonly Row[]): Promise<ReadonlySet<unknown>> {
  const ids = rows.map(row => String(row['id']));
  const known = await to
    .selectFrom('runs')
    .select(['id', 'heartbeat_at'])
    .where(isOneOf(to, 'id', ids))
    .execute();
  const heard = new Map(known.map(row => [row.id, row.heartbeat_at]));
  return new Set(ids.filter((id, i) => heard.get(id as RunId) === rows[i]?.['heartbeat_at']));
}

async function carryRows(
  db: Db,
  tx: Tx,
  sides: Sides,
  group: GroupRows,
): Promise<{ versions: number; runs: number }> {
  const ids = group.needs.projects.map(project => project.id);
  const fresh = { projects: 0, artifacts: 0, versions: 0, runs: 0 };
  for (const table of CHILDREN) await removeRows(tx, table, ids);
  for (const table of PARENTS) {
    for await (const rows of readRows(db, table, ids)) {
      group.signal?.throwIfAborted();
      fresh[table.name] += rows.length - (await knownIds(tx, table, rows)).size;
      const unchanged = table.name === 'runs' ? await unchangedRuns(tx, rows) : undefined;
      await writeRows(
        tx,
        table,
        rows.map(row => translate(table, row, group)),
      );
      if (!unchanged) continue;
      for (const { id } of rows) {
        const source = { end: sides.from, db };
        if (!unchanged.has(id)) await carryLines(id as RunId, source, { end: sides.to, tx }, group.signal);
      }
    }
  }
  for (const table of CHILDREN) {
    for await (const rows of readRows(db, table, ids)) {
      await writeRows(
        tx,
        table,
        rows.map(row => translate(table, row, group)),
      );
    }
  }
  return fresh;
}

/** Reads all of it as it is at one moment. */
function atOneMoment<T>({ db, readOnly }: MigrationEnd, read: (db: Db) => Promise<T>): Promise<T> {
  return readOnly ? read(db) : db.transaction().setIsolationLevel('repeatable read').execute(read);
}

/**
 * @returns how many versions and runs were not there
 * @throws SourceChanged; AmphoraError `staging-lost`
 */
export function carryGroup(sides: Sides, group: GroupRows): Promise<{ versions: number; runs: number }> {
  const { from, to } = sides;
  return atOneMoment(from, db =>
    inTransaction(to.db, async tx => {
      await to.stagings.require(tx, group.staging);
      const carried = await carryRows(db, tx, sides, group);
      for (const { id } of group.needs.projects) await recordChange(tx, { project: id as ProjectId });
      return carried;
    }),
  );
}
