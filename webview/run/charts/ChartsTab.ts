/** Every metric of a run as a chart, in sections. */
import './charts.css';
import './metricChart.ts';
import '../media/mediaTile.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Client } from '../../../src/protocol/client.ts';
import type { RunContract } from '../../../src/protocol/pages/run.ts';
import type { RunId } from '../../../src/core/ids.ts';
import type { Shell } from '../../host/shell.ts';
import { loading, notice, pending } from '../../parts/notice.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { FileCache } from '../media/FileCache.ts';
import type { MediaSource } from '../media/mediaTile.ts';
import { axisChoices, chosenAxis } from './axes.ts';
import { chartControls } from './controls.ts';
import { chartSection } from './chartSection.ts';
import { Crosshairs } from './Crosshairs.ts';
import { keyOf, type Metric, MetricList } from './MetricList.ts';
import { type Section, sectionsOf } from './sections.ts';
import { SeriesLoader } from './SeriesLoader.ts';
import { type ChartsView, parseChartsView } from './view.ts';

/** Charts of a section until more are asked for. */
const SHOWN = 120;

/** Of one run. */
export class ChartsTab {
  readonly #update: () => void;
  readonly #metrics: MetricList;
  readonly #loader: SeriesLoader;
  readonly #source: MediaSource;
  readonly #files: FileCache;
  readonly #crosshairs = new Crosshairs();
  readonly #unfolded = new Set<string>();
  #view: ChartsView;
  #query = '';

  constructor(client: Client<RunContract>, id: RunId, shell: Shell, view: unknown, update: () => void) {
    this.#update = update;
    this.#metrics = new MetricList(client, id, update);
    this.#loader = new SeriesLoader(client, id);
    this.#files = new FileCache(client, id);
    const open = (path: string): void => shell.act('openFile', { of: 'run', id, path });
    this.#source = { client, id, files: this.#files, open };
    this.#view = parseChartsView(view);
  }

  /** To be remembered. */
  get view(): ChartsView {
    return this.#view;
  }

  /** More has come. */
  refresh(): void {
    this.#metrics.refresh();
  }

  dispose(): void {
    this.#metrics.dispose();
    this.#files.dispose();
  }

  /** @param progress another text where there are more points @param changed the view is another */
  render(progress: string, changed: () => void): TemplateResult {
    this.#metrics.need();
    const { value, failure, isComplete } = this.#metrics;
    if (!value) {
      return pending(failure, () => this.#metrics.refresh());
    }
    const all = sectionsOf(value, '');
    if (all.length === 0) {
      return isComplete ? notice('graph-line', t('This run has logged no metrics yet.')) : loading();
    }
    const sections = this.#query === '' ? all : sectionsOf(value, this.#query);
    const set = (change: Partial<ChartsView>): void => {
      this.#view = { ...this.#view, ...change };
      changed();
      this.#update();
    };
    return html`${chartControls({
      axes: axisChoices(value),
      view: this.#view,
      query: this.#query,
      count: sections.reduce((sum, { metrics }) => sum + metrics.length, 0),
      total: all.reduce((sum, { metrics }) => sum + metrics.length, 0),
      onQuery: query => {
        this.#query = query;
        this.#update();
      },
      set,
    })}
    ${sections.length === 0 ? notice('search', t('No metric has this in its name.')) : nothing}
    ${repeat(
      sections,
      ({ key }) => key,
      section => this.#section(section, value, progress, set),
    )}`;
  }

  #section(
    section: Section,
    metrics: readonly Metric[],
    progress: string,
    set: (change: Partial<ChartsView>) => void,
  ): TemplateResult {
    const isSearch = this.#query !== '';
    return chartSection({
      section,
      view: this.#view,
      isSearch,
      set,
      content: () => this.#grid(section, metrics, progress),
    });
  }

  #grid(section: Section, metrics: readonly Metric[], progress: string): TemplateResult {
    const isUnfolded = this.#unfolded.has(section.key);
    const shown = isUnfolded ? section.metrics : section.metrics.slice(0, SHOWN);
    return html`<div class="chart-grid">
        ${repeat(shown, keyOf, metric => this.#tile(metric, metrics, progress))}
      </div>
      ${this.#moreButton(section, shown.length)}`;
  }

  #moreButton({ key, metrics }: Section, shown: number): TemplateResult | typeof nothing {
    if (shown >= metrics.length) return nothing;
    return html`<button
      class="link-button"
      @click=${() => {
        this.#unfolded.add(key);
        this.#update();
      }}
    >
      ${t('Show {count} more', { count: formatNumber(metrics.length - shown) })}
    </button>`;
  }

  #tile(metric: Metric, metrics: readonly Metric[], progress: string): TemplateResult {
    if (metric.kind === 'media') {
      return html`<run-media
        .metric=${metric.name}
        .source=${this.#source}
        .progress=${progress}
      ></run-media>`;
    }
    const axis = chosenAxis(metrics, this.#view.x, metric.stream);
    if (!axis) return html``;
    return html`<run-metric
      .metric=${metric}
      .axis=${axis}
      .yScale=${this.#view.isLog ? 'log' : 'linear'}
      .smoothing=${this.#view.smoothing}
      .crosshair=${this.#crosshairs.of(axis.key)}
      .loader=${this.#loader}
      .progress=${progress}
    ></run-metric>`;
  }
}
