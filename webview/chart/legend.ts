import { html, nothing, svg, type TemplateResult } from 'lit';
import { t } from '../ui/l10n.ts';
import { rovingKeys } from '../ui/roving.ts';
import type { Reading } from './readings.ts';
import type { LineStyle, Series } from './series.ts';
import { type Scales, valueWords } from './words.ts';

/** A piece of a line as it is drawn. */
function sample({ color, dash }: LineStyle): TemplateResult {
  return html`<svg class="chart-sample line-${color}" width="20" height="8" aria-hidden="true">
    ${svg`<line x1="0" x2="20" y1="4" y2="4" stroke-dasharray=${dash.join(' ') || nothing}></line>`}
  </svg>`;
}

/** The lines by name, with their values at the crosshair; each hides or shows its line. */
export function legend(
  series: readonly Series[],
  hidden: ReadonlySet<string>,
  readings: readonly Reading[],
  scales: Scales,
  toggle: (label: string) => void,
): TemplateResult {
  return html`<div class="chart-legend" role="group" aria-label=${t('Lines')} @keydown=${rovingKeys}>
    ${series.map(({ label, style }, i) => {
      const reading = readings.find(each => each.series.label === label);
      return html`<button
        class="chart-entry"
        tabindex=${i === 0 ? 0 : -1}
        aria-pressed=${!hidden.has(label)}
        title=${label}
        @click=${() => toggle(label)}
      >
        ${sample(style)}<bdi>${label}</bdi
        ><span class="chart-value">${reading ? valueWords(reading, scales) : ''}</span>
      </button>`;
    })}
  </div>`;
}
