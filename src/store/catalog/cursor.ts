/** Keyset cursors: the sort values of the last item of a page. */
import type { Page, PageQuery } from '../contract.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

export type CursorKeys = readonly (string | number)[];

function encode(keys: CursorKeys): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The keys of a cursor of ours; undefined where it is not one, which reads as the first page. */
export function decodeCursor(query: PageQuery, length: number): CursorKeys | undefined {
  if (query.cursor === undefined) return undefined;
  try {
    const keys: unknown = JSON.parse(Buffer.from(query.cursor, 'base64url').toString());
    if (!Array.isArray(keys) || keys.length !== length) return undefined;
    return keys.every(key => typeof key === 'string' || typeof key === 'number') ? keys : undefined;
  } catch {
    return undefined;
  }
}

export function pageLimit(query: PageQuery): number {
  return Math.min(Math.max(1, Math.floor(query.limit ?? DEFAULT_LIMIT)), MAX_LIMIT);
}

/** Makes a page of rows that were asked for with one more than the limit. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keysOf: (row: Row) => CursorKeys,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(toItem);
  return rows.length > limit && last !== undefined ? { items, next: encode(keysOf(last)) } : { items };
}
