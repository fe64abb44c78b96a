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

export interface MediaStep {
  /** Where the line says none: its number. */
  readonly step: number;
  /** As the client names it, such as `image-file`. */
  readonly type: string;
  readonly files: readonly MediaFile[];
}

export interface MediaAnswer {
  /** How many steps have files. */
  readonly total: number;
  /** Those asked for, in order; one whose line was written anew meanwhile is left out. */
  readonly steps: readonly MediaStep[];
}

const MOST = 1000;

export async function mediaOf(
  columns: HistoryColumns,
  run: StreamedRun,
  { metric, start, count }: MediaRequest,
  signal?: AbortSignal,
): Promise<MediaAnswer> {
  const [column] = await columns.read(run, 'history', [{ what: 'media', metric }], signal);
  if (!column) return { total: 0, steps: [] };
  const total = column.rows.length;
  const first = Math.max(0, start);
  const numbers = column.rows.slice(first, first + Math.min(MOST, Math.max(0, count)));
  const lines = await linesAt(columns.store, run.id, 'history', [...numbers], signal);
  const steps = lines.flatMap(({ number, line }) => {
    const row = parseRow(line);
    const value = row && valueAt(row, metric);
    if (!row || value === undefined || !isMedia(value)) return [];
    return [{ step: stepOr(row, number), type: value._type, files: mediaFiles(value) }];
  });
  return { total, steps };
}
