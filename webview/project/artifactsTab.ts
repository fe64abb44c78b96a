import { html, type TemplateResult } from 'lit';
import { versionName } from '../../src/core/names.ts';
import type { Client } from '../../src/protocol/client.ts';
import type {
  ProjectArtifacts,
  ProjectContract,
  ProjectOverview,
  ProjectPlace,
} from '../../src/protocol/pages/project.ts';
import type { Column } from '../grid/column.ts';
import type { Shell } from '../host/shell.ts';
import { choice, filterField } from '../parts/filterBar.ts';
import { pills, versionPath } from '../parts/links.ts';
import { notice } from '../parts/notice.ts';
import { formatBytes, formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { typeGlyph } from '../../src/picture/glyphs.ts';
import { chartColor } from '../../src/picture/typeColor.ts';
import { howToLog } from './empty.ts';
import { listing, shownCount } from './listing.ts';
import { QueryList } from './queryList.ts';

type Row = ProjectArtifacts['artifacts'][number];

interface Query {
  readonly filter: string;
  /** Empty for all. */
  readonly type: string;
  readonly sort: 'name' | 'updated' | 'created';
}

export class ArtifactsTab {
  readonly #shell: Shell;
  readonly #place: ProjectPlace;
  readonly #found: QueryList<Query, Row>;

  constructor(client: Client<ProjectContract>, shell: Shell, place: ProjectPlace, changed: () => void) {
    this.#shell = shell;
    this.#place = place;
    this.#found = new QueryList<Query, Row>(
      { filter: '', type: '', sort: 'updated' },
      async ({ filter, type, sort }, cursor, signal) => {
        const query = {
          ...place,
          cursor,
          sort,
          ...(filter === '' ? {} : { filter }),
          ...(type === '' ? {} : { type }),
        };
        const { artifacts, next } = await client.request('getArtifacts', query, signal);
        return { rows: artifacts, next };
      },
      row => row.name,
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

  /** @param overview unset while it is not known yet */
  render(overview: ProjectOverview | undefined): TemplateResult {
    const found = this.#found;
    const { query, rows, list } = found;
    list.need();
    if (overview?.project.artifactCount === 0 && rows?.length === 0)
      return howToLog(this.#shell, this.#place);
    return html`<div class="filter-bar">
        ${filterField(t('Filter artifacts by name'), query.filter, filter => found.change({ filter }))}
        ${choice(t('Type'), typeOptions(overview?.types ?? []), query.type, type => found.change({ type }))}
        ${choice(t('Sort by'), sortOptions(), query.sort, sort => found.change({ sort: sort as Query['sort'] }))}
        ${shownCount(rows, list.hasMore)}
      </div>
      ${listing<Row>({
        label: t('Artifacts'),
        rows,
        list,
        columns: columns(),
        rowKey: row => row.name,
        onActivate: ({ newest }) => {
          if (newest) this.#shell.act('open', { path: versionPath(newest) });
        },
        none: notice('search', t('No artifact fits the filter.'), [
          { icon: 'clear-all', label: t('Clear Filter'), run: () => found.change({ filter: '', type: '' }) },
        ]),
      })}`;
  }
}

const typeOptions = (types: ProjectOverview['types']) => [
  { value: '', label: t('All types') },
  ...types.map(({ name, count }) => ({ value: name, label: `${name} (${formatNumber(count)})` })),
];

const sortOptions = () => [
  { value: 'updated', label: t('Last updated') },
  { value: 'created', label: t('Newest first') },
  { value: 'name', label: t('Name') },
];

function nameCell({ name, type, newest }: Row): TemplateResult {
  const icon = html`<i
    class="codicon codicon-${typeGlyph(type)} type-icon chart-${chartColor(type)}"
    aria-hidden="true"
  ></i>`;
  // Of one whose versions were all deleted there is no page.
  if (!newest) return html`${icon}<bdi>${name}</bdi>`;
  return html`${icon}<a href=${versionPath(newest)} tabindex="-1"><bdi>${name}</bdi></a>`;
}

function columns(): readonly Column<Row>[] {
  return [
    {
      key: 'name',
      label: t('Artifact'),
      width: 200,
      grows: true,
      code: true,
      cell: nameCell,
      title: row => (row.description === '' ? row.name : `${row.name}\n${row.description}`),
    },
    { key: 'type', label: t('Type'), width: 110, code: true, cell: row => row.type, title: row => row.type },
    {
      key: 'newest',
      label: t('Newest'),
      width: 80,
      end: true,
      code: true,
      cell: ({ newest }) => (newest ? versionName(newest.index) : ''),
    },
    {
      key: 'aliases',
      label: t('Aliases'),
      width: 180,
      cell: ({ newest }) => (newest ? pills(newest.aliases, t('Aliases')) : ''),
      title: ({ newest }) => newest?.aliases.join(', ') ?? '',
    },
    {
      key: 'size',
      label: t('Size'),
      width: 80,
      end: true,
      cell: ({ newest }) => (newest ? formatBytes(newest.size) : ''),
    },
    {
      key: 'versions',
      label: t('Versions'),
      width: 80,
      end: true,
      cell: row => formatNumber(row.versionCount),
    },
    { key: 'updated', label: t('Updated'), width: 170, cell: row => formatTime(row.updatedAt) },
  ];
}
