/** What runs stream, in a folder of each run's own. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isAmphoraError } from '../../core/errors.ts';
import type { RunId } from '../../core/ids.ts';
import type { RunDetail, RunStream } from '../../core/run.ts';
import { RUN_STREAMS } from '../../core/run.ts';
import type { LineRange } from '../contract.ts';
import { makeFolder } from '../makeFolder.ts';
import type { CarriedStreams } from '../migration.ts';
import { MAX_LINES, requirePlaces } from '../runLines.ts';
import type { RunLines } from '../writes.ts';
import type { StoreFolders } from './layout.ts';
import type { LinePaths } from './lineFile.ts';
import { countLines, readLines, readLinesAt, syncLines, writeLines } from './lineFile.ts';
import { findRun, projectOfRun } from '../catalog/runs.ts';
import { changeRun, removeRun } from '../catalog/runWrites.ts';
import { storeFailure } from './storeFailure.ts';
import type { Db } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';

function folderOf(folders: StoreFolders, run: RunId): string {
  return path.join(folders.runs, run);
}

export function pathsOf(folders: StoreFolders, run: RunId, stream: RunStream): LinePaths {
  const file = path.join(folderOf(folders, run), stream);
  return { data: `${file}.lines`, index: `${file}.index` };
}

function countAll(folders: StoreFolders, id: RunId): RunDetail['lines'] {
  const counts = RUN_STREAMS.map(stream => [stream, countLines(pathsOf(folders, id, stream))]);
  return Object.fromEntries(counts) as RunDetail['lines'];
}

/** @throws AmphoraError `run-not-found` */
export async function readRun(db: Db, folders: StoreFolders, id: RunId): Promise<RunDetail> {
  return { ...(await findRun(db, id)), lines: countAll(folders, id) };
}

/** @throws AmphoraError `run-not-found` */
export async function readRunLines(
  db: Db,
  folders: StoreFolders,
  id: RunId,
  stream: RunStream,
  { start, end }: LineRange,
): Promise<readonly string[]> {
  await projectOfRun(db, id);
  return readLines(pathsOf(folders, id, stream), start, Math.min(end, start + MAX_LINES));
}

/** @throws AmphoraError `run-not-found` */
export async function readRunLinesAt(
  db: Db,
  folders: StoreFolders,
  id: RunId,
  stream: RunStream,
  numbers: readonly number[],
): Promise<readonly string[]> {
  await projectOfRun(db, id);
  return readLinesAt(pathsOf(folders, id, stream), numbers.slice(0, MAX_LINES));
}

function writeToFiles(folders: StoreFolders, id: RunId, stream: RunStream, lines: RunLines): void {
  try {
    makeFolder(folderOf(folders, id));
    writeLines(pathsOf(folders, id, stream), lines);
  } catch (error) {
    throw storeFailure(error, folders.root);
  }
}

/**
 * The lines come first, in one go, and the word of them after: so nobody waits for the catalog while files are written. Two
 * that write the same run at once do not mix, because they are in one process, as a run's writers always are.
 * @throws AmphoraError `run-not-found`, `disk-full`, `store-not-writable`, `input-malformed`
 */
export async function writeRunLines(
  db: Db,
  folders: StoreFolders,
  id: RunId,
  stream: RunStream,
  lines: RunLines,
): Promise<void> {
  requirePlaces(lines);
  await projectOfRun(db, id);
  writeToFiles(folders, id, stream, lines);
  try {
    await inTransaction(db, tx => changeRun(tx, id, { heartbeat_at: Date.now() }));
  } catch (error) {
    // Deleted meanwhile.
    if (isAmphoraError(error, 'run-not-found')) removeFolder(folders, id);
    throw error;
  }
}

/** What runs streamed, for who moves it to another store or here. */
export function fileStreams(folders: StoreFolders): CarriedStreams {
  return {
    count: (_, id) => Promise.resolve(countAll(folders, id)),
    read: (_, id, stream, { start, end }) =>
      Promise.resolve(readLines(pathsOf(folders, id, stream), start, Math.min(end, start + MAX_LINES))),
    write: (_, id, stream, lines) => Promise.resolve().then(() => writeToFiles(folders, id, stream, lines)),
    settle: id => syncRun(folders, id),
  };
}

function removeFolder(folders: StoreFolders, id: RunId): void {
  rmSync(folderOf(folders, id), { recursive: true, force: true });
}

/** Folders of runs that are no more: one whose deletion was cut off leaves its own. */
export async function lostRunFolders(db: Db, folders: StoreFolders): Promise<readonly string[]> {
  if (!existsSync(folders.runs)) return [];
  const names = readdirSync(folders.runs);
  const rows = await db.selectFrom('runs').select('id').where('deleted_at', 'is', null).execute();
  const runs = new Set<string>(rows.map(row => row.id));
  return names.filter(name => !runs.has(name)).map(name => path.join(folders.runs, name));
}

/** Makes what a run streamed durable, when it ends. @throws AmphoraError `disk-full`, `store-not-writable` */
export function syncRun(folders: StoreFolders, id: RunId): void {
  try {
    for (const stream of RUN_STREAMS) syncLines(pathsOf(folders, id, stream));
  } catch (error) {
    throw storeFailure(error, folders.root);
  }
}

/** @throws AmphoraError `run-not-found` */
export async function deleteRun(db: Db, folders: StoreFolders, id: RunId): Promise<void> {
  await removeRun(db, id);
  removeFolder(folders, id);
}
