/** Takes the oldest out of a map or a set, which are in the order of their adding, until no more than so many are left. */
export function keepNewest<K>(
  kept: { readonly size: number; keys(): IterableIterator<K>; delete(key: K): boolean },
  most: number,
): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
}
