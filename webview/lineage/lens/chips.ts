/** What narrows the picture, each as a chip that takes it away. */
import { CLEAR, type Lens } from '../../../src/core/lineage/lens.ts';
import { formatTime } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { KINDS, kindText, toggled, valueText } from './choices.ts';

export interface Chip {
  readonly text: string;
  /** The lens without it. */
  readonly without: Lens;
}

/** @param nameOf what a node is called */
export function chipsOf(lens: Lens, nameOf: (id: string) => string): readonly Chip[] {
  const { filter, pairing } = lens;
  const values = KINDS.flatMap(kind =>
    (filter[kind] ?? []).map((value): Chip => ({
      text: t('{kind}: {value}', { kind: kindText(kind), value: valueText(kind, value) }),
      without: { ...lens, filter: toggled(filter, kind, value) },
    })),
  );
  const { since, until, stale } = filter;
  const rest: Chip[] = [];
  if (since !== undefined) {
    const { since: _, ...other } = filter;
    rest.push({ text: t('From {time}', { time: formatTime(since) }), without: { ...lens, filter: other } });
  }
  if (until !== undefined) {
    const { until: _, ...other } = filter;
    rest.push({ text: t('To {time}', { time: formatTime(until) }), without: { ...lens, filter: other } });
  }
  if (stale === true) {
    const { stale: _, ...other } = filter;
    rest.push({ text: t('Stale only'), without: { ...lens, filter: other } });
  }
  if (pairing) {
    const names = { left: nameOf(pairing.left), right: nameOf(pairing.right) };
    const text = pairing.kind === 'path' ? t('{left} → {right}', names) : t('{left} ↔ {right}', names);
    const { pairing: _, ...other } = lens;
    rest.push({ text, without: other });
  }
  return [...values, ...rest];
}

/** Without filters and pairs; the day and the steps have controls of their own. */
export function withoutChips(lens: Lens): Lens {
  const { pairing: _, ...rest } = lens;
  return { ...rest, filter: CLEAR.filter };
}
