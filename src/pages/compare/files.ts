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
  const differences: FileDifference[] = [];
  const added: ManifestEntry[] = [];
  for (const entry of right.entries) {
    const old = before.get(entry.path);
    before.delete(entry.path);
    if (!old) added.push(entry);
    else if (old.digest === entry.digest) count(totals, 'same', entry.size);
    else {
      count(totals, 'changed', entry.size);
      differences.push({ change: 'changed', path: entry.path, before: old.size, after: entry.size });
    }
  }
  const gone = byDigest([...before.values()]);
  for (const { path, size, digest } of added) {
    // An empty file says nothing of where it came from.
    const from = size === 0 ? undefined : gone.get(digest)?.shift();
    if (from) {
      before.delete(from.path);
      count(totals, 'renamed', size);
      differences.push({ change: 'renamed', path, from: from.path, before: from.size, after: size });
    } else {
      count(totals, 'added', size);
      differences.push({ change: 'added', path, after: size });
    }
  }
  for (const { path, size } of before.values()) {
    count(totals, 'removed', size);
    differences.push({ change: 'removed', path, before: size });
  }
  differences.sort((a, b) => compareUtf8(a.path, b.path));
  return {
    differences: differences.slice(0, MAX_DIFFERENCES),
    more: differences.length > MAX_DIFFERENCES,
    totals,
  };
}

function byDigest(entries: readonly ManifestEntry[]): ReadonlyMap<EntryDigest, ManifestEntry[]> {
  const found = new Map<EntryDigest, ManifestEntry[]>();
  for (const entry of entries) {
    const same = found.get(entry.digest);
    if (same) same.push(entry);
    else found.set(entry.digest, [entry]);
  }
  return found;
}
