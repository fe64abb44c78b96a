/** Names close to a mistyped one. */
import type { ErrorOptions } from './errors.ts';

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

/** Edits at most: a short word is soon another one. */
function editsAllowed(length: number): number {
  if (length <= 1) return 0;
  return length <= 3 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** Up to three of `names` that a person who typed `wanted` may have meant, best first. */
export function nearestNames(wanted: string, names: Iterable<string>): readonly string[] {
  const query = wanted.toLowerCase();
  const limit = editsAllowed(query.length);
  const found: { name: string; score: number }[] = [];
  for (const name of names) {
    const candidate = name.toLowerCase();
    const contains =
      query.length >= 3 &&
      (candidate.includes(query) || (candidate.length >= 3 && query.includes(candidate)));
    const score = contains
      ? Math.min(1, limit)
      : Math.abs(candidate.length - query.length) > limit
        ? limit + 1
        : distance(query, candidate);
    if (score <= limit) found.push({ name, score });
  }
  found.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return found.slice(0, 3).map(item => item.name);
}

/** Names told of where none is close. */
const MAX_KNOWN = 5;

/** What to say beside "there is no such name": names that may have been meant, else some of those there are. */
export function nameHints(
  wanted: string,
  names: readonly string[],
): Required<Pick<ErrorOptions, 'nearest' | 'known'>> {
  const nearest = nearestNames(wanted, names);
  if (nearest.length > 0) return { nearest, known: [] };
  return { nearest, known: names.length > MAX_KNOWN ? [...names.slice(0, MAX_KNOWN), '…'] : names };
}
