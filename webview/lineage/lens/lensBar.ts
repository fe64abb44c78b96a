/** The row above the picture: search, filters, steps around what is in focus, and what is set as chips. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { Lens } from '../../../src/core/lineage/lens.ts';
import { choice, filterField } from '../../parts/filterBar.ts';
import { button, toolbarButton } from '../../ui/controls.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { type Chip, withoutChips } from './chips.ts';
import type { Search } from './search.ts';

export interface LensBar {
  readonly lens: Lens;
  readonly search: Search;
  readonly chips: readonly Chip[];
  /** Whether something is in focus, around which steps are counted. */
  readonly focused: boolean;
  /** Whether the picture is as of another day. */
  readonly timeOpen: boolean;
  readonly find: (text: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly leaveSearch: () => void;
  readonly change: (lens: Lens) => void;
  readonly openFilter: (under: Element) => void;
  readonly toggleTime: () => void;
}

export function renderLensBar(parent: HTMLElement, bar: LensBar): void {
  const { lens, chips, focused, timeOpen, change } = bar;
  render(
    html`<div class="lens-search" role="search">${searchOf(bar)}</div>
      ${toolbarButton({
        icon: chips.length > 0 ? 'filter-filled' : 'filter',
        label: t('Filter'),
        name: 'filter-button',
        run: () => {
          const under = parent.querySelector('.filter-button');
          if (under) bar.openFilter(under);
        },
      })}
      ${toolbarButton({
        icon: 'history',
        label: timeOpen ? t('Show as of Now') : t('Show as of a Date'),
        name: timeOpen ? 'time-button on' : 'time-button',
        run: bar.toggleTime,
      })}
      ${focused && !lens.pairing ? [stepsOf('up', lens, change), stepsOf('down', lens, change)] : nothing}
      ${
        chips.length === 0
          ? nothing
          : html`<ul class="lens-chips" aria-label=${t('Filters')}>
                ${chips.map(chip => chipOf(chip, change))}
              </ul>
              ${button({ icon: 'clear-all', label: t('Clear'), run: () => change(withoutChips(lens)) }, true)}`
      }`,
    parent,
  );
}

function searchOf({ search, find, step, leaveSearch }: LensBar): TemplateResult {
  const { text, hits, at } = search;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing) step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && text === '') leaveSearch();
    else return;
    event.preventDefault();
  };
  const count = formatNumber(hits.length);
  const said =
    at === 0 ? t('{count} found', { count }) : t('{at} of {count}', { at: formatNumber(at), count });
  return html`<span @keydown=${onKey}>${filterField(t('Search the lineage'), text, find)}</span> ${
      text === ''
        ? nothing
        : html`<span class="lens-hits muted" role="status">${said}</span>
            ${toolbarButton({ icon: 'arrow-up', label: t('Previous Match'), run: () => step(-1) })}
            ${toolbarButton({ icon: 'arrow-down', label: t('Next Match'), run: () => step(1) })}`
    }`;
}

const STEPS = [0, 1, 2, 3, 4, 6, 10] as const;

function stepsOf(side: 'up' | 'down', lens: Lens, change: (lens: Lens) => void): TemplateResult {
  const label = side === 'up' ? t('Steps upstream') : t('Steps downstream');
  const arrow = side === 'up' ? '↑' : '↓';
  const options = [
    { value: '', label: t('{arrow} all', { arrow }) },
    ...STEPS.map(steps => ({ value: String(steps), label: `${arrow} ${formatNumber(steps)}` })),
  ];
  const { [side]: now, ...other } = lens.steps;
  return choice(label, options, now === undefined ? '' : String(now), value =>
    change({ ...lens, steps: value === '' ? other : { ...other, [side]: Number(value) } }),
  );
}

function chipOf({ text, without }: Chip, change: (lens: Lens) => void): TemplateResult {
  return html`<li class="lens-chip">
    <bdi title=${text}>${text}</bdi>${toolbarButton({
      icon: 'close',
      label: t('Remove {name}', { name: text }),
      run: () => change(without),
    })}
  </li>`;
}
