/** A chart of lines: drawn on a canvas, read by pointer, keys or as a table. */
import './chart.css';
import '../grid/grid.ts';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { openDialog } from '../parts/dialog.ts';
import { announcer } from '../ui/announce.ts';
import { css } from '../ui/css.ts';
import { t } from '../ui/l10n.ts';
import type { MenuItem } from '../ui/menu.ts';
import type { XScale, YScale } from './axis.ts';
import { CanvasPair } from './canvasPair.ts';
import { chartHead } from './head.ts';
import { Crosshair } from './crosshair.ts';
import { followInput, type PlotInput } from './input.ts';
import { legend } from './legend.ts';
import { layOut, type Plot, type PlotModel, wholeSpan } from './plot.ts';
import { nearestX, pointsIn, type Reading, readingsAt, steppedX } from './readings.ts';
import type { Series, Span } from './series.ts';
import { pointColumns, pointRows } from './table.ts';
import { placeWords, readingWords } from './words.ts';
import { zoomed } from './zoom.ts';

/**
 * `<amphora-chart>`. Lines are told apart by identity: give the same array where nothing changed. It keeps what a person hides, and how
 * closely they look; `onZoom` tells those who have more points.
 */
export class Chart extends LitElement {
  static override properties = {
    label: {},
    series: { attribute: false },
    xScale: { attribute: false },
    yScale: { attribute: false },
    xLabel: { attribute: false },
    smoothing: { attribute: false },
    points: { attribute: false },
    notes: { attribute: false },
    pending: { attribute: false },
    crosshair: { attribute: false },
    menu: { attribute: false },
    zoom: { attribute: false },
    asTable: { attribute: false },
  };

  /** What it shows. */
  declare label: string;
  declare series: readonly Series[];
  declare xScale: XScale;
  declare yScale: YScale;
  declare xLabel: string;
  /** Weight of what came before in the moving average: 0 to less than 1. */
  declare smoothing: number;
  /** Whether each point is marked, however many there are. */
  declare points: boolean;
  /** What else is to be said, such as values that are left out. */
  declare notes: readonly string[];
  /** Whether its points are on their way: that there are none is not known yet. */
  declare pending: boolean;
  /** Shared by charts of the same x. */
  declare crosshair: Crosshair;
  /** What else can be done with it. */
  declare menu: readonly MenuItem[];
  /** The stretch of x that is shown; all of it where it is undefined. */
  declare zoom: Span | undefined;
  declare asTable: boolean;
  onZoom: ((zoom: Span | undefined) => void) | undefined;
  /** The plot is so many px wide now. */
  onWidth: ((width: number) => void) | undefined;

  readonly #hidden = new Set<string>();
  #visible: readonly Series[] = [];
  #canvas: CanvasPair | undefined;
  #plot: Plot | undefined;
  #whole: Span | undefined;
  #drag: Span | undefined;
  /** Points that have no place on a log scale. */
  #leftOut = 0;
  #unfollow: (() => void) | undefined;
  /** Its twin that takes the whole window. */
  #full: Chart | undefined;

  constructor() {
    super();
    this.label = '';
    this.series = [];
    this.xScale = 'number';
    this.yScale = 'linear';
    this.xLabel = '';
    this.smoothing = 0;
    this.points = false;
    this.notes = [];
    this.pending = false;
    this.crosshair = new Crosshair();
    this.menu = [];
    this.asTable = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
    if (this.hasUpdated) this.requestUpdate('asTable');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow?.();
    this.#canvas?.dispose();
    this.#canvas = undefined;
  }

  override focus(): void {
    this.querySelector<HTMLElement>('.chart-plot, .grid-body')?.focus();
  }

  /** Opens it over the whole window. */
  openFull(): void {
    const full = new Chart();
    this.#full = full;
    this.#share(full);
    full.onZoom = zoom => this.#zoomTo(zoom);
    full.onWidth = width => this.onWidth?.(width);
    openDialog(this.label, full, () => {
      this.#full = undefined;
      if (this.#canvas) this.onWidth?.(this.#canvas.width);
    });
  }

  #share(full: Chart): void {
    const { label, series, xScale, yScale, xLabel, smoothing, points, notes, crosshair, zoom } = this;
    Object.assign(full, { label, series, xScale, yScale, xLabel, smoothing, points, notes, crosshair, zoom });
  }

