/** What the compared runs logged: a chart for each metric, with a line for each run. */
import './charts.css';
import '../../run/charts/charts.css';
import './metricLines.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RunId } from '../../../src/core/ids.ts';
import type { Client } from '../../../src/protocol/client.ts';
import type { ComparedRuns } from '../../../src/protocol/pages/compare.ts';
import type { RunContract } from '../../../src/protocol/pages/run.ts';
import { failureNotice, loading, notice } from '../../parts/notice.ts';
import { axisChoices, chosenAxis } from '../../run/charts/axes.ts';
import { chartControls } from '../../run/charts/controls.ts';
import { chartSection } from '../../run/charts/chartSection.ts';
import { Crosshairs } from '../../run/charts/Crosshairs.ts';
import { keyOf, type Metric, MetricList } from '../../run/charts/MetricList.ts';
import { type Section, sectionsOf } from '../../run/charts/sections.ts';
import { SeriesLoader } from '../../run/charts/SeriesLoader.ts';
import { type ChartsView, parseChartsView } from '../../run/charts/view.ts';
import { t } from '../../ui/l10n.ts';
import type { Line } from './metricLines.ts';
import { unionOf } from './unionOf.ts';

type Run = ComparedRuns['runs'][number];

/** What is read of one run. */
interface Source {
  readonly metrics: MetricList;
  readonly loader: SeriesLoader;
}

export class ChartsTab {
  readonly #client: Client<RunContract>;
  readonly #update: () => void;
  readonly #sources = new Map<RunId, Source>();
  readonly #crosshairs = new Crosshairs();
  #view: ChartsView = parseChartsView(undefined);
  #query = '';
  #lines: readonly Line[] = [];

  constructor(client: Client<RunContract>, update: () => void) {
    this.#client = client;
    this.#update = update;
  }

  /** More has come. */
  refresh(): void {
    for (const { metrics } of this.#sources.values()) metrics.refresh();
  }

  dispose(): void {
    for (const { metrics } of this.#sources.values()) metrics.dispose();
    this.#sources.clear();
  }

  render(runs: readonly Run[]): TemplateResult {
    const lists = this.#listsOf(runs);
    for (const list of lists) list.need();
    const failed = lists.find(({ failure, value }) => failure !== undefined && !value);
    if (failed?.failure !== undefined) return failureNotice(failed.failure, () => failed.refresh());
    const known = lists.flatMap(({ value }) => (value ? [value] : []));
    const metrics = unionOf(known);
    const all = sectionsOf(metrics, '');
    if (all.length === 0) {
      return lists.every(({ isComplete }) => isComplete)
        ? notice('graph-line', t('These runs have logged no metrics yet.'))
        : loading();
    }
    const sections = this.#query === '' ? all : sectionsOf(metrics, this.#query);
    const countOf = (each: readonly Section[]): number =>
      each.reduce((sum, section) => sum + section.metrics.length, 0);
    return html`${chartControls({
      axes: axisChoices(metrics),
      view: this.#view,
      query: this.#query,
      count: countOf(sections),
      total: countOf(all),
      onQuery: query => {
        this.#query = query;
        this.#update();
      },
      set: change => this.#set(change),
    })}
    ${sections.length === 0 ? notice('search', t('Nothing found.')) : nothing}
    ${repeat(
      sections,
      ({ key }) => key,
      section => this.#section(section, metrics, runs),
    )}`;
  }

  #set(change: Partial<ChartsView>): void {
    this.#view = { ...this.#view, ...change };
    this.#update();
  }

  /** What is read of each of the runs; of others no more. */
  #listsOf(runs: readonly Run[]): readonly MetricList[] {
    const ids = new Set(runs.map(({ id }) => id));
    for (const [id, { metrics }] of this.#sources) {
      if (ids.has(id)) continue;
      metrics.dispose();
      this.#sources.delete(id);
    }
    return runs.map(({ id }) => {
      const source = this.#sources.get(id) ?? {
        metrics: new MetricList(this.#client, id, this.#update),
        loader: new SeriesLoader(this.#client, id),
      };
      this.#sources.set(id, source);
      return source.metrics;
    });
  }

  #section(section: Section, metrics: readonly Metric[], runs: readonly Run[]): TemplateResult {
    const lines = this.#linesOf(runs);
    return chartSection({
      section,
      view: this.#view,
      isSearch: this.#query !== '',
      set: change => this.#set(change),
      content: () =>
        html`<div class="chart-grid">
          ${repeat(section.metrics, keyOf, metric => this.#chart(metric, metrics, lines))}
        </div>`,
    });
  }

  #chart(metric: Metric, metrics: readonly Metric[], lines: readonly Line[]): TemplateResult {
    const axis = chosenAxis(metrics, this.#view.x, metric.stream);
    if (!axis) return html``;
    return html`<compare-metric
      .metric=${metric}
      .axis=${axis}
      .yScale=${this.#view.isLog ? 'log' : 'linear'}
      .smoothing=${this.#view.smoothing}
      .crosshair=${this.#crosshairs.of(axis.key)}
      .lines=${lines}
    ></compare-metric>`;
  }

  /** The same list for the same runs as far as they have come: the charts then ask for nothing. */
  #linesOf(runs: readonly Run[]): readonly Line[] {
    const lines = runs.flatMap(({ id, name, key, lines: progress }): Line[] => {
      const source = this.#sources.get(id);
      // Charts tell lines by their names.
      const isAlone = runs.every(each => each.id === id || each.name !== name);
      return source
        ? [{ id, label: isAlone ? name : `${name} (${key})`, loader: source.loader, progress }]
        : [];
    });
    const isSame =
      lines.length === this.#lines.length &&
      lines.every(({ id, label, progress }, i) => {
        const before = this.#lines[i];
        return before?.id === id && before.label === label && before.progress === progress;
      });
    if (!isSame) this.#lines = lines;
    return this.#lines;
  }
}
