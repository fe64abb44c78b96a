import { keyOf, type Metric } from '../../run/charts/MetricList.ts';

/** The numeric metrics that any of the runs has, by name. One never falls where it falls in none of them. */
export function unionOf(lists: readonly (readonly Metric[])[]): readonly Metric[] {
  const all = new Map<string, Metric>();
  for (const metric of lists.flat()) {
    if (metric.kind !== 'number') continue;
    const before = all.get(keyOf(metric));
    if (!before) all.set(keyOf(metric), metric);
    else if (before.rising && !metric.rising) all.set(keyOf(metric), metric);
  }
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return [...all.values()].sort((a, b) => compare(a.name, b.name));
}
