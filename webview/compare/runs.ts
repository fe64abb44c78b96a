import { html, type TemplateResult } from 'lit';
import type { CompareAddress } from '../../src/core/pageAddress.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { CompareContract, ComparedRuns } from '../../src/protocol/pages/compare.ts';
import { runContract } from '../../src/protocol/pages/run.ts';
import type { Shell } from '../host/shell.ts';
import type { Tab } from '../parts/frame.ts';
import { runPath, stateIcon } from '../parts/links.ts';
import type { Choice } from '../parts/picker.ts';
import { formatTime } from '../ui/format.ts';
import { readObject } from '../ui/json.ts';
import { t } from '../ui/l10n.ts';
import { ChartsTab } from './charts/ChartsTab.ts';
import { runDetails } from './detailRows.ts';
import { KeyGrid, type Side } from './keyGrid.ts';
import { type KeyRow, keyRows } from './keyRows.ts';
import { sideHead } from './sideHead.ts';
import { type Asked, ReadSubject } from './ReadSubject.ts';
import type { Face } from './subject.ts';

type Run = ComparedRuns['runs'][number];

interface Rows {
  readonly config: readonly KeyRow[];
  readonly summary: readonly KeyRow[];
  readonly details: readonly KeyRow[];
}

/** Runs that are compared. */
export class ComparedRunsSubject extends ReadSubject<ComparedRuns, Run, Rows> {
  readonly #config: KeyGrid;
  readonly #summary: KeyGrid;
  readonly #details: KeyGrid;
  readonly #charts: ChartsTab;

  constructor(client: Client<CompareContract>, shell: Shell, address: CompareAddress, update: () => void) {
    super(client, address, update);
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

  override refresh(): void {
    super.refresh();
    this.#charts.refresh();
  }

  override dispose(): void {
    super.dispose();
    this.#charts.dispose();
  }

  face(item: string): Face {
    const run = this.answer && this.find(this.answer, item);
    return {
      icon: run ? stateIcon(run.state) : html`<i class="codicon codicon-run-all" aria-hidden="true"></i>`,
      text: run?.name ?? item,
      path: runPath({ ...this.place, key: item }),
      isGone: this.isGone(item),
    };
  }

  async choices(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
    const query = { what: 'runs', ...this.place, filter: text } as const;
    const { runs } = await this.client.request('getCandidates', query, signal);
    return runs
      .filter(({ key }) => !this.items.includes(key))
      .map(run => ({
        key: run.key,
        label: html`${stateIcon(run.state)}<bdi>${run.name}</bdi>`,
        note: [run.jobType, formatTime(run.createdAt)].filter(each => each !== '').join(' · '),
      }));
  }

  content(tab: string): TemplateResult {
    const runs = this.things;
    if (tab === 'charts') return this.#charts.render(runs);
    const { config, summary, details } = this.rows;
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

  protected read(asked: Asked, signal: AbortSignal): Promise<ComparedRuns> {
    return this.client.request('getRuns', asked, signal);
  }

  protected find({ runs }: ComparedRuns, item: string): Run | undefined {
    return runs.find(each => each.key === item);
  }

  protected makeRows(runs: readonly Run[]): Rows {
    return {
      config: keyRows(runs.map(each => readObject(each.config))),
      summary: keyRows(runs.map(each => readObject(each.summary))),
      details: runDetails(runs),
    };
  }
}

function sideOf(run: Run, place: number): Side {
  return { label: run.name, head: sideHead(run.name, runPath(run), place === 0) };
}
