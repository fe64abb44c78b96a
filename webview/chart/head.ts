import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../ui/l10n.ts';
import { type MenuItem, openMenu } from '../ui/menu.ts';
import type { Reading } from './readings.ts';
import type { Series } from './series.ts';
import { placeWords, type Scales, valueWords } from './words.ts';

interface ChartHead {
  readonly label: string;
  /** Of its only line at the crosshair. */
  readonly reading: Reading | undefined;
  /** Its only line, whose last value is shown while nothing is looked at. */
  readonly last: Series | undefined;
  readonly x: number | undefined;
  readonly scales: Scales;
  readonly isZoomed: boolean;
  readonly asTable: boolean;
  readonly isFull: boolean;
  readonly actions: {
    zoomIn(): void;
    zoomOut(): void;
    reset(): void;
    toggleTable(): void;
    openFull(): void;
  };
  readonly menu: readonly MenuItem[];
}

/** What a chart shows, its value, and what can be done with it. */
export function chartHead(model: ChartHead): TemplateResult {
  const { label, isZoomed, actions } = model;
  return html`<div class="chart-head">
    <span class="chart-label" title=${label}><bdi>${label}</bdi></span>
    <span class="chart-reading">${readingText(model)}</span>
    ${isZoomed ? iconButton('screen-normal', t('Reset Zoom'), () => actions.reset()) : nothing}
    ${iconButton('ellipsis', t('Actions for {name}', { name: label }), event => open(event, model))}
  </div>`;
}

function readingText({ reading, last, x, scales }: ChartHead): string {
  if (x !== undefined) {
    const place = placeWords(reading?.x ?? x, scales);
    return reading ? `${place} · ${valueWords(reading, scales)}` : last ? '' : place;
  }
  const y = last?.y[last.y.length - 1];
  return y === undefined ? '' : valueWords({ y, smooth: undefined }, scales);
}

function iconButton(icon: string, label: string, run: (event: MouseEvent) => void): TemplateResult {
  return html`<button class="icon-button" aria-label=${label} title=${label} @click=${run}>
    <i class="codicon codicon-${icon}" aria-hidden="true"></i>
  </button>`;
}

function open(event: MouseEvent, { label, actions, asTable, isFull, isZoomed, menu }: ChartHead): void {
  const { right, bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const zoom: MenuItem[] = [
    { label: t('Zoom In'), keys: '+', separated: true, run: () => actions.zoomIn() },
    ...(isZoomed
      ? [
          { label: t('Zoom Out'), keys: '−', run: () => actions.zoomOut() },
          { label: t('Reset Zoom'), keys: '0', run: () => actions.reset() },
        ]
      : []),
  ];
  const items: MenuItem[] = [
    ...(isFull ? [] : [{ label: t('Open in Full Size'), run: () => actions.openFull() }]),
    { label: asTable ? t('Show as Chart') : t('Show as Table'), run: () => actions.toggleTable() },
    ...menu,
    ...(asTable ? [] : zoom),
  ];
  openMenu(t('Actions for {name}', { name: label }), items, { x: right, y: bottom });
}
