/** Which differences of files are shown, in which order. */
import type { FileDifference } from '../../src/protocol/pages/compare.ts';
import type { Sort } from '../grid/column.ts';
import type { Change } from './changes.ts';

export interface FileQuestion {
  /** Changes that are not shown. */
  readonly hidden: ReadonlySet<Change>;
  readonly search: string;
  readonly sort: Sort;
}

/** Bytes more than before. */
export function growthOf({ before, after }: FileDifference): number {
  return (after ?? 0) - (before ?? 0);
}

const ORDER: readonly Change[] = ['changed', 'renamed', 'added', 'removed'];

const keys: Readonly<Record<string, (row: FileDifference) => number>> = {
  change: row => ORDER.indexOf(row.change),
  before: row => row.before ?? -1,
  after: row => row.after ?? -1,
  growth: growthOf,
};

/** @param all in the order of their paths, in which those that a sort finds equal stay */
export function listFiles(
  all: readonly FileDifference[],
  { hidden, search, sort }: FileQuestion,
): readonly FileDifference[] {
  const text = search.trim().toLowerCase();
  const shown = all.filter(
    row =>
      !hidden.has(row.change) &&
      (text === '' ||
        row.path.toLowerCase().includes(text) ||
        row.from?.toLowerCase().includes(text) === true),
  );
  const key = keys[sort.key];
  if (!key) return sort.descending ? shown.reverse() : shown;
  const sign = sort.descending ? -1 : 1;
  return shown.sort((a, b) => sign * (key(a) - key(b)));
}
