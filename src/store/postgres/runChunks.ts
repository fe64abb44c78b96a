/**
 * What runs stream, in rows of many lines each: chunk n has those from n × 64 on. A line is written to its place in its chunk,
 * over what was there, and a chunk that has it already is left alone; so a batch that is sent again changes nothing. Larger chunks
 * read quicker and are written anew more often while they fill; see docs/decisions/0014-postgresql.md.
 */
import * as v from 'valibot';
import type { RunId } from '../../core/ids.ts';
import type { RunDetail, RunStream } from '../../core/run.ts';
import { RUN_STREAMS } from '../../core/run.ts';
import { projectOfRun } from '../catalog/runs.ts';
import { changeRun } from '../catalog/runWrites.ts';
import type { Db, Tx } from '../catalog/tables.ts';
import { inTransaction } from '../catalog/transaction.ts';
import type { LineRange } from '../contract.ts';
import type { CarriedStreams } from '../migration.ts';
import { MAX_LINES, requirePlaces } from '../runLines.ts';
import type { RunLines } from '../writes.ts';
import { withOwnTables } from './tables.ts';

const SIZE = 64;

const Lines = v.array(v.string());

function readLines(text: string): string[] {
  return v.parse(Lines, JSON.parse(text));
}

const chunkOf = (line: number): number => Math.floor(line / SIZE);

/** How many lines a run streamed, those never written between others included. */
export async function countLines(db: Db, run: RunId): Promise<RunDetail['lines']> {
  const counts = { history: 0, events: 0, console: 0 };
  for (const stream of RUN_STREAMS) {
    const last = await withOwnTables(db)
      .selectFrom('run_chunks')
      .select(['chunk', 'count'])
      .where('run_id', '=', run)
      .where('stream', '=', stream)
      .orderBy('chunk', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last) counts[stream] = last.chunk * SIZE + last.count;
  }
  return counts;
}

/** @throws AmphoraError `run-not-found` */
export async function readRunLines(
  db: Db,
  run: RunId,
  stream: RunStream,
  { start, end }: LineRange,
): Promise<readonly string[]> {
  await projectOfRun(db, run);
  const most = Math.min(end, start + MAX_LINES);
  if (most <= start) return [];
  const { [stream]: count } = await countLines(db, run);
  const to = Math.min(most, count);
  if (to <= start) return [];
  const rows = await withOwnTables(db)
    .selectFrom('run_chunks')
    .select(['chunk', 'lines'])
    .where('run_id', '=', run)
    .where('stream', '=', stream)
    .where('chunk', '>=', chunkOf(start))
    .where('chunk', '<=', chunkOf(to - 1))
    .execute();
  const lines = Array.from({ length: to - start }, () => '');
  for (const row of rows) {
    for (const [i, line] of readLines(row.lines).entries()) {
      const place = row.chunk * SIZE + i - start;
      if (place >= 0 && place < lines.length) lines[place] = line;
    }
  }
  return lines;
}

/** Puts lines into their places, and empty ones where none was before them. */
function merge(before: readonly string[], lines: readonly string[], at: number): readonly string[] {
  const merged = [...before];
  while (merged.length < at) merged.push('');
  merged.splice(at, lines.length, ...lines);
  return merged;
}

interface ChunkKey {
  readonly run_id: RunId;
  readonly stream: RunStream;
  readonly chunk: number;
}

/** Whether others lie after a chunk that is not there. */
async function isGap(tx: Tx, { run_id, stream, chunk }: ChunkKey): Promise<boolean> {
  const later = await withOwnTables(tx)
    .selectFrom('run_chunks')
    .select('chunk')
    .where('run_id', '=', run_id)
    .where('stream', '=', stream)
    .where('chunk', '>', chunk)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** Says whether it changed anything before the end of the stream. */
async function writeChunk(tx: Tx, key: ChunkKey, lines: readonly string[], at: number): Promise<boolean> {
  const db = withOwnTables(tx);
  const known = await db
    .selectFrom('run_chunks')
    .select('lines')
    .where('run_id', '=', key.run_id)
    .where('stream', '=', key.stream)
    .where('chunk', '=', key.chunk)
    .executeTakeFirst();
  const before = known ? readLines(known.lines) : [];
  const merged = merge(before, lines, at);
  const values = { count: merged.length, lines: JSON.stringify(merged) };
  if (values.lines === known?.lines) return false;
  const rewritten = known ? before.some((line, i) => line !== merged[i]) : await isGap(tx, key);
  await db
    .insertInto('run_chunks')
    .values({ ...key, ...values })
    .onConflict(conflict => conflict.columns(['run_id', 'stream', 'chunk']).doUpdateSet(values))
    .execute();
  return rewritten;
}

async function countRewrite(tx: Tx, run: RunId): Promise<void> {
  await withOwnTables(tx)
    .insertInto('history_rewrites')
    .values({ run_id: run, count: 1 })
    .onConflict(conflict =>
      conflict.column('run_id').doUpdateSet(set => ({ count: set('history_rewrites.count', '+', 1) })),
    )
    .execute();
}

/** See `ServedStore.historyRewrites`. */
export async function readRewrites(db: Db, run: RunId): Promise<number> {
  const rows = withOwnTables(db).selectFrom('history_rewrites').select('count').where('run_id', '=', run);
  return (await rows.executeTakeFirst())?.count ?? 0;
}

/** @throws AmphoraError `run-not-found`, `input-malformed` */
export async function writeRunLines(db: Db, run: RunId, stream: RunStream, batch: RunLines): Promise<void> {
  requirePlaces(batch);
  await inTransaction(db, async tx => {
    // Its row is locked from here on: whoever writes to the same run waits, and sees these lines then.
    await changeRun(tx, run, { heartbeat_at: Date.now() });
    await writeChunks(tx, run, stream, batch);
  });
}

async function writeChunks(
  tx: Tx,
  run: RunId,
  stream: RunStream,
  { offset, lines }: RunLines,
): Promise<void> {
  let rewritten = false;
  for (let first = 0; first < lines.length;) {
    const at = (offset + first) % SIZE;
    const next = Math.min(lines.length, first + SIZE - at);
    const key = { run_id: run, stream, chunk: chunkOf(offset + first) };
    if (await writeChunk(tx, key, lines.slice(first, next), at)) rewritten = true;
    first = next;
  }
  if (rewritten && stream === 'history') await countRewrite(tx, run);
}

/** What runs streamed, for who moves it to another store or here. */
export const CHUNK_STREAMS: CarriedStreams = {
  count: countLines,
  read: readRunLines,
  write: writeChunks,
  settle: () => {},
};

/** Forgets what a run streamed. */
export async function removeLines(tx: Tx, run: RunId): Promise<void> {
  for (const table of ['run_chunks', 'run_stops', 'history_rewrites'] as const) {
    await withOwnTables(tx).deleteFrom(table).where('run_id', '=', run).execute();
  }
}