  #follow(): void {
    this.#unfollow?.();
    this.#unfollow = this.crosshair.follow(() => this.requestUpdate());
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('crosshair')) this.#follow();
    const isOtherAxis = changed.get('xLabel') !== undefined && changed.has('xLabel');
    if (isOtherAxis && this.zoom) this.#zoomTo(undefined);
    if (changed.has('series') || changed.has('hidden')) {
      this.#visible = this.series.filter(({ label }) => !this.#hidden.has(label));
    }
    if (!this.zoom) this.#whole = wholeSpan(this.#visible);
    if (this.yScale === 'log' && changed.size > 0) {
      this.#leftOut = this.#visible.reduce(
        (sum, { y }) => sum + Array.from(y).filter(each => each <= 0).length,
        0,
      );
    }
  }

  protected override render(): TemplateResult {
    const readings = this.#readings();
    return html`${chartHead({
        label: this.label,
        reading: this.series.length === 1 ? readings[0] : undefined,
        last: this.series.length === 1 ? this.series[0] : undefined,
        x: this.crosshair.x,
        scales: this,
        isZoomed: this.zoom !== undefined,
        asTable: this.asTable,
        // Its twin has no other.
        isFull: this.closest('dialog') !== null,
        actions: this.#actions(),
        menu: this.menu,
      })}
      ${this.asTable ? this.#table() : this.#plotArea()}
      ${
        this.series.length > 1
          ? legend(this.series, this.#hidden, readings, this, label => this.#toggle(label))
          : nothing
      }
      ${this.#notes().map(each => html`<p class="chart-note muted">${each}</p>`)}
      <div class="spoken" aria-live="polite"></div>`;
  }

  #plotArea(): TemplateResult {
    const drag = this.#drag;
    const isEmpty = this.#visible.every(({ x }) => x.length === 0);
    return html`<div
      class="chart-plot"
      tabindex="0"
      role="application"
      aria-roledescription=${t('chart')}
      aria-label=${t('{name}. The arrow keys read its values, + and − zoom, 0 shows all.', { name: this.label })}
    >
      <canvas class="chart-base" aria-hidden="true"></canvas>
      <canvas class="chart-over" aria-hidden="true"></canvas>
      <div
        class="chart-drag"
        ?hidden=${drag === undefined}
        ${css({
          left: `${Math.min(drag?.from ?? 0, drag?.to ?? 0)}px`,
          width: `${Math.abs((drag?.to ?? 0) - (drag?.from ?? 0))}px`,
        })}
      ></div>
      <p class="chart-empty muted" ?hidden=${!isEmpty || this.pending}>
        ${this.zoom ? t('No points here') : t('No points yet')}
      </p>
    </div>`;
  }

  #table(): TemplateResult {
    return html`<amphora-grid
      class="chart-table"
      .label=${this.label}
      .columns=${pointColumns(this.#visible, this)}
      .rows=${pointRows(this.#visible)}
    ></amphora-grid>`;
  }

  /** What is to be said of values that cannot be drawn. */
  #notes(): readonly string[] {
    const left = this.#leftOut;
    if (this.yScale !== 'log' || left === 0) return this.notes;
    return [...this.notes, t('Left out of the log scale, being 0 or less: {count}', { count: left })];
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#full) this.#share(this.#full);
    const plot = this.querySelector<HTMLElement>('.chart-plot');
    if (!plot) {
      this.#canvas?.dispose();
      this.#canvas = undefined;
      return;
    }
    if (this.#canvas?.element !== plot) {
      this.#canvas?.dispose();
      this.#canvas = new CanvasPair(plot, isResized => {
        this.#draw();
        if (isResized && this.#canvas) this.onWidth?.(this.#canvas.width);
      });
      if (!followed.has(plot)) followInput(plot, this.#input);
      followed.add(plot);
    }
    // The crosshair alone moves without drawing what it lies on again.
    if (changed.size > 0) this.#draw();
    else this.#drawCrosshair();
  }

  get #model(): PlotModel {
    const { xScale, yScale, smoothing, zoom, points } = this;
    return { series: this.#visible, xScale, yScale, smoothing, zoom, points };
  }

  #draw(): void {
    const canvas = this.#canvas;
    if (!canvas) return;
    const model = this.#model;
    this.#plot = layOut(model, canvas.room);
    canvas.drawBase(this.#plot, model);
    this.#drawCrosshair();
  }

  #drawCrosshair(): void {
    this.#canvas?.drawOver(this.#plot, this.crosshair.x, this.#readings());
  }

  #readings(): readonly Reading[] {
    const { x } = this.crosshair;
    if (x === undefined || !this.#plot) return [];
    return readingsAt(this.#visible, x, this.#plot.x, this.smoothing);
  }

  #toggle(label: string): void {
    if (!this.#hidden.delete(label)) this.#hidden.add(label);
    this.requestUpdate('hidden');
  }

  #zoomTo(zoom: Span | undefined): void {
    this.zoom = zoom;
    this.onZoom?.(zoom);
  }

  #scale(factor: number, at?: number): void {
    const whole = this.#whole;
    const span = this.zoom ?? whole;
    if (!span || !whole) return;
    const around = at ?? this.crosshair.x ?? (span.from + span.to) / 2;
    const isInside = around >= span.from && around <= span.to;
    this.#zoomTo(zoomed(span, whole, isInside ? around : (span.from + span.to) / 2, factor));
  }

  /** What its buttons, its menu and its keys do. */
  #actions() {
    return {
      zoomIn: () => this.#scale(0.5),
      zoomOut: () => this.#scale(2),
      reset: () => this.#zoomTo(undefined),
      toggleTable: () => {
        this.asTable = !this.asTable;
        void this.updateComplete.then(() => this.focus());
      },
      openFull: () => this.openFull(),
    };
  }

  readonly #input: PlotInput = {
    hover: at => {
      const { x } = this.#plot ?? {};
      this.crosshair.move(at === undefined || !x ? undefined : nearestX(this.#inSight(), x.value(at)));
    },
    drag: (from, to) => {
      this.#drag = { from, to };
      this.requestUpdate();
    },
    drop: (from, to, counts) => {
      this.#drag = undefined;
      const { x } = this.#plot ?? {};
      this.requestUpdate();
      if (!x || !counts) return;
      const ends = [x.value(Math.min(from, to)), x.value(Math.max(from, to))] as const;
      const span = { from: Math.max(ends[0], x.domain.from), to: Math.min(ends[1], x.domain.to) };
      if (span.from < span.to) this.#zoomTo(span);
    },
    scale: (factor, at) => this.#scale(factor, at === undefined ? undefined : this.#plot?.x.value(at)),
    reset: () => this.#zoomTo(undefined),
    step: points => this.#read(steppedX(this.#inSight(), this.crosshair.x, points)),
    jump: to => this.#read(steppedX(this.#inSight(), undefined, to === 'start' ? 1 : -1)),
    leave: () => this.crosshair.move(undefined),
  };

  /** The points of lines that lie in the stretch that is shown. */
  #inSight(): readonly Series[] {
    const { zoom } = this;
    if (!zoom) return this.#visible;
    return this.#visible.map(line => pointsIn(line, zoom));
  }

  /** Goes to a place and says what is there. */
  #read(x: number | undefined): void {
    if (x === undefined) return;
    this.crosshair.move(x);
    const region = this.querySelector<HTMLElement>(':scope > .spoken');
    const words = this.#readings().map(each => readingWords(each, this, this.series.length > 1));
    if (region) announcer(region).say(`${placeWords(x, this)}: ${words.join(', ')}`);
  }
}

/** Plots whose input is followed. */
const followed = new WeakSet<HTMLElement>();

customElements.define('amphora-chart', Chart);
