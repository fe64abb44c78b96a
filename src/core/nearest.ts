/** Names close to a mistyped one. */

/** Optimal string alignment distance (Damerau 1964, Levenshtein 1966): insert, delete, replace, swap neighbours. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Up to three of `names` that a person who typed `wanted` may have meant, best first. */
export function nearestNames(wanted: string, names: Iterable<string>): readonly string[] {
  const query = wanted.toLowerCase();
  const limit = Math.max(2, Math.floor(query.length / 3));
  const found: { name: string; score: number }[] = [];
  for (const name of names) {
    const candidate = name.toLowerCase();
    const contains =
      query.length >= 3 &&
      (candidate.includes(query) || (candidate.length >= 3 && query.includes(candidate)));
    const score = contains
      ? 1
      : Math.abs(candidate.length - query.length) > limit
        ? limit + 1
        : distance(query, candidate);
    if (score <= limit) found.push({ name, score });
  }
  found.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return found.slice(0, 3).map(item => item.name);
}
