/** A table of keys and what each of the compared things has for them. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Column } from '../grid/column.ts';
import '../grid/grid.ts';
import { notice } from '../parts/notice.ts';
import { filterField, toggle } from '../parts/filterBar.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { type Cell, isSame, type KeyRow, MISSING } from './keyRows.ts';

/** One of the things that are compared. */
export interface Side {
  readonly label: string;
  readonly head: TemplateResult;
}

/** Characters of a value that a cell holds; its beginning tells them apart, or the tooltip does. */
const SHOWN = 1000;

/** px of the keys' column: it stays beside all others, which need room too. */
const keysWidth = (): number => (window.innerWidth < 480 ? 120 : 220);

export class KeyGrid {
  readonly #update: () => void;
  #search = '';
  #onlyDifferences = true;
  #made:
    { readonly from: readonly KeyRow[]; readonly how: string; readonly rows: readonly KeyRow[] } | undefined;

  constructor(update: () => void) {
    this.#update = update;
  }

  /** @param none what is said where there are no keys at all */
  render(label: string, rows: readonly KeyRow[], sides: readonly Side[], none: string): TemplateResult {
    if (rows.length === 0) return notice('json', none);
    const shown = this.#fitting(rows, sides.length > 1);
    return html`<div class="filter-bar">
        ${filterField(t('Search keys and values'), this.#search, text => {
          this.#search = text;
          this.#update();
        })}
        ${
          sides.length > 1
            ? toggle('filter', t('Only differences'), this.#onlyDifferences, () => this.#toggleDifferences())
            : nothing
        }
        <span class="muted" role="status"
          >${t('{shown} of {count} keys', { shown: formatNumber(shown.length), count: formatNumber(rows.length) })}</span
        >
      </div>
      ${shown.length === 0 ? this.#nothingShown() : grid(label, shown, sides)}`;
  }

  #toggleDifferences(): void {
    this.#onlyDifferences = !this.#onlyDifferences;
    this.#update();
  }

  #nothingShown(): TemplateResult {
    if (this.#search !== '') return notice('search', t('Nothing found.'));
    const showAll = { icon: 'list-flat', label: t('Show All'), run: () => this.#toggleDifferences() };
    return notice('check', t('There are no differences here.'), [showAll]);
  }

  /** The same list for the same question, so that the grid knows that nothing changed. */
  #fitting(rows: readonly KeyRow[], hasSeveral: boolean): readonly KeyRow[] {
    const onlyDifferences = this.#onlyDifferences && hasSeveral;
    const text = this.#search.trim().toLowerCase();
    const how = `${String(onlyDifferences)} ${text}`;
    if (this.#made?.from !== rows || this.#made.how !== how) {
      const fits = (row: KeyRow): boolean =>
        (!onlyDifferences || row.differs) &&
        (text === '' ||
          row.label.toLowerCase().includes(text) ||
          row.cells.some(cell => cell.text.toLowerCase().includes(text)));
      this.#made = { from: rows, how, rows: rows.filter(fits) };
    }
    return this.#made.rows;
  }
}

function grid(label: string, rows: readonly KeyRow[], sides: readonly Side[]): TemplateResult {
  return html`<amphora-grid
    class="key-grid"
    .label=${label}
    .columns=${columns(sides)}
    .rows=${rows}
    .rowKey=${(row: KeyRow) => row.key}
  ></amphora-grid>`;
}

function columns(sides: readonly Side[]): readonly Column<KeyRow>[] {
  const isGrowing = sides.length <= 4;
  return [
    { key: 'key', label: t('Key'), width: keysWidth(), code: true, cell: keyCell, title: row => row.label },
    ...sides.map((side, i): Column<KeyRow> => ({
      key: `side${String(i)}`,
      label: side.label,
      head: () => side.head,
      width: isGrowing ? 140 : 160,
      grows: isGrowing,
      code: true,
      cell: row => valueCell(row.cells[i] ?? MISSING),
      title: row => row.cells[i]?.text.slice(0, SHOWN) ?? '',
      cellClass: row => (i > 0 && !isSame(row.cells[i] ?? MISSING, row.cells[0] ?? MISSING) ? 'differs' : ''),
    })),
  ];
}

function keyCell({ label, differs }: KeyRow): TemplateResult {
  const icon = differs
    ? html`<i
        class="codicon codicon-diff-modified"
        role="img"
        aria-label=${t('differs')}
        title=${t('differs')}
      ></i>`
    : html`<i class="codicon codicon-blank" aria-hidden="true"></i>`;
  return html`${icon}<bdi>${label}</bdi>`;
}

function valueCell({ kind, text, show }: Cell): TemplateResult {
  if (kind === 'missing')
    return html`<span class="muted">—<span class="spoken"> ${t('missing')}</span></span>`;
  if (kind === 'null') return html`<span class="null">${text}</span>`;
  return show ?? html`<bdi>${text.slice(0, SHOWN)}</bdi>`;
}
