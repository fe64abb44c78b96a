/** Tables, wherever they come from. */
import { stringifyJson } from '../../../src/core/json.ts';

export type Cell = unknown;

export interface TableColumn {
  readonly name: string;
  /** Of all its cells that are not empty. */
  readonly kind: 'number' | 'text' | 'media';
}

/** A row; told apart from others by identity. */
export interface TableRow {
  /** 0 for the first of the file. */
  readonly index: number;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Columns that the file has; more than `columns` where these are too many to be shown. */
  readonly columnCount: number;
}

/** Columns that are shown of a table. */
const MOST_COLUMNS = 200;

const NUMBER = /^\s*[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|inf(?:inity)?)\s*$/i;

export const isEmpty = (cell: Cell): boolean => cell === undefined || cell === null || cell === '';

/** A file that a table refers to, as the SDK writes it. */
export interface Media {
  readonly type: string;
  readonly path: string;
}

export function mediaOf(cell: Cell): Media | undefined {
  if (typeof cell !== 'object' || cell === null || !('_type' in cell) || !('path' in cell)) return undefined;
  const { _type: type, path } = cell;
  if (typeof type !== 'string' || typeof path !== 'string' || !type.endsWith('-file')) return undefined;
  return { type, path };
}

/** What a cell says, on one line. */
export function cellText(cell: Cell): string {
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean') return String(cell);
  return mediaOf(cell)?.path ?? stringifyJson(cell);
}

const isNumber = (cell: Cell): boolean =>
  typeof cell === 'number' || typeof cell === 'bigint' || (typeof cell === 'string' && NUMBER.test(cell));

function kindOfColumn(rows: readonly (readonly Cell[])[], place: number): TableColumn['kind'] {
  let kind: TableColumn['kind'] | undefined;
  for (const row of rows) {
    const cell = row[place];
    if (isEmpty(cell)) continue;
    const found = isNumber(cell) ? 'number' : mediaOf(cell) ? 'media' : 'text';
    if (found === 'text' || (kind !== undefined && kind !== found)) return 'text';
    kind = found;
  }
  return kind ?? 'text';
}

/** A table of these columns. Rows may be shorter or longer than there are names. */
export function tableOf(names: readonly string[], rows: readonly (readonly Cell[])[]): Table {
  const widest = rows.reduce((most, row) => Math.max(most, row.length), names.length);
  const shown = Math.min(widest, MOST_COLUMNS);
  return {
    columns: Array.from({ length: shown }, (_, i) => ({ name: names[i] ?? '', kind: kindOfColumn(rows, i) })),
    rows: rows.map((cells, index) => ({ index, cells })),
    columnCount: widest,
  };
}
