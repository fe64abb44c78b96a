/** Where filters are chosen: a panel under its button, whose changes show at once. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { LineageFilter } from '../../../src/core/lineage/filter.ts';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { openPopover } from '../../ui/popover.ts';
import { choicesOf, type FilterKind, KINDS, kindText, toggled } from './choices.ts';

/** Values of a kind that are offered; the rarer ones are found by searching. */
const MOST = 40;

export interface FilterPanel {
  readonly graph: LineageGraph;
  readonly filter: () => LineageFilter;
  readonly change: (filter: LineageFilter) => void;
}

let shut: (() => void) | undefined;

/** Opens the panel, or closes it where it is open. */
export function toggleFilterPanel(model: FilterPanel, under: Element): void {
  if (shut) {
    shut();
    return;
  }
  const panel = document.createElement('div');
  panel.className = 'filter-panel';
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', t('Filter'));
  const draw = (): void => {
    render(content(model, draw), panel);
  };
  draw();
  shut = openPopover(
    panel,
    under,
    () => panel.querySelector('input'),
    () => {
      shut = undefined;
    },
  );
}

function content({ graph, filter: read, change }: FilterPanel, draw: () => void): TemplateResult {
  const filter = read();
  const set = (next: LineageFilter): void => {
    change(next);
    draw();
  };
  return html`${KINDS.map(kind => section(graph, kind, filter, set))}
    <fieldset>
      <legend>${t('Created')}</legend>
      <div class="filter-dates">
        ${day(t('From'), filter.since, 0, since => set(withTime(filter, 'since', since)))}
        ${day(t('To'), filter.until, DAY - 1, until => set(withTime(filter, 'until', until)))}
      </div>
    </fieldset>
    ${box(t('Stale only'), filter.stale === true, () => {
      const { stale, ...rest } = filter;
      set(stale === true ? rest : { ...rest, stale: true });
    })}`;
}

function section(
  graph: LineageGraph,
  kind: FilterKind,
  filter: LineageFilter,
  set: (filter: LineageFilter) => void,
): TemplateResult | typeof nothing {
  const choices = choicesOf(graph, kind, filter);
  if (choices.length === 0) return nothing;
  const chosen: readonly string[] = filter[kind] ?? [];
  return html`<fieldset>
    <legend>${kindText(kind)}</legend>
    ${choices
      .slice(0, MOST)
      .map(({ value, label, count }) =>
        box(
          html`<bdi>${label}</bdi> <span class="muted">${formatNumber(count)}</span>`,
          chosen.includes(value),
          () => set(toggled(filter, kind, value)),
        ),
      )}
  </fieldset>`;
}

function box(label: TemplateResult | string, on: boolean, press: () => void): TemplateResult {
  return html`<label class="filter-choice"
    ><input type="checkbox" .checked=${live(on)} @change=${press} />${label}</label
  >`;
}

const DAY = 24 * 3600 * 1000;

function withTime(filter: LineageFilter, side: 'since' | 'until', time: number | undefined): LineageFilter {
  const { [side]: _, ...rest } = filter;
  return time === undefined ? rest : { ...rest, [side]: time };
}

/** @param offset from the beginning of the day to the moment that is meant, ms */
function day(
  label: string,
  time: number | undefined,
  offset: number,
  changed: (time: number | undefined) => void,
): TemplateResult {
  return html`<label
    >${label}
    <input
      class="field"
      type="date"
      .value=${live(time === undefined ? '' : localDay(time))}
      @change=${(event: Event) => {
        const text = (event.target as HTMLInputElement).value;
        const begun = new Date(`${text}T00:00`).getTime();
        changed(Number.isNaN(begun) ? undefined : begun + offset);
      }}
    />
  </label>`;
}

/** `2026-11-27`, where the person is. */
function localDay(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
