/** The strip that goes through the days of a lineage. */
import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { toolbarButton } from '../../ui/controls.ts';
import { formatTime } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';

export interface TimeBar {
  /** From the first moment of the lineage to the last, milliseconds since the epoch. */
  readonly span: readonly [first: number, last: number];
  /** When something came, in order. */
  readonly moments: readonly number[];
  /** What is shown; now where it is unset. */
  readonly asOf: number | undefined;
  readonly change: (asOf: number | undefined) => void;
}

/** Places of the slider. */
const PLACES = 1000;

/** @param bar unset while it is closed */
export function renderTimeBar(parent: HTMLElement, bar: TimeBar | undefined): void {
  parent.hidden = bar === undefined;
  render(bar ? content(bar) : nothing, parent);
}

function content({ span: [first, last], moments, asOf, change }: TimeBar) {
  const now = asOf ?? last;
  const length = Math.max(1, last - first);
  const place = Math.round(((now - first) / length) * PLACES);
  const before = moments.findLast(moment => moment < now);
  const after = moments.find(moment => moment > now);
  const text = asOf === undefined ? t('Now') : formatTime(asOf);
  return html`${toolbarButton({
      icon: 'chevron-left',
      label: t('To What Came Before'),
      run: () => change(before ?? first),
    })}
    <input
      type="range"
      min="0"
      max=${PLACES}
      .value=${live(String(place))}
      aria-label=${t('As of')}
      aria-valuetext=${text}
      @input=${(event: Event) => {
        const chosen = Number((event.target as HTMLInputElement).value);
        change(chosen === PLACES ? undefined : first + (chosen / PLACES) * length);
      }}
    />
    ${toolbarButton({
      icon: 'chevron-right',
      label: t('To What Came Next'),
      run: () => change(after === undefined || after >= last ? undefined : after),
    })}
    <time class="time-text">${text}</time>`;
}
