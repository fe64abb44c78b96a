/** `<run-metric>`: the chart of one metric, which asks for its points while it is in sight. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import '../../chart/chart.ts';
import type { YScale } from '../../chart/axis.ts';
import type { Crosshair } from '../../chart/crosshair.ts';
import { lineStyle, type Series, type Span } from '../../chart/series.ts';
import { sentenceOf } from '../../ui/sentence.ts';
import { button } from '../../ui/controls.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import type { AxisChoice } from './axes.ts';
import type { Metric } from './MetricList.ts';
import type { Points, PointsQuery, SeriesLoader } from './SeriesLoader.ts';
import { SeenElement } from './SeenElement.ts';

/** px in steps of which charts ask, so that those of about the same width ask together. */
const WIDTHS = 128;
const MOST_POINTS = 20_000;

const isOtherAxis = (axis: AxisChoice, before: AxisChoice | undefined): boolean => axis.key !== before?.key;

export class MetricChart extends SeenElement {
  static override properties = {
    metric: { attribute: false },
    axis: { attribute: false, hasChanged: isOtherAxis },
    yScale: { attribute: false },
    smoothing: { attribute: false },
    crosshair: { attribute: false },
    loader: { attribute: false },
    progress: { attribute: false },
  };

  declare metric: Metric;
  declare axis: AxisChoice;
  declare yScale: YScale;
  declare smoothing: number;
  declare crosshair: Crosshair;
  declare loader: SeriesLoader;
  /** How far the run's streams had come: another text where there is more. */
  declare progress: string;

  #width = 0;
  #zoom: Span | undefined;
  /** What was asked for last, and when. */
  #asked: string | undefined;
  #askedFor: string | undefined;
  #asking: AbortController | undefined;
  #points: Points | undefined;
  #series: readonly Series[] = [];
  #lastNotes: readonly string[] = [];
  #failure: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
    this.#asking = undefined;
    this.#asked = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const isOther = ['metric', 'loader', 'axis'].some(name => changed.get(name) !== undefined);
    if (!isOther) return;
    this.#zoom = undefined;
    this.#points = undefined;
    this.#series = [];
    this.#failure = undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.seen && !this.#points) return nothing;
    if (this.#failure !== undefined && !this.#points) {
      return html`<div class="metric-failure" role="alert">
        <p><bdi>${this.metric.name}</bdi>: ${this.#failure}</p>
        ${button({ icon: 'refresh', label: t('Try Again'), run: () => this.#ask(true) }, true)}
      </div>`;
    }
    const { key, label, scale } = this.axis;
    return html`<amphora-chart
      .label=${this.metric.name}
      .series=${this.#series}
      .xLabel=${key === '_step' ? t('Step') : label}
      .xScale=${scale}
      .yScale=${this.yScale}
      .smoothing=${this.smoothing}
      .crosshair=${this.crosshair}
      .notes=${this.#notes()}
      .pending=${!this.#points}
      .onZoom=${this.#onZoom}
      .onWidth=${this.#onWidth}
    ></amphora-chart>`;
  }

  #notes(): readonly string[] {
    const { notFinite = 0, sketch = false } = this.#points ?? {};
    const notes = [
      ...(sketch ? [t('Drawn from some of the steps, until all are read')] : []),
      ...(notFinite === 0
        ? []
        : [t('Left out, being no finite numbers: {count}', { count: formatNumber(notFinite) })]),
    ];
    // The same list where they say the same: the chart then draws nothing anew.
    if (notes.join() !== this.#lastNotes.join()) this.#lastNotes = notes;
    return this.#lastNotes;
  }

  protected override updated(): void {
    if (!this.seen || this.#width === 0) return;
    const query = JSON.stringify(this.#query);
    const isOther = query !== this.#asked;
    if (isOther) this.#ask(!this.#points);
    // What grew meanwhile is asked for once what is on its way has come.
    else if (this.progress !== this.#askedFor && !this.#asking) this.#ask(false);
  }

  get #query(): Omit<PointsQuery, 'quick'> {
    const points = Math.min(MOST_POINTS, Math.ceil(this.#width / WIDTHS) * WIDTHS);
    const { stream, name: metric } = this.metric;
    return { stream, metric, x: this.axis.key, zoom: this.#zoom, points };
  }

  /** @param quick whether some of the points will do at first */
  #ask(quick: boolean): void {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#asked = JSON.stringify(this.#query);
    this.#askedFor = this.progress;
    const end = (): void => {
      this.#asking = undefined;
      this.requestUpdate();
    };
    this.loader.load({ ...this.#query, quick }, asking.signal).then(
      points => {
        if (asking.signal.aborted) return;
        this.#take(points);
        end();
        if (points.sketch) this.#ask(false);
      },
      (error: unknown) => {
        if (asking.signal.aborted) return;
        this.#failure = sentenceOf(error);
        end();
      },
    );
  }

  #take(points: Points): void {
    const before = this.#points;
    this.#failure = undefined;
    this.#points = points;
    const { x, y } = points;
    // The same list where nothing is new: the chart then draws nothing anew.
    if (!before || !sameNumbers(before.x, x) || !sameNumbers(before.y, y))
      this.#series = [{ label: this.metric.name, style: lineStyle(0), x, y }];
  }

  readonly #onZoom = (zoom: Span | undefined): void => {
    this.#zoom = zoom;
    this.requestUpdate();
  };

  readonly #onWidth = (width: number): void => {
    if (width === this.#width) return;
    this.#width = width;
    this.requestUpdate();
  };
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

customElements.define('run-metric', MetricChart);
