/** `<amphora-table>`: the table that a file holds, to be sorted and filtered. */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Column, Sort } from '../../grid/column.ts';
import '../../grid/grid.ts';
import { filterField } from '../../parts/filterBar.ts';
import { formatNumber } from '../../ui/format.ts';
import { highlighted } from '../../ui/highlight.ts';
import { t } from '../../ui/l10n.ts';
import { openMenu } from '../../ui/menu.ts';
import type { FileHost } from '../fileSource.ts';
import '../thumbnail.ts';
import { filterRows, orderRows } from './order.ts';
import { cellText, mediaOf, type Table, type TableRow } from './table.ts';

/** px of rows that hold pictures. */
const PICTURE_ROW = 72;
/** Rows that tell how wide a column is. */
const LOOKED_AT = 50;
/** Characters of a cell that are shown. */
const SHOWN = 300;

export class TableView extends LitElement {
  static override properties = { table: { attribute: false }, label: {}, host: { attribute: false } };

  declare table: Table | undefined;
  declare label: string;
  declare host: FileHost | undefined;
  /** A file that a cell refers to is to be shown. */
  onShow: ((path: string) => void) | undefined;

  #sought = '';
  #sort: Sort | undefined;
  #rows: readonly TableRow[] = [];
  #columns: readonly Column<TableRow>[] = [];

  constructor() {
    super();
    this.label = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('table')) return;
    this.#sort = undefined;
    this.#sought = '';
    this.#arrange();
  }

  protected override render(): TemplateResult {
    const { table } = this;
    if (!table) return html``;
    return html`<div class="filter-bar" role="search" aria-label=${t('Filter rows')}>
        ${filterField(t('Filter rows'), this.#sought, this.#onFilter)}
        <span class="muted" role="status">${this.#countText(table)}</span>
      </div>
      <amphora-grid
        .label=${this.label}
        .columns=${this.#columns}
        .rows=${this.#rows}
        .sort=${this.#sort}
        .rowHeight=${table.columns.some(({ kind }) => kind === 'media') ? PICTURE_ROW : 22}
        .onSort=${this.#onSort}
        .onActivate=${this.#onActivate}
        .onMenu=${this.#onMenu}
      ></amphora-grid>`;
  }

  #countText({ rows, columns, columnCount }: Table): string {
    const all = formatNumber(rows.length);
    const counted =
      this.#rows.length === rows.length
        ? rows.length === 1
          ? t('1 row')
          : t('{count} rows', { count: all })
        : t('{count} of {all} rows', { count: formatNumber(this.#rows.length), all });
    if (columns.length === columnCount) return counted;
    const told = t('{count} of {all} columns', {
      count: formatNumber(columns.length),
      all: formatNumber(columnCount),
    });
    return `${counted}, ${told}`;
  }

  #arrange(): void {
    const { table } = this;
    if (!table) return;
    const rows = filterRows(table.rows, this.#sought);
    const sort = this.#sort;
    const place = table.columns.findIndex((_, i) => keyOf(i) === sort?.key);
    if (sort?.key === NUMBER_KEY) this.#rows = sort.descending ? rows.toReversed() : rows;
    else this.#rows = sort && place >= 0 ? orderRows(table, rows, place, sort.descending) : rows;
    this.#columns = [this.#numberColumn(table), ...table.columns.map((_, i) => this.#column(table, i))];
  }

  #numberColumn({ rows }: Table): Column<TableRow> {
    return {
      key: NUMBER_KEY,
      label: '#',
      width: 24 + 9 * String(rows.length).length,
      end: true,
      sortable: true,
      cell: ({ index }) => html`<span class="muted">${formatNumber(index + 1)}</span>`,
    };
  }

  #column(table: Table, place: number): Column<TableRow> {
    const { name = '', kind = 'text' } = table.columns[place] ?? {};
    const isLast = place === table.columns.length - 1;
    return {
      key: keyOf(place),
      label: name === '' ? t('Column {number}', { number: place + 1 }) : name,
      width: kind === 'media' ? 110 : widthOf(table, place),
      grows: isLast && kind === 'text',
      end: kind === 'number',
      sortable: true,
      code: true,
      cell: row => this.#cell(row.cells[place]),
      title: row => cellText(row.cells[place]).slice(0, SHOWN),
    };
  }

  #cell(cell: unknown): TemplateResult | string {
    const media = mediaOf(cell);
    if (media?.type.startsWith('image') === true) {
      return html`<amphora-thumbnail
        .path=${media.path}
        .host=${this.host}
        @click=${() => this.onShow?.(media.path)}
      ></amphora-thumbnail>`;
    }
    if (cell === null) return html`<em class="muted">null</em>`;
    const text = cellText(cell).slice(0, SHOWN);
    return html`<bdi>${highlighted(text, this.#sought)}</bdi>`;
  }

  readonly #onFilter = (text: string): void => {
    this.#sought = text;
    this.#arrange();
    this.requestUpdate();
  };

  readonly #onSort = (sort: Sort): void => {
    this.#sort = sort;
    this.#arrange();
    this.requestUpdate();
  };

  /** The first file that a row refers to. */
  readonly #onActivate = ({ cells }: TableRow): void => {
    for (const cell of cells) {
      const media = mediaOf(cell);
      if (media) {
        this.onShow?.(media.path);
        return;
      }
    }
  };

  readonly #onMenu = (row: TableRow, place: { readonly x: number; readonly y: number }): void => {
    const text = row.cells.map(cellText).join('\t');
    openMenu(t('Actions'), [{ label: t('Copy Row'), run: () => this.host?.copy(text) }], place);
  };
}

const NUMBER_KEY = '#';
const keyOf = (place: number): string => `column ${place}`;

/** px that what is in a column takes, within limits. */
function widthOf({ columns, rows }: Table, place: number): number {
  const { name = '' } = columns[place] ?? {};
  const longest = rows
    .slice(0, LOOKED_AT)
    .reduce((most, { cells }) => Math.max(most, cellText(cells[place]).length), name.length + 2);
  return Math.min(320, Math.max(72, 24 + 8 * longest));
}

customElements.define('amphora-table', TableView);
