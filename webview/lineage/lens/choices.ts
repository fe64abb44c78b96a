/** What a lineage can be filtered by: the values that are in it. */
import type { LineageFilter } from '../../../src/core/lineage/filter.ts';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import type { RunState } from '../../../src/core/run.ts';
import { t } from '../../ui/l10n.ts';
import { stateText } from '../../ui/things.ts';
import { groupTitle } from '../model/labels.ts';

/** Kinds of a filter that are lists of values. */
export type FilterKind = 'types' | 'jobTypes' | 'aliases' | 'tags' | 'states';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Nodes that have it. */
  readonly count: number;
}

export const KINDS: readonly FilterKind[] = ['types', 'jobTypes', 'aliases', 'tags', 'states'];

/** What a kind is called, above its choices and on a chip. */
export function kindText(kind: FilterKind): string {
  return {
    types: t('Artifact type'),
    jobTypes: t('Job type'),
    aliases: t('Alias'),
    tags: t('Tag'),
    states: t('State'),
  }[kind];
}

export function valueText(kind: FilterKind, value: string): string {
  if (kind === 'jobTypes') return groupTitle(value);
  return kind === 'states' ? stateText(value as RunState) : value;
}

/** The most frequent first; also those that are chosen and not there any more. */
export function choicesOf(graph: LineageGraph, kind: FilterKind, filter: LineageFilter): readonly Choice[] {
  const counts = new Map<string, number>((filter[kind] ?? []).map(value => [value, 0]));
  for (const node of graph.nodes) {
    const values =
      kind === 'tags'
        ? node.tags
        : node.kind === 'version'
          ? { types: [node.type], aliases: node.aliases, jobTypes: [], states: [] }[kind]
          : { types: [], aliases: [], jobTypes: [node.jobType], states: [node.state] }[kind];
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([value, count]) => ({ value, label: valueText(kind, value), count }));
}

/** The filter with a value more, or less where it was chosen. */
export function toggled(filter: LineageFilter, kind: FilterKind, value: string): LineageFilter {
  const before: readonly string[] = filter[kind] ?? [];
  const after = before.includes(value) ? before.filter(each => each !== value) : [...before, value];
  const { [kind]: _, ...rest } = filter;
  return after.length === 0 ? rest : { ...rest, [kind]: after };
}
