/** Which rows are selected, as clicks and keys change it: as in VS Code's lists. */

/** Keys of the rows from one to another, whichever is first. */
export function rangeOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => unknown,
  from: number,
  to: number,
): ReadonlySet<unknown> {
  return new Set(rows.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1).map(keyOf));
}

export function toggled(selection: ReadonlySet<unknown>, key: unknown): ReadonlySet<unknown> {
  const made = new Set(selection);
  if (!made.delete(key)) made.add(key);
  return made;
}
