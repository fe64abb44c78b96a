import type { CatalogRow } from './catalogBench.ts';
import { markdownTable } from '../markdownTable.ts';

/** Milliseconds of each operation, by database and size. */
export function formatCatalog(rows: readonly CatalogRow[]): string {
  const columns = Object.keys(rows[0]?.times ?? {});
  return markdownTable(
    ['versions and runs, each: milliseconds', ...columns],
    rows.map(({ operation, times }) => [
      operation,
      ...columns.map(column => (times[column] ?? NaN).toFixed(1)),
    ]),
  );
}
