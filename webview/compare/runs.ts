import { html, type TemplateResult } from 'lit';
import type { CompareAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { CompareContract, ComparedRuns } from '../../src/protocol/pages/compare.ts';
import { runContract } from '../../src/protocol/pages/run.ts';
import type { Shell } from '../host/shell.ts';
import type { Tab } from '../parts/frame.ts';
import { runPath, stateIcon } from '../parts/links.ts';
import type { Choice } from '../parts/picker.ts';
import { Resource } from '../parts/resource.ts';
import { formatTime } from '../ui/format.ts';
import { readObject } from '../ui/json.ts';
import { t } from '../ui/l10n.ts';
import { ChartsTab } from './charts/ChartsTab.ts';
import { runDetails } from './detailRows.ts';
import { KeyGrid, type Side } from './keyGrid.ts';
import { type KeyRow, keyRows } from './keyRows.ts';
import { sideHead } from './sideHead.ts';
import type { Face, Subject } from './subject.ts';

type Run = ComparedRuns['runs'][number];

interface Made {
  readonly from: ComparedRuns;
  readonly keys: string;
  readonly config: readonly KeyRow[];
  readonly summary: readonly KeyRow[];
  readonly details: readonly KeyRow[];
}

/** Runs that are compared. */
export class ComparedRunsSubject implements Subject {
  readonly #place: Pick<CompareAddress, 'entity' | 'project'>;
  readonly #client: Client<CompareContract>;
  readonly #read: Resource<ComparedRuns>;
  readonly #config: KeyGrid;
  readonly #summary: KeyGrid;
  readonly #details: KeyGrid;
  readonly #charts: ChartsTab;
  #items: readonly string[] = [];
  #made: Made | undefined;

  constructor(client: Client<CompareContract>, shell: Shell, address: CompareAddress, update: () => void) {
    const { entity, project } = address;
    this.#place = { entity, project };
    this.#client = client;
    this.#read = new Resource(signal => {
      const items = [...this.#items];
      return client.request('getRuns', { entity, project, items }, signal);
    }, update);
    this.#config = new KeyGrid(update);
    this.#summary = new KeyGrid(update);
    this.#details = new KeyGrid(update);
    this.#charts = new ChartsTab(shell.client(runContract), update);
  }

  get title(): string {
    return t('Compare runs');
  }

  get tabs(): readonly Tab[] {
    return [
      { key: 'config', label: t('Config') },
      { key: 'summary', label: t('Summary') },
      { key: 'charts', label: t('Charts') },
      { key: 'details', label: t('Details') },
    ];
  }

  get isKnown(): boolean {
    return this.#read.value !== undefined;
  }

  get failure(): string | undefined {
    return this.#read.failure;
  }

  show(items: readonly string[]): void {
    this.#items = items;
    this.#read.load();
  }

  refresh(): void {
    this.#read.refresh();
    this.#charts.refresh();
  }

  dispose(): void {
    this.#read.dispose();
    this.#charts.dispose();
  }

  face(item: string): Face {
    const run = this.#read.value?.runs.find(each => each.key === item);
    return {
      icon: run ? stateIcon(run.state) : html`<i class="codicon codicon-run-all" aria-hidden="true"></i>`,
      text: run?.name ?? item,
      path: runPath({ ...this.#place, key: item }),
      isGone: this.#read.value?.gone.includes(item) === true,
    };
  }

  async choices(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
    const query = { what: 'runs', ...this.#place, filter: text } as const;
    const { runs } = await this.#client.request('getCandidates', query, signal);
    return runs
      .filter(({ key }) => !this.#items.includes(key))
      .map(run => ({
        key: run.key,
        label: html`${stateIcon(run.state)}<bdi>${run.name}</bdi>`,
        note: [run.jobType, formatTime(run.createdAt)].filter(each => each !== '').join(' · '),
      }));
  }

  content(tab: string): TemplateResult {
    const { value } = this.#read;
    if (!value) return html``;
    const runs = this.#items.flatMap(item => value.runs.find(each => each.key === item) ?? []);
    if (tab === 'charts') return this.#charts.render(runs);
    const { config, summary, details } = this.#rowsOf(value, runs);
    const sides = runs.map(sideOf);
    switch (tab) {
      case 'summary':
        return this.#summary.render(t('Summary'), summary, sides, t('These runs have no summary.'));
      case 'details':
        return this.#details.render(t('Details'), details, sides, '');
      default:
        return this.#config.render(t('Config'), config, sides, t('These runs have no config.'));
    }
  }

  #rowsOf(value: ComparedRuns, runs: readonly Run[]): Made {
    const keys = runs.map(each => each.key).join('\n');
    if (this.#made?.from !== value || this.#made.keys !== keys) {
      this.#made = {
        from: value,
        keys,
        config: keyRows(runs.map(each => readObject(each.config))),
        summary: keyRows(runs.map(each => readObject(each.summary))),
        details: runDetails(runs),
      };
    }
    return this.#made;
  }
}

function sideOf(run: Run, place: number): Side {
  return { label: run.name, head: sideHead(run.name, runPath(run), place === 0) };
}
