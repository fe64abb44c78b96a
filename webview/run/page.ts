/** The page of a run: its head, its tabs, and which of them is shown. */
import { html, nothing, type TemplateResult } from 'lit';
import * as v from 'valibot';
import type { PageAddress, RunAddress } from '../../src/core/pageAddress.ts';
import { type RunContract, runContract, type RunOverview } from '../../src/protocol/pages/run.ts';
import type { Shell } from '../host/shell.ts';
import type { Frame, Tab } from '../parts/frame.ts';
import { duration } from '../parts/duration.ts';
import { pending } from '../parts/notice.ts';
import { commonActions, commonMenu, projectTrail } from '../parts/pageActions.ts';
import { StorePage } from '../parts/StorePage.ts';
import { t } from '../ui/l10n.ts';
import { STATE_GLYPHS } from '../../src/picture/glyphs.ts';
import { stateText } from '../ui/things.ts';
import { formatNumber } from '../ui/format.ts';
import { artifactsTab } from './artifactsTab.ts';
import { ChartsTab } from './charts/ChartsTab.ts';
import { RunData } from './data.ts';
import { FilesTab } from './filesTab.ts';
import { KeyValueTab } from './keyValueTab.ts';
import { LogsTab } from './logs/LogsTab.ts';
import { overviewTab } from './overviewTab.ts';

const TABS = ['overview', 'config', 'summary', 'charts', 'logs', 'files', 'artifacts', 'lineage'] as const;
type TabKey = (typeof TABS)[number];

const isTab = (key: string | undefined): key is TabKey =>
  (TABS as readonly (string | undefined)[]).includes(key);

/** How a person arranged the page. */
const shape = v.object({ charts: v.optional(v.unknown()), wraps: v.optional(v.boolean()) });

export class RunPage extends StorePage<RunContract> {
  readonly #config = new KeyValueTab(t('Config'), t('This run has no config.'), this.update);
  readonly #summary = new KeyValueTab(t('Summary'), t('This run has no summary yet.'), this.update);
  readonly #files: FilesTab;
  #address: RunAddress | undefined;
  #data: RunData | undefined;
  #charts: ChartsTab | undefined;
  #logs: LogsTab | undefined;
  #view: v.InferOutput<typeof shape> = { charts: undefined };
  #tab: TabKey = 'overview';
  /** How far the run's streams had come when its charts were told. */
  #progress = '';

