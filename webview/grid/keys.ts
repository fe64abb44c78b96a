import type { Tree } from './column.ts';

/** The row that a key leads to; undefined where it leads nowhere. @param page rows in sight */
export function targetRow<Row>(
  key: string,
  active: number,
  rows: readonly Row[],
  page: number,
  tree: Tree<Row> | undefined,
): number | undefined {
  const last = rows.length - 1;
  if (last < 0) return undefined;
  const clamped = (index: number): number => Math.max(0, Math.min(last, index));
  switch (key) {
    case 'ArrowDown':
      return clamped(active + 1);
    case 'ArrowUp':
      return clamped(active - 1);
    case 'PageDown':
      return clamped(active + page);
    case 'PageUp':
      return clamped(active - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowLeft':
      return tree && parentOf(active, rows, tree);
    case 'ArrowRight':
      return tree && firstWithin(active, rows, tree);
    default:
      return undefined;
  }
}

function parentOf<Row>(index: number, rows: readonly Row[], tree: Tree<Row>): number | undefined {
  const row = rows[index];
  if (row === undefined) return undefined;
  const level = tree.level(row);
  for (let i = index - 1; i >= 0; i--) {
    const above = rows[i];
    if (above !== undefined && tree.level(above) < level) return i;
  }
  return undefined;
}

function firstWithin<Row>(index: number, rows: readonly Row[], tree: Tree<Row>): number | undefined {
  const [row, next] = [rows[index], rows[index + 1]];
  if (row === undefined || next === undefined) return undefined;
  return tree.level(next) > tree.level(row) ? index + 1 : undefined;
}
