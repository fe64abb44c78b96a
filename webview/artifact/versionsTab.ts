import { html, type TemplateResult } from 'lit';
import type { ArtifactOverview, VersionHistory } from '../../src/protocol/pages/artifact.ts';
import { versionName } from '../../src/core/names.ts';
import type { Shell } from '../host/shell.ts';
import { VersionCharts } from './versionCharts.ts';
import type { Column, Sort } from '../grid/column.ts';
import '../grid/grid.ts';
import { sorted } from '../grid/sorted.ts';
import { compareButton } from '../parts/compareButton.ts';
import { pills, versionPath, versionText } from '../parts/links.ts';
import { pending } from '../parts/notice.ts';
import type { Resource } from '../parts/resource.ts';
import { formatBytes, formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';

type Versions = VersionHistory['versions'];
type Row = Versions[number] & {
  /** Bytes more than in the version before; undefined for the first. */
  readonly growth: number | undefined;
};

function columns(): readonly Column<Row>[] {
  return [
    {
      key: 'version',
      label: t('Version'),
      width: 90,
      code: true,
      sortable: true,
      cell: row => html`<a href=${versionPath(row)} tabindex="-1">${versionName(row.index)}</a>`,
    },
    {
      key: 'aliases',
      label: t('Aliases'),
      width: 200,
      grows: true,
      cell: row => pills(row.aliases, t('Aliases')),
    },
    {
      key: 'size',
      label: t('Size'),
      width: 100,
      end: true,
      sortable: true,
      cell: row => formatBytes(row.size),
    },
    {
      key: 'growth',
      label: t('Change'),
      width: 100,
      end: true,
      sortable: true,
      cell: row => formatGrowth(row.growth),
    },
    {
      key: 'files',
      label: t('Files'),
      width: 90,
      end: true,
      sortable: true,
      cell: row => formatNumber(row.fileCount),
    },
    {
      key: 'created',
      label: t('Created'),
      width: 170,
      sortable: true,
      cell: row => formatTime(row.createdAt),
    },
    {
      key: 'digest',
      label: t('Digest'),
      width: 120,
      code: true,
      cell: row => row.digest,
      title: row => row.digest,
    },
  ];
}

const keys: Readonly<Record<string, (row: Row) => number>> = {
  version: row => row.index,
  size: row => row.size,
  growth: row => row.growth ?? 0,
  files: row => row.fileCount,
  created: row => row.createdAt,
};

function formatGrowth(growth: number | undefined): string {
  if (growth === undefined) return '';
  if (growth === 0) return '±0';
  return growth > 0 ? `+${formatBytes(growth)}` : `−${formatBytes(-growth)}`;
}

/** All versions of the artifact. */
export class VersionsTab {
  readonly #update: () => void;
  readonly #charts: VersionCharts;
  #sort: Sort = { key: 'version', descending: true };
  /** Ids of versions to compare. */
  #selection: ReadonlySet<unknown> = new Set();
  #made: { readonly from: Versions; readonly rows: readonly Row[] } | undefined;

  constructor(update: () => void) {
    this.#update = update;
    this.#charts = new VersionCharts(update);
  }

  render(versions: Resource<Versions>, { version }: ArtifactOverview, shell: Shell): TemplateResult {
    versions.need();
    const { value, failure } = versions;
    if (!value) return pending(failure, () => versions.load());
    if (this.#made?.from !== value) this.#made = { from: value, rows: withGrowth(value) };
    const { rows } = this.#made;
    return html`${this.#charts.render(value)}
      <div class="filter-bar">${this.#compare(rows, shell)}</div>
      <amphora-grid
        .label=${t('Versions')}
        .columns=${columns()}
        .rows=${sorted(rows, keys, this.#sort)}
        .sort=${this.#sort}
        .rowKey=${(row: Row) => row.id}
        .selection=${this.#selection}
        .onSelect=${(selection: ReadonlySet<unknown>) => {
          this.#selection = selection;
          this.#update();
        }}
        .chosen=${new Set(rows.filter(row => row.id === version.id))}
        .onSort=${(sort: Sort) => {
          this.#sort = sort;
          this.#update();
        }}
        .onActivate=${(row: Row) => shell.act('open', { path: versionPath(row) })}
      ></amphora-grid>`;
  }

  /** The oldest of those that are selected is what the others are compared with. */
  #compare(rows: readonly Row[], shell: Shell): TemplateResult {
    const selected = rows.filter(({ id }) => this.#selection.has(id)).toReversed();
    const [first] = selected;
    return compareButton({
      count: selected.length,
      hint: t('Select versions to compare them.'),
      label: t('Compare {count} Versions', { count: formatNumber(selected.length) }),
      run: () => {
        if (!first) return;
        const { entity, project } = first;
        shell.open({ page: 'compare', entity, project, what: 'versions', items: selected.map(versionText) });
      },
    });
  }
}

/** @param versions the newest first */
function withGrowth(versions: Versions): readonly Row[] {
  return versions.map((version, i) => {
    const before = versions[i + 1];
    return { ...version, growth: before && version.size - before.size };
  });
}
