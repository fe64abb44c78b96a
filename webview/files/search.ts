/**
 * Places of the paths that have every word of a search in them, whatever the case.
 * @param query words apart by blanks; a slash in one looks at folders, as in `train/ .png`
 */
export function searchPaths(paths: readonly string[], query: string): readonly number[] {
  const words = wordsOf(query);
  const found: number[] = [];
  if (words.length === 0) return found;
  for (const [place, path] of paths.entries()) {
    const lower = path.toLowerCase();
    if (words.every(word => lower.includes(word))) found.push(place);
  }
  return found;
}

/** The words of a search. */
export const wordsOf = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
