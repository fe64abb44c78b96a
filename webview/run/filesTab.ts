/** The files that a run keeps. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RunId } from '../../src/core/ids.ts';
import type { Client } from '../../src/protocol/client.ts';
import type { RunContract, RunFiles } from '../../src/protocol/pages/run.ts';
import type { Shell } from '../host/shell.ts';
import { imageBeside } from '../files/imageBeside.ts';
import type { Column, Sort } from '../grid/column.ts';
import type { Grid } from '../grid/grid.ts';
import '../grid/grid.ts';
import { sorted } from '../grid/sorted.ts';
import { filterField } from '../parts/filterBar.ts';
import { notice, pending } from '../parts/notice.ts';
import type { Resource } from '../parts/resource.ts';
import type { FileHost, FileSource } from '../preview/fileSource.ts';
import { fileIcon, kindOf } from '../preview/kind.ts';
import '../preview/preview.ts';
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
    cell: ({ name }) =>
      html`<i class="codicon codicon-${fileIcon(name)} muted" aria-hidden="true"></i><bdi>${name}</bdi>`,
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

const isImage = ({ name }: Row): boolean => kindOf(name).kind === 'image';

export class FilesTab {
  readonly #client: Client<RunContract>;
  readonly #shell: Shell;
  readonly #update: () => void;
  readonly #onSelect: (path: string) => void;
  #sort: Sort = { key: 'name', descending: false };
  #query = '';
  /** The file that is shown beside the list. */
  #selected: string | undefined;
  /** Whether it is still to be brought into sight. */
  #isWanted = false;
  #made: { readonly from: Files; readonly query: string; readonly rows: readonly Row[] } | undefined;
  #source: { readonly row: Row; readonly source: FileSource } | undefined;

  /** @param onSelect is told the path of the file that the person chose */
  constructor(
    client: Client<RunContract>,
    shell: Shell,
    update: () => void,
    onSelect: (path: string) => void,
  ) {
    this.#client = client;
    this.#shell = shell;
    this.#update = update;
    this.#onSelect = onSelect;
  }

  /** Goes to a file, as soon as it is there. */
  show(path: string): void {
    if (path === this.#selected) return;
    this.#selected = path;
    this.#isWanted = true;
    this.#query = '';
  }

  render(files: Resource<Files>, id: RunId): TemplateResult {
    files.need();
    const { value, failure } = files;
    if (!value) return pending(failure, () => files.load());
    if (value.length === 0) return notice('files', t('This run keeps no files.'));
    const selected = value.find(({ name }) => name === this.#selected);
    const ordered = sorted(this.#rows(value), keys, this.#sort);
    const beside = (by: 1 | -1): Row | undefined =>
      selected && isImage(selected) ? imageBeside(ordered, selected, by, isImage) : undefined;
    return html`<div class="files-split">
      <div class="files-list">${this.#list(value, ordered, selected, id)}</div>
      ${
        selected
          ? html`<amphora-preview
              .file=${this.#sourceOf(selected, id)}
              .host=${this.#hostOf(value, id)}
              .steps=${beside(1) !== undefined}
              .onStep=${(by: 1 | -1) => this.#step(beside(by))}
              .onShow=${(path: string) => this.#select(path)}
            ></amphora-preview>`
          : nothing
      }
    </div>`;
  }

  #list(files: Files, ordered: readonly Row[], selected: Row | undefined, id: RunId): TemplateResult {
    this.#reveal(ordered);
    const host = this.#hostOf(files, id);
    return html`<div class="filter-bar">
        ${filterField(t('Search files'), this.#query, query => {
          this.#query = query;
          this.#update();
        })}
        <span class="muted" role="status">
          ${t('Files: {count}, {size}', {
            count: formatNumber(ordered.length),
            size: formatBytes(ordered.reduce((sum, { size }) => sum + size, 0)),
          })}
        </span>
      </div>
      <amphora-grid
        .label=${t('Files')}
        .columns=${columns()}
        .rows=${ordered}
        .chosen=${new Set(selected ? [selected] : [])}
        .sort=${this.#sort}
        .onSort=${(sort: Sort) => {
          this.#sort = sort;
          this.#update();
        }}
        .onFocus=${({ name }: Row) => this.#select(name)}
        .onActivate=${({ name }: Row) => host.open(name)}
        .onMenu=${({ name }: Row, place: { readonly x: number; readonly y: number }) =>
          openMenu(
            name,
            [
              { label: t('Open in Editor'), run: () => host.open(name) },
              { label: t('Save As…'), run: () => host.save(name) },
              { label: t('Copy Path'), run: () => host.copy(name) },
            ],
            place,
          )}
      ></amphora-grid>`;
  }

  #step(to: Row | undefined): void {
    if (!to) return;
    this.#isWanted = true;
    this.#select(to.name);
  }

  #select(path: string): void {
    if (path === this.#selected) return;
    this.#selected = path;
    this.#onSelect(path);
    this.#update();
  }

  #sourceOf(row: Row, id: RunId): FileSource {
    if (this.#source?.row === row) return this.#source.source;
    const { name: path, size } = row;
    const client = this.#client;
    const source: FileSource = {
      path,
      size,
      read: (limit, signal) => client.request('getFile', { id, path, limit }, signal),
    };
    this.#source = { row, source };
    return source;
  }

  #hostOf(files: Files, id: RunId): FileHost {
    const shell = this.#shell;
    return {
      source: path => {
        const row = files.find(({ name }) => name === path);
        return row && this.#sourceOf(row, id);
      },
      open: path => shell.act('openFile', { of: 'run', id, path }),
      save: path => shell.act('saveFile', { of: 'run', id, path }),
      copy: text => shell.act('copy', { text }),
    };
  }

  #reveal(rows: readonly Row[]): void {
    const index = this.#isWanted ? rows.findIndex(({ name }) => name === this.#selected) : -1;
    if (index < 0) return;
    this.#isWanted = false;
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
