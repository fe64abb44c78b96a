/** `<compare-metric>`: the chart of one metric of several runs, which asks for its points while it is in sight. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import '../../chart/chart.ts';
import type { RunId } from '../../../src/core/ids.ts';
import type { YScale } from '../../chart/axis.ts';
import type { Crosshair } from '../../chart/crosshair.ts';
import { lineStyle, type Series, type Span } from '../../chart/series.ts';
import { sentenceOf } from '../../ui/sentence.ts';
import { button } from '../../ui/controls.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import type { AxisChoice } from '../../run/charts/axes.ts';
import type { Metric } from '../../run/charts/MetricList.ts';
import type { Points, SeriesLoader } from '../../run/charts/SeriesLoader.ts';
import { SeenElement } from '../../run/charts/SeenElement.ts';

/** One of the runs. */
export interface Line {
  readonly id: RunId;
  readonly label: string;
  readonly loader: SeriesLoader;
  /** How far it has come: another number where there is more. */
  readonly progress: number;
}

/** px in steps of which charts ask, so that those of about the same width ask together. */
const WIDTHS = 128;
const MOST_POINTS = 4000;

const isOtherAxis = (axis: AxisChoice, before: AxisChoice | undefined): boolean => axis.key !== before?.key;
const isOtherMetric = (metric: Metric, before: Metric | undefined): boolean =>
  metric.name !== before?.name || metric.stream !== before.stream;

export class MetricLines extends SeenElement {
  static override properties = {
    metric: { attribute: false, hasChanged: isOtherMetric },
    axis: { attribute: false, hasChanged: isOtherAxis },
    yScale: { attribute: false },
    smoothing: { attribute: false },
    crosshair: { attribute: false },
    lines: { attribute: false },
  };

  declare metric: Metric;
  declare axis: AxisChoice;
  declare yScale: YScale;
  declare smoothing: number;
  declare crosshair: Crosshair;
  /** In the order of the runs at the page's head. */
  declare lines: readonly Line[];

  #width = 0;
  #zoom: Span | undefined;
  /** What was asked for last. */
  #asked = '';
  #askedFor: readonly Line[] | undefined;
  #asking: AbortController | undefined;
  #series: readonly Series[] | undefined;
  #notes: readonly string[] = [];
  #failure: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
    this.#asking = undefined;
    this.#asked = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.get('metric') === undefined && changed.get('axis') === undefined) return;
    this.#zoom = undefined;
    this.#series = undefined;
    this.#failure = undefined;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.seen && !this.#series) return nothing;
    if (this.#failure !== undefined && !this.#series) {
      return html`<div class="metric-failure" role="alert">
        <p><bdi>${this.metric.name}</bdi>: ${this.#failure}</p>
        ${button({ icon: 'refresh', label: t('Try Again'), run: () => this.#ask(true) }, true)}
      </div>`;
    }
    const { key, label, scale } = this.axis;
    return html`<amphora-chart
      .label=${this.metric.name}
      .series=${this.#series ?? NO_SERIES}
      .xLabel=${key === '_step' ? t('Step') : label}
      .xScale=${scale}
      .yScale=${this.yScale}
      .smoothing=${this.smoothing}
      .crosshair=${this.crosshair}
      .notes=${this.#notes}
      .pending=${!this.#series}
      .onZoom=${this.#onZoom}
      .onWidth=${this.#onWidth}
    ></amphora-chart>`;
  }

  protected override updated(): void {
    if (!this.seen || this.#width === 0) return;
    const isOther = JSON.stringify(this.#query) !== this.#asked;
    // Lines that are on their way come first; what grew meanwhile is asked for then.
    if (isOther || (this.lines !== this.#askedFor && !this.#asking)) this.#ask(!this.#series);
  }

  get #query() {
    const { stream, name: metric } = this.metric;
    const points = Math.min(MOST_POINTS, Math.ceil(this.#width / WIDTHS) * WIDTHS);
    return { stream, metric, x: this.axis.key, zoom: this.#zoom, points };
  }

  /** @param quick whether some of the points will do at first */
  #ask(quick: boolean): void {
    this.#asking?.abort();
    const asking = new AbortController();
    const { signal } = asking;
    this.#asking = asking;
    const { lines } = this;
    this.#asked = JSON.stringify(this.#query);
    this.#askedFor = lines;
    void Promise.allSettled(lines.map(({ loader }) => loader.load({ ...this.#query, quick }, signal))).then(
      answers => {
        if (signal.aborted) return;
        this.#asking = undefined;
        this.#take(lines, answers);
        this.requestUpdate();
        if (answers.some(answer => answer.status === 'fulfilled' && answer.value.sketch)) this.#ask(false);
      },
    );
  }

  /** A run that was deleted meanwhile has no line; the others have theirs. */
  #take(lines: readonly Line[], answers: readonly PromiseSettledResult<Points>[]): void {
    const failed = answers.find(answer => answer.status === 'rejected');
    const isAnyThere = answers.some(answer => answer.status === 'fulfilled');
    this.#failure = isAnyThere || !failed ? undefined : sentenceOf(failed.reason);
    if (!isAnyThere) return;
    let notFinite = 0;
    this.#series = answers.flatMap((answer, i): Series[] => {
      if (answer.status === 'rejected' || answer.value.total === 0) return [];
      notFinite += answer.value.notFinite;
      const { x, y } = answer.value;
      return [{ label: lines[i]?.label ?? '', style: lineStyle(i), x, y }];
    });
    const note = t('Left out, being no finite numbers: {count}', { count: formatNumber(notFinite) });
    this.#notes = notFinite === 0 ? [] : [note];
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

const NO_SERIES: readonly Series[] = [];

customElements.define('compare-metric', MetricLines);
