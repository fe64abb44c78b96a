/** Metrics in groups, by what comes before the last `/` of their names. */
import { isOwn } from './axes.ts';
import type { Metric } from './MetricList.ts';

export interface Section {
  /** Tells sections apart. */
  readonly key: string;
  /** The prefix; empty for the others. */
  readonly prefix: string;
  readonly kind: 'metrics' | 'media' | 'system';
  readonly metrics: readonly Metric[];
}

/** Those without a prefix first, then by prefix, then media, then metrics of the machine. @param query what names have, whichever its case */
export function sectionsOf(metrics: readonly Metric[], query: string): readonly Section[] {
  const wanted = query.trim().toLowerCase();
  const sections = new Map<string, Metric[]>();
  const order = { metrics: 0, media: 1, system: 2 } as const;
  const kinds = new Map<string, { readonly kind: Section['kind']; readonly prefix: string }>();
  for (const metric of metrics) {
    if (metric.kind === 'other' || isOwn(metric) || !metric.name.toLowerCase().includes(wanted)) continue;
    const kind = metric.kind === 'media' ? 'media' : metric.stream === 'events' ? 'system' : 'metrics';
    const prefix = kind === 'metrics' ? prefixOf(metric.name) : '';
    const key = `${kind} ${prefix}`;
    kinds.set(key, { kind, prefix });
    const within = sections.get(key) ?? [];
    within.push(metric);
    sections.set(key, within);
  }
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return [...sections]
    .map(([key, within]) => ({
      key,
      prefix: '',
      kind: 'metrics' as const,
      ...kinds.get(key),
      metrics: within,
    }))
    .sort((a, b) => order[a.kind] - order[b.kind] || compare(a.prefix, b.prefix));
}

function prefixOf(name: string): string {
  const slash = name.lastIndexOf('/');
  return slash < 0 ? '' : name.slice(0, slash);
}
