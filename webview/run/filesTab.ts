/** The files that a run keeps. */
import { html, type TemplateResult } from 'lit';
import type { RunId } from '../../src/core/ids.ts';
import type { RunFiles } from '../../src/protocol/pages/run.ts';
import type { Shell } from '../host/shell.ts';
import type { Column, Sort } from '../grid/column.ts';
import type { Grid } from '../grid/grid.ts';
import '../grid/grid.ts';
import { sorted } from '../grid/sorted.ts';
import { failureNotice, notice } from '../parts/notice.ts';
import type { Resource } from '../parts/resource.ts';
import { formatBytes, formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { openMenu } from '../ui/menu.ts';

type Files = RunFiles['files'];
type Row = Files[number];

const columns = (): readonly Column<Row>[] => [
  {
    key: 'name',
    label: t('Name'),
    width: 280,
    grows: true,
    code: true,
    sortable: true,
    cell: ({ name }) => html`<i class="codicon codicon-file muted" aria-hidden="true"></i><bdi>${name}</bdi>`,
    title: ({ name }) => name,
  },
  { key: 'type', label: t('Type'), width: 140, sortable: true, cell: ({ mimeType }) => mimeType ?? '' },
  {
    key: 'size',
    label: t('Size'),
    width: 90,
    end: true,
    sortable: true,
    cell: ({ size }) => formatBytes(size),
  },
  {
    key: 'updated',
    label: t('Updated'),
    width: 170,
    sortable: true,
    cell: ({ updatedAt }) => formatTime(updatedAt),
  },
];

const keys: Readonly<Record<string, (row: Row) => number | string>> = {
  name: row => row.name,
  type: row => row.mimeType ?? '',
  size: row => row.size,
  updated: row => row.updatedAt,
};

export class FilesTab {
  readonly #update: () => void;
  #sort: Sort = { key: 'name', descending: false };
  #query = '';
  /** The file that an address leads to, until it was brought into sight. */
  #wanted: string | undefined;
  #chosen: ReadonlySet<Row> | undefined;
  #made: { readonly from: Files; readonly query: string; readonly rows: readonly Row[] } | undefined;

  constructor(update: () => void) {
    this.#update = update;
  }

  /** Goes to a file, as soon as it is there. */
  show(path: string): void {
    this.#wanted = path;
    this.#query = '';
  }

  render(files: Resource<Files>, id: RunId, shell: Shell): TemplateResult {
    files.need();
    const { value, failure } = files;
    if (!value) return failure === undefined ? html`` : failureNotice(failure, () => files.load());
    if (value.length === 0) return notice('files', t('This run keeps no files.'));
    const rows = this.#rows(value);
    const ordered = sorted(rows, keys, this.#sort);
    this.#reveal(ordered);
    const open = ({ name: path }: Row): void => shell.act('openFile', { of: 'run', id, path });
    return html`<div class="filter-bar">
        <input
          class="field search-field"
          type="search"
          placeholder=${t('Search files')}
          aria-label=${t('Search files')}
          spellcheck="false"
          .value=${this.#query}
          @input=${(event: Event) => {
            this.#query = (event.target as HTMLInputElement).value;
            this.#update();
          }}
        />
        <span class="muted" role="status">
          ${t('Files: {count}, {size}', {
            count: formatNumber(rows.length),
            size: formatBytes(rows.reduce((sum, { size }) => sum + size, 0)),
          })}
        </span>
      </div>
      <amphora-grid
        .label=${t('Files')}
        .columns=${columns()}
        .rows=${ordered}
        .chosen=${this.#chosen}
        .sort=${this.#sort}
        .onSort=${(sort: Sort) => {
          this.#sort = sort;
          this.#update();
        }}
        .onActivate=${open}
        .onMenu=${(row: Row, place: { readonly x: number; readonly y: number }) =>
          openMenu(
            row.name,
            [
              { label: t('Open in Editor'), run: () => open(row) },
              {
                label: t('Save As…'),
                run: () => shell.act('saveFile', { of: 'run', id, path: row.name }),
              },
              { label: t('Copy Path'), run: () => shell.act('copy', { text: row.name }) },
            ],
            place,
          )}
      ></amphora-grid>`;
  }

  #reveal(rows: readonly Row[]): void {
    const index = rows.findIndex(({ name }) => name === this.#wanted);
    const row = rows[index];
    if (!row) return;
    this.#wanted = undefined;
    this.#chosen = new Set([row]);
    // The grid is there once this was drawn, and as high as its rows once it drew itself.
    queueMicrotask(() => {
      const grid = document.querySelector<Grid<Row>>('.tab-files amphora-grid');
      void grid?.updateComplete.then(() => grid.reveal(index));
    });
  }

  #rows(files: Files): readonly Row[] {
    const query = this.#query.trim().toLowerCase();
    if (this.#made?.from === files && this.#made.query === query) return this.#made.rows;
    const rows = query === '' ? files : files.filter(({ name }) => name.toLowerCase().includes(query));
    this.#made = { from: files, query, rows };
    return rows;
  }
}
