/** What can be drawn of a long run at once: some of its lines, until all of them were read. */
import type { Column } from './Column.ts';
import type { ColumnKey } from './ColumnReader.ts';
import { ColumnReader } from './ColumnReader.ts';
import type { HistoryColumns } from './HistoryColumns.ts';
import type { StreamedRun } from './lines.ts';
import { linesAt, scanRow, spread } from './lines.ts';
import type { RunStream } from '../../core/run.ts';

/** Runs of no more lines are read at once. */
const SHORT = 20_000;
/** Lines that are looked at of longer ones. */
const LINES = 600;

/** Whether reading these columns takes so long that something is to be shown before. */
export function isSlow(
  columns: HistoryColumns,
  run: StreamedRun,
  stream: RunStream,
  keys: readonly ColumnKey[],
): boolean {
  return run.lines[stream] - columns.doneOf(run, stream, keys) > SHORT;
}

/** The columns as far as evenly chosen lines have them; spikes between these are missing. */
export async function sketchColumns(
  columns: HistoryColumns,
  run: StreamedRun,
  stream: RunStream,
  keys: readonly ColumnKey[],
  signal?: AbortSignal,
): Promise<readonly Column[]> {
  const chosen = spread(run.lines[stream], LINES);
  const readers = keys.map(key => new ColumnReader(key));
  for (const { number, line } of await linesAt(columns.store, run.id, stream, chosen, signal)) {
    const row = scanRow(line);
    if (row) for (const reader of readers) reader.take(row, number);
  }
  return readers.map(({ column }) => column);
}
