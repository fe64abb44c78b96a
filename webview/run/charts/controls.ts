import { html, type TemplateResult } from 'lit';
import { check, filterField } from '../../parts/filterBar.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import type { AxisChoice } from './axes.ts';
import type { ChartsView } from './view.ts';

interface Controls {
  readonly axes: readonly AxisChoice[];
  readonly view: ChartsView;
  readonly query: string;
  /** Charts that the search found, and all. */
  readonly count: number;
  readonly total: number;
  readonly onQuery: (query: string) => void;
  readonly set: (change: Partial<ChartsView>) => void;
}

/** What all charts follow. */
export function chartControls({ axes, view, query, count, total, onQuery, set }: Controls): TemplateResult {
  const value = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
  const chosen = axes.some(({ key }) => key === view.x) ? view.x : '_step';
  return html`<div class="filter-bar chart-controls">
    ${filterField(t('Search metrics'), query, onQuery)}
    <label class="control"
      ><span>${t('x-axis')}</span>
      <select class="field" @change=${(event: Event) => set({ x: value(event) })}>
        ${axes.map(
          ({ key, label }) => html`<option value=${key} .selected=${key === chosen}>${label}</option>`,
        )}
      </select>
    </label>
    <label class="control"
      ><span>${t('Smoothing')}</span>
      <input
        type="range"
        min="0"
        max="0.99"
        step="0.01"
        .value=${String(view.smoothing)}
        @input=${(event: Event) => set({ smoothing: Number(value(event)) })}
      /><span class="smoothing-value">${view.smoothing.toFixed(2)}</span>
    </label>
    ${check(t('Log scale'), view.isLog, () => set({ isLog: !view.isLog }))}
    <span class="muted" role="status">
      ${
        query === ''
          ? t('Metrics: {count}', { count: formatNumber(total) })
          : t('{count} of {total}', { count: formatNumber(count), total: formatNumber(total) })
      }
    </span>
  </div>`;
}
