/** How the files of two versions differ. */
import type { EntryDigest } from '../../core/ids.ts';
import type { Manifest, ManifestEntry } from '../../core/manifest.ts';
import { compareUtf8 } from '../../core/utf8.ts';
import type { FileComparison, FileDifference } from '../../protocol/pages/compare.ts';
import { MAX_DIFFERENCES } from '../../protocol/pages/compare.ts';

type Totals = FileComparison['totals'];

function noTotals(): Totals {
  const none = () => ({ files: 0, bytes: 0 });
  return { added: none(), removed: none(), changed: none(), renamed: none(), same: none() };
}

function count(totals: Totals, of: keyof Totals, bytes: number): void {
  totals[of].files++;
  totals[of].bytes += bytes;
}

/**
 * Differences in the order of their paths' bytes. A file that has gone from one path and come at another with the same bytes was
 * renamed; of several that could be meant, the first by path.
 */
export function compareFiles(left: Manifest, right: Manifest): FileComparison {
  const totals = noTotals();
  const before = new Map(left.entries.map(entry => [entry.path, entry]));
  const stays = new Set<string>();
  for (const { path } of right.entries) if (before.has(path)) stays.add(path);
  const gone = byDigest(left.entries.filter(({ path }) => !stays.has(path)));
  const here: FileDifference[] = [];
  for (const { path, size, digest } of right.entries) {
    const old = before.get(path);
    // An empty file says nothing of where it came from.
    const from = old || size === 0 ? undefined : gone.get(digest)?.pop();
    if (old?.digest === digest) count(totals, 'same', size);
    else if (old) {
      count(totals, 'changed', size);
      here.push({ change: 'changed', path, before: old.size, after: size });
    } else if (from) {
      stays.add(from.path);
      count(totals, 'renamed', size);
      here.push({ change: 'renamed', path, from: from.path, before: from.size, after: size });
    } else {
      count(totals, 'added', size);
      here.push({ change: 'added', path, after: size });
    }
  }
  const removed: FileDifference[] = [];
  for (const { path, size } of left.entries) {
    if (stays.has(path)) continue;
    count(totals, 'removed', size);
    removed.push({ change: 'removed', path, before: size });
  }
  const more = here.length + removed.length > MAX_DIFFERENCES;
  return { differences: inOrder(here, removed, MAX_DIFFERENCES), more, totals };
}

/** The first of two lists, each in the order of its paths, as one. */
function inOrder(a: readonly FileDifference[], b: readonly FileDifference[], most: number): FileDifference[] {
  const merged: FileDifference[] = [];
  for (let i = 0, j = 0; merged.length < most;) {
    const [nextA, nextB] = [a[i], b[j]];
    const isA = nextA && (!nextB || compareUtf8(nextA.path, nextB.path) < 0);
    const next = isA ? nextA : nextB;
    if (!next) break;
    merged.push(next);
    if (isA) i++;
    else j++;
  }
  return merged;
}

/** Entries of the same content, the first by path as the last of them, from where taking one is quick. */
function byDigest(entries: readonly ManifestEntry[]): ReadonlyMap<EntryDigest, ManifestEntry[]> {
  const found = new Map<EntryDigest, ManifestEntry[]>();
  for (const entry of entries.toReversed()) {
    const same = found.get(entry.digest);
    if (same) same.push(entry);
    else found.set(entry.digest, [entry]);
  }
  return found;
}
