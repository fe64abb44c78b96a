/** A stretch of a listing that was read again, and what is known of the listing after it. */
interface Reading<Row> {
  readonly before: readonly Row[];
  /** The stretches that follow. */
  readonly later: readonly (readonly Row[])[];
  readonly fresh: { readonly rows: readonly Row[]; readonly next: string | undefined };
  readonly keyOf: (row: Row) => unknown;
}

interface Merged<Row> {
  /** What it had and has no more: pushed beyond its end by what came, moved on, or gone. Reading on after it tells. */
  readonly pushed: readonly Row[];
  /** Without what moved into this stretch; none where the listing ends with it. */
  readonly later: readonly (readonly Row[])[];
}

/** What remains around a stretch after it was read again from where it begins. */
export function mergeStretch<Row>({ before, later, fresh, keyOf }: Reading<Row>): Merged<Row> {
  if (fresh.next === undefined) return { pushed: [], later: [] };
  const keys = new Set(fresh.rows.map(keyOf));
  const without = (rows: readonly Row[]): readonly Row[] => rows.filter(row => !keys.has(keyOf(row)));
  return { pushed: without(before), later: later.map(without) };
}
