import type { JsonObject } from '../../core/json.ts';
import { Column } from './Column.ts';
import { numberOf, stepOr, valueAt } from './lines.ts';
import { isMedia } from './mediaFiles.ts';
import type { RowReader } from './RowReaders.ts';

/** Numbers of a metric, or the steps at which it had files. */
export interface ColumnKey {
  readonly what: 'numbers' | 'media';
  readonly metric: string;
}

/** Fills a column. */
export class ColumnReader implements RowReader {
  readonly column = new Column();
  done = 0;
  readonly #key: ColumnKey;

  constructor(key: ColumnKey) {
    this.#key = key;
  }

  take(row: JsonObject, line: number): void {
    const value = valueAt(row, this.#key.metric);
    if (value === undefined) return;
    if (this.#key.what === 'media') {
      if (isMedia(value)) this.column.push(line, stepOr(row, line));
      return;
    }
    const number = numberOf(value);
    if (number !== undefined) this.column.push(line, number);
  }
}