  constructor(root: HTMLElement, shell: Shell) {
    super(root, shell, runContract);
    this.#files = new FilesTab(this.client, shell, this.update, file => {
      if (this.#address) this.#address = { ...this.#address, tab: 'files', file };
      this.tellPlace();
    });
  }

  show(address: PageAddress, view: unknown): void {
    if (address.page !== 'run') return;
    const before = this.#address;
    this.#address = address;
    const { tab, file } = address;
    if (file !== undefined) this.#files.show(file);
    this.#tab = isTab(tab) && tab !== 'lineage' ? tab : 'overview';
    const parsed = v.safeParse(shape, view);
    if (parsed.success) this.#view = parsed.output;
    const isSame =
      before?.run === address.run && before.project === address.project && before.entity === address.entity;
    if (!isSame || this.#data?.overview.failure !== undefined) this.#begin(address);
    this.moved();
  }

  #begin(address: RunAddress): void {
    this.#data?.dispose();
    this.#charts?.dispose();
    this.#charts = undefined;
    this.#logs?.dispose();
    this.#logs = undefined;
    this.#data = new RunData(this.client, address, () => this.#arrived());
    this.#data.overview.load();
  }

  changed(): void {
    const data = this.#data;
    if (!data) return;
    data.overview.refresh();
    // What is not in sight is asked for again when it is looked at.
    if (this.#tab === 'files') data.files.refresh();
    else data.files.forget();
    if (this.#tab === 'artifacts') data.links.refresh();
    else data.links.forget();
  }

  #arrived(): void {
    const { progress = '' } = this.#data ?? {};
    if (progress !== this.#progress) this.#charts?.refresh();
    this.#progress = progress;
    this.moved();
  }

  protected tellPlace(): void {
    if (!this.#address) return;
    const { run } = this.#data?.overview.value ?? {};
    const { tab: _, file, ...place } = this.#address;
    const tab = this.#tab === 'overview' ? {} : { tab: this.#tab };
    const shown = this.#tab === 'files' && file !== undefined ? { file } : {};
    this.shell.moved({ ...place, ...tab, ...shown }, run?.name ?? this.#address.run);
    this.#remember();
  }

  readonly #remember = (): void => {
    this.#view = { ...this.#view, charts: this.#charts?.view ?? this.#view.charts };
    this.shell.remember(this.#view);
  };

  #go(tab: string): void {
    if (tab === 'lineage' && this.#address) {
      const { entity, project, run } = this.#address;
      this.shell.open({ page: 'lineage', entity, project, focus: run });
    } else if (isTab(tab)) {
      this.#tab = tab;
      this.moved();
    }
  }

  protected frame(): Frame | undefined {
    const address = this.#address;
    const { overview } = this.#data ?? {};
    if (!address || !overview) return undefined;
    const { value, failure } = overview;
    const state = value?.run.state;
    const spin = state === 'running' ? ' codicon-modifier-spin' : '';
    return {
      icon: state === undefined ? 'run-all' : STATE_GLYPHS[state] + spin,
      color: state === undefined ? '' : `of-${state}`,
      title: value?.run.name ?? address.run,
      trail: [
        ...projectTrail(address),
        { label: t('Runs'), path: projectTrail({ ...address, tab: 'runs' }).at(-1)?.path ?? '/' },
      ],
      beside: value ? beside(value) : nothing,
      actions: this.#actions(address),
      menu: commonMenu(this.shell, address),
      tabs: tabsOf(value),
      tab: this.#tab,
      onTab: key => this.#go(key),
      content: this.#content(),
      // What is shown is what was there last: it may be gone.
      failure: value && failure,
    };
  }

  #actions(address: RunAddress) {
    const { entity, project, run } = address;
    return [
      {
        icon: 'compare-changes',
        label: t('Compare…'),
        run: () => this.shell.open({ page: 'compare', what: 'runs', entity, project, items: [run] }),
      },
      { icon: 'type-hierarchy', label: t('Show Lineage'), run: () => this.#go('lineage') },
      ...commonActions(this.shell, address),
    ];
  }

  #content(): TemplateResult | typeof nothing {
    const data = this.#data;
    if (!data) return nothing;
    const { value, failure } = data.overview;
    if (!value) {
      return pending(failure, () => data.overview.load());
    }
    const { id } = value.run;
    switch (this.#tab) {
      case 'overview':
        return overviewTab(value, { shell: this.shell, edit: this.edit });
      case 'config':
        return this.#config.render(value.config, this.shell);
      case 'summary':
        return this.#summary.render(value.summary, this.shell);
      case 'charts':
        this.#charts ??= new ChartsTab(this.client, id, this.shell, this.#view.charts, this.update);
        return this.#charts.render(data.progress, this.#remember);
      case 'logs':
        this.#logs ??= new LogsTab(this.client, id, this.shell, this.update);
        return this.#logs.render(value, this.#view.wraps === true, wraps => {
          this.#view = { ...this.#view, wraps };
          this.#remember();
          this.update();
        });
      case 'files':
        return this.#files.render(data.files, id);
      case 'artifacts':
        return artifactsTab(data.links, this.shell);
      case 'lineage':
        return nothing;
    }
  }
}

/** State, job type and duration, beside the name. */
function beside({ run }: RunOverview): TemplateResult {
  return html`<span class="run-state of-${run.state}">${stateText(run.state)}</span>${
      run.jobType === ''
        ? nothing
        : html`<span class="pill" title=${t('Job type')}><bdi>${run.jobType}</bdi></span>`
    }<span class="muted" title=${t('Duration')}>${duration(run)}</span>`;
}

function tabsOf(value: RunOverview | undefined): readonly Tab[] {
  const lines = value?.lines.console;
  return [
    { key: 'overview', label: t('Overview') },
    { key: 'config', label: t('Config') },
    { key: 'summary', label: t('Summary') },
    { key: 'charts', label: t('Charts') },
    { key: 'logs', label: t('Logs'), count: lines === undefined ? undefined : formatNumber(lines) },
    { key: 'files', label: t('Files') },
    { key: 'artifacts', label: t('Artifacts') },
    { key: 'lineage', label: t('Lineage') },
  ];
}
