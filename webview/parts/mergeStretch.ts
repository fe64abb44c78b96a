/** A stretch of a listing that was read again, and what is known of the listing after it. */
interface Reading<Row> {
  readonly before: readonly Row[];
  /** The stretches that follow. */
  readonly later: readonly (readonly Row[])[];
  readonly fresh: { readonly rows: readonly Row[]; readonly next: string | undefined };
  readonly keyOf: (row: Row) => unknown;
}

interface Merged<Row> {
  readonly rows: readonly Row[];
  /** Without what moved into this stretch; none where the listing is not what it was, and is to be read on from here. */
  readonly later: readonly (readonly Row[])[];
}

/**
 * What a stretch holds after it was read again from where it begins. Rows that came push others beyond its length: those stay at its end,
 * so that nothing is missing before the next stretch. Rows that went are gone.
 */
export function mergeStretch<Row>({ before, later, fresh, keyOf }: Reading<Row>): Merged<Row> {
  const { rows, next } = fresh;
  const keys = new Set(rows.map(keyOf));
  const lastKnown = before.findLastIndex(row => keys.has(keyOf(row)));
  const known = new Set(before.map(keyOf));
  const hasNew = rows.some(row => !known.has(keyOf(row)));
  const inLater = hasNew ? later.map(each => each.filter(row => !keys.has(keyOf(row)))) : later;
  // Whether it reaches into what follows: then whatever stood at its end is gone.
  const reaches = hasNew && inLater.some((each, i) => each.length !== later[i]?.length);
  if (next === undefined) return { rows, later: [] };
  if (lastKnown < 0 && before.length > 0 && !reaches) return { rows, later: [] };
  return { rows: reaches ? rows : [...rows, ...before.slice(lastKnown + 1)], later: inLater };
}
