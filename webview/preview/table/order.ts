import { type Cell, cellText, isEmpty, type Table, type TableRow } from './table.ts';

/** Rows in the order of a column. What is empty, or no number, comes last either way. */
export function orderRows({ columns }: Table, rows: readonly TableRow[], place: number, descending: boolean) {
  const sign = descending ? -1 : 1;
  const isNumeric = columns[place]?.kind === 'number';
  const collator = new Intl.Collator(undefined, { numeric: true });
  const keyed = rows.map(row => ({ row, key: keyOf(row.cells[place], isNumeric) }));
  keyed.sort(({ key: a }, { key: b }) => {
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    if (typeof a === 'string' || typeof b === 'string') return sign * collator.compare(String(a), String(b));
    return a < b ? -sign : a > b ? sign : 0;
  });
  return keyed.map(({ row }) => row);
}

/** Undefined for what comes last. */
function keyOf(cell: Cell, isNumeric: boolean): number | bigint | string | undefined {
  if (isEmpty(cell)) return undefined;
  if (!isNumeric) return cellText(cell);
  if (typeof cell === 'bigint') return cell;
  const value = numberOf(cell);
  return Number.isNaN(value) ? undefined : value;
}

function numberOf(cell: Cell): number {
  const text = cellText(cell).trim();
  const infinite = /^([-+]?)inf(?:inity)?$/i.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return Number(text);
}

/** Rows that have a text in one of their cells, whatever the case. */
export function filterRows(rows: readonly TableRow[], sought: string): readonly TableRow[] {
  const lower = sought.toLowerCase();
  if (lower === '') return rows;
  return rows.filter(({ cells }) => cells.some(cell => cellText(cell).toLowerCase().includes(lower)));
}
