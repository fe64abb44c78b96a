/** Tables out of the texts of files. */
import { csvParseRows, tsvParseRows } from 'd3-dsv';
import { parseJson } from '../../../src/core/json.ts';
import { type Table, tableOf } from './table.ts';

/** @param isWhole false where the text ends amid a row, which is left out */
export function readSeparated(text: string, separator: 'comma' | 'tab', isWhole: boolean): Table {
  const rows = separator === 'tab' ? tsvParseRows(unmarked(text)) : csvParseRows(unmarked(text));
  if (!isWhole && rows.length > 1) rows.pop();
  // A line with nothing in it is no row.
  const [names = [], ...rest] = rows.filter(row => row.length > 1 || row[0] !== '');
  return tableOf(names, rest);
}

const unmarked = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON objects, one in each line; undefined where a line is none. */
export function readLines(text: string, isWhole: boolean): Table | undefined {
  const lines = unmarked(text).split('\n');
  if (!isWhole) lines.pop();
  const places = new Map<string, number>();
  const rows: unknown[][] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const value = tryJson(line);
    if (!isObject(value)) return undefined;
    const row: unknown[] = [];
    for (const [name, cell] of Object.entries(value)) {
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      row[place] = cell;
    }
    rows.push(row);
  }
  return rows.length === 0 ? undefined : tableOf([...places.keys()], rows);
}

/** What `wandb.Table` writes; undefined where it is something else. */
export function readWandbTable(text: string): Table | undefined {
  const value = tryJson(text);
  if (!isObject(value)) return undefined;
  const { columns, data } = value;
  if (!Array.isArray(columns) || !Array.isArray(data)) return undefined;
  if (!data.every(row => Array.isArray(row))) return undefined;
  return tableOf(columns.map(String), data as readonly (readonly unknown[])[]);
}

/** Python writes what is no number bare, which JSON does not know. */
const BARE = /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g;

function tryJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    if (!/NaN|Infinity/.test(text)) return undefined;
  }
  try {
    return parseJson(text.replace(BARE, (bare, quoted?: string) => quoted ?? `"${bare}"`));
  } catch {
    return undefined;
  }
}
