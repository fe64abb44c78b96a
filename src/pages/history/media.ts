/** The pictures, sounds and other files of a metric, by step: what a slider runs through. */
import type { HistoryColumns } from './HistoryColumns.ts';
import type { StreamedRun } from './lines.ts';
import { linesAt, parseRow, stepOr, valueAt } from './lines.ts';
import type { MediaFile } from './mediaFiles.ts';
import { isMedia, mediaFiles } from './mediaFiles.ts';

export interface MediaRequest {
  readonly metric: string;
  /** Positions among the steps that have files, the first 0. */
  readonly start: number;
  /** 1,000 at most. */
  readonly count: number;
}

export interface MediaItem {
  /** Number of the line in the run's history. */
  readonly line: number;
  /** Where the line says none: its number. */
  readonly step: number;
  /** As the client names it, such as `image-file`. */
  readonly type: string;
  readonly files: readonly MediaFile[];
}

export interface MediaAnswer {
  readonly metric: string;
  /** The steps at which files were logged, all of them: one for each position. */
  readonly steps: readonly number[];
  /** Those asked for, in order. */
  readonly items: readonly MediaItem[];
}

const MOST = 1000;

export async function mediaOf(
  columns: HistoryColumns,
  run: StreamedRun,
  { metric, start, count }: MediaRequest,
  signal?: AbortSignal,
): Promise<MediaAnswer> {
  const [column] = await columns.read(run, 'history', [{ what: 'media', metric }], signal);
  if (!column) return { metric, steps: [], items: [] };
  const steps = [...column.values];
  const first = Math.max(0, start);
  const numbers = column.rows.slice(first, first + Math.min(MOST, Math.max(0, count)));
  const lines = await linesAt(columns.store, run.id, 'history', numbers, signal);
  const items = lines.flatMap(({ number, line }) => {
    const row = parseRow(line);
    const value = row && valueAt(row, metric);
    if (!row || value === undefined || !isMedia(value)) return [];
    return [{ line: number, step: stepOr(row, number), type: value._type, files: mediaFiles(value) }];
  });
  return { metric, steps, items };
}
