import { html, type TemplateResult } from 'lit';
import { RUN_STATES, type RunState } from '../../src/core/run.ts';
import type { Client } from '../../src/protocol/client.ts';
import type {
  ProjectContract,
  ProjectJobTypes,
  ProjectPlace,
  ProjectRuns,
} from '../../src/protocol/pages/project.ts';
import type { Column, Sort } from '../grid/column.ts';
import type { Shell } from '../host/shell.ts';
import { compareButton } from '../parts/compareButton.ts';
import { duration } from '../parts/duration.ts';
import { choice, filterField } from '../parts/filterBar.ts';
import { runPath, stateIcon } from '../parts/links.ts';
import { notice } from '../parts/notice.ts';
import { formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { stateText } from '../ui/things.ts';
import { howToRun } from './empty.ts';
import { listing, shownCount } from './listing.ts';
import { QueryList } from './queryList.ts';

type Row = ProjectRuns['runs'][number];

interface Query {
  readonly filter: string;
  /** Unset for all; runs of no job type have an empty one. */
  readonly jobType: string | undefined;
  readonly state: RunState | undefined;
  readonly sort: 'created' | 'oldest' | 'name' | 'state';
}

const ALL: Query = { filter: '', jobType: undefined, state: undefined, sort: 'created' };

export class RunsTab {
  readonly #shell: Shell;
  readonly #place: ProjectPlace;
  readonly #found: QueryList<Query, Row>;
  readonly #changed: () => void;
  /** Runs that were selected, by their ids: also those that were filtered away since. */
  readonly #selected = new Map<unknown, Row>();

  constructor(client: Client<ProjectContract>, shell: Shell, place: ProjectPlace, changed: () => void) {
    this.#shell = shell;
    this.#place = place;
    this.#changed = changed;
    this.#found = new QueryList<Query, Row>(
      ALL,
      async ({ filter, jobType, state, sort }, cursor, signal) => {
        const query = { ...place, cursor, jobType, state, sort, ...(filter === '' ? {} : { filter }) };
        const { runs, next } = await client.request('getRuns', query, signal);
        return { rows: runs, next };
      },
      row => row.id,
      changed,
    );
  }

  refresh(): void {
    this.#found.list.refresh();
  }

  dispose(): void {
    this.#found.dispose();
  }

  /** Whether its rows came, or why they do not. */
  get hasAnswer(): boolean {
    return this.#found.rows !== undefined || this.#found.list.failure !== undefined;
  }

  /** @param jobTypes none where they are not known yet */
  render(jobTypes: ProjectJobTypes): TemplateResult {
    const found = this.#found;
    const { query, rows, list } = found;
    list.need();
    this.#dropDeleted();
    if (rows?.length === 0 && isOfAll(query)) return howToRun(this.#shell, this.#place);
    return html`<div class="filter-bar">
        ${filterField(t('Filter runs by name'), query.filter, filter => found.change({ filter }))}
        ${choice(t('Job type'), jobTypeOptions(jobTypes), jobTypeValue(query.jobType), value =>
          found.change({ jobType: value === '' ? undefined : value.slice(1) }),
        )}
        ${choice(t('State'), stateOptions(), query.state ?? '', value =>
          found.change({ state: RUN_STATES.find(each => each === value) }),
        )}
        ${this.#compare()} ${shownCount(rows, list.hasMore)}
      </div>
      ${listing<Row>({
        label: t('Runs'),
        rows,
        list,
        columns: columns(),
        rowKey: row => row.id,
        sort: sortOf(query.sort),
        onSort: sort => found.change({ sort: querySort(sort, query.sort) }),
        selection: new Set(this.#selected.keys()),
        onSelect: selection => this.#select(selection),
        onActivate: row => this.#shell.act('open', { path: runPath(row) }),
        none: notice('search', t('No run fits the filter.'), [
          {
            icon: 'clear-all',
            label: t('Clear Filter'),
            run: () => found.change({ ...ALL, sort: query.sort }),
          },
        ]),
      })}`;
  }

  #select(selection: ReadonlySet<unknown>): void {
    const rows = new Map(this.#found.rows?.map(row => [row.id, row] as const));
    for (const key of [...this.#selected.keys()]) if (!selection.has(key)) this.#selected.delete(key);
    for (const [key, row] of rows) if (selection.has(key)) this.#selected.set(key, row);
    this.#changed();
  }

  /** Where all runs are known, those that were selected and are not among them were deleted. */
  #dropDeleted(): void {
    const { query, list } = this.#found;
    if (this.#selected.size === 0 || !isOfAll(query) || !list.rows || list.hasMore) return;
    const there = new Set<unknown>(list.rows.map(({ id }) => id));
    for (const id of [...this.#selected.keys()]) if (!there.has(id)) this.#selected.delete(id);
  }

  #compare(): TemplateResult {
    const runs = [...this.#selected.values()];
    return compareButton({
      count: runs.length,
      hint: t('Select runs to compare them.'),
      label: t('Compare {count} Runs', { count: formatNumber(runs.length) }),
      run: () => this.#open(runs),
    });
  }

  #open(runs: readonly Row[]): void {
    const [first] = runs;
    if (!first) return;
    const { entity, project } = first;
    this.#shell.open({ page: 'compare', entity, project, what: 'runs', items: runs.map(({ key }) => key) });
  }
}

/** Whether no run is filtered away. */
const isOfAll = ({ filter, jobType, state }: Query): boolean =>
  filter === '' && jobType === undefined && state === undefined;

/** Values of the choice: empty for all, others begin with a sign, for a job type may be empty. */
const jobTypeValue = (jobType: string | undefined): string => (jobType === undefined ? '' : `=${jobType}`);

const jobTypeOptions = (types: ProjectJobTypes) => [
  { value: '', label: t('All job types') },
  ...types.map(({ name, count }) => ({
    value: jobTypeValue(name),
    label: `${name === '' ? t('no job type') : name} (${formatNumber(count)})`,
  })),
];

const stateOptions = () => [
  { value: '', label: t('All states') },
  ...RUN_STATES.map(state => ({ value: state, label: stateText(state) })),
];

/** How the table's heads show the order of the store. */
function sortOf(sort: Query['sort']): Sort {
  return sort === 'created' || sort === 'oldest'
    ? { key: 'created', descending: sort === 'created' }
    : { key: sort, descending: false };
}

/** The store orders names and states one way only. */
function querySort({ key }: Sort, before: Query['sort']): Query['sort'] {
  if (key === 'name' || key === 'state') return key;
  return before === 'created' ? 'oldest' : 'created';
}

function columns(): readonly Column<Row>[] {
  return [
    {
      key: 'state',
      label: t('State'),
      width: 100,
      sortable: true,
      cell: ({ state }) => html`${stateIcon(state)}<span aria-hidden="true">${stateText(state)}</span>`,
    },
    {
      key: 'name',
      label: t('Run'),
      width: 200,
      grows: true,
      sortable: true,
      cell: row => html`<a href=${runPath(row)} tabindex="-1"><bdi>${row.name}</bdi></a>`,
      title: row => `${row.name} (${row.key})`,
    },
    {
      key: 'jobType',
      label: t('Job type'),
      width: 130,
      code: true,
      cell: row => row.jobType,
      title: row => row.jobType,
    },
    {
      key: 'created',
      label: t('Created'),
      width: 170,
      sortable: true,
      cell: row => formatTime(row.createdAt),
    },
    { key: 'duration', label: t('Duration'), width: 110, end: true, cell: duration },
    { key: 'inputs', label: t('Inputs'), width: 70, end: true, cell: row => formatNumber(row.inputCount) },
    { key: 'outputs', label: t('Outputs'), width: 70, end: true, cell: row => formatNumber(row.outputCount) },
  ];
}
