import type { Sort } from './column.ts';

type Keys<Row> = Readonly<Record<string, (row: Row) => number | string>>;

const kept = new WeakMap<readonly unknown[], { readonly sort: Sort; readonly rows: readonly unknown[] }>();

/**
 * Rows in the order of a sort, texts as people order them in this language. The same rows and sort give the same list, so that a grid
 * knows that nothing changed.
 */
export function sorted<Row>(rows: readonly Row[], keys: Keys<Row>, sort: Sort): readonly Row[] {
  const before = kept.get(rows);
  if (before?.sort.key === sort.key && before.sort.descending === sort.descending) {
    return before.rows as readonly Row[];
  }
  const made = order(rows, keys[sort.key], sort.descending);
  kept.set(rows, { sort, rows: made });
  return made;
}

function order<Row>(
  rows: readonly Row[],
  key: ((row: Row) => number | string) | undefined,
  descending: boolean,
): readonly Row[] {
  if (!key) return rows;
  const collator = new Intl.Collator(undefined, { numeric: true });
  const sign = descending ? -1 : 1;
  return rows
    .map(row => ({ row, value: key(row) }))
    .sort(({ value: a }, { value: b }) => sign * compare(a, b, collator))
    .map(({ row }) => row);
}

function compare(a: number | string, b: number | string, collator: Intl.Collator): number {
  if (typeof a === 'number' && typeof b === 'number') {
    return a < b ? -1 : a > b ? 1 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  }
  return collator.compare(String(a), String(b));
}
