/** A table of any length: only what is in sight is in the document. One tab stop; the arrows move through its rows. */
import './grid.css';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { css } from '../ui/css.ts';
import { rovingKeys } from '../ui/roving.ts';
import { t } from '../ui/l10n.ts';
import { type Column, type Sort, type Tree, Widths } from './column.ts';
import { followEdge } from './followEdge.ts';
import { targetRow } from './keys.ts';
import { rangeOf, toggled } from './selection.ts';

/** px of a row, as in VS Code's lists; that of the head always. */
const ROW = 22;
/** Levels beyond which rows are set in no further: what they say would leave the column. */
const DEEPEST = 14;
/** Rows beyond the edge that are drawn too, so that scrolling shows no gap. */
const BEYOND = 12;

let grids = 0;

/** `<amphora-grid>`. Rows are told apart by identity, so give the same object for the same row; or by what `rowKey` says. */
export class Grid<Row> extends LitElement {
  static override properties = {
    label: {},
    columns: { attribute: false },
    rows: { attribute: false },
    sort: { attribute: false },
    tree: { attribute: false },
    chosen: { attribute: false },
    rowHeight: { attribute: false },
    selection: { attribute: false },
  };

  declare label: string;
  declare columns: readonly Column<Row>[];
  declare rows: readonly Row[];
  declare sort: Sort | undefined;
  declare tree: Tree<Row> | undefined;
  /** Rows that are marked as what the page shows beside the grid. */
  declare chosen: ReadonlySet<Row> | undefined;
  /** px of each row; more than usual where cells hold pictures. */
  declare rowHeight: number;
  /** Keys of the rows that a person selected; unset where several cannot be. */
  declare selection: ReadonlySet<unknown> | undefined;
  /** What a row is known by, however often it is read anew. */
  rowKey: (row: Row) => unknown = row => row;
  /** The person selects other rows, of which `selection` is to tell. */
  onSelect: ((selection: ReadonlySet<unknown>) => void) | undefined;
  /** The person asks for another order. */
  onSort: ((sort: Sort) => void) | undefined;
  /** Enter, or a double click. */
  onActivate: ((row: Row, event: Event) => void) | undefined;
  /** The row that the arrows came to, or that was clicked. */
  onFocus: ((row: Row, event: Event) => void) | undefined;
  onMenu: ((row: Row, place: { readonly x: number; readonly y: number }) => void) | undefined;
  /** The end came into sight: there may be more to load. */
  onEnd: (() => void) | undefined;
  /** Other rows came into sight: numbers of the first and of the one after the last. */
  onSight: ((start: number, end: number) => void) | undefined;

  readonly #id = `grid${String(grids++)}`;
  readonly #widths = new Widths();
  readonly #resized = new ResizeObserver(() => {
    if (this.#inSight().join('-') !== this.#sight) this.requestUpdate();
  });
  #active = -1;
  /** Where a stretch of selected rows begins. */
  #anchor = -1;
  #told = -1;
  #sight = '';
  /** What is in sight comes first, alone; the rest in the frame after it. */
  #beyond = 0;

  constructor() {
    super();
    this.label = '';
    this.columns = [];
    this.rows = [];
    this.rowHeight = ROW;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    this.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.removeEventListener('scroll', this.#onScroll);
  }

  readonly #onScroll = (): void => this.requestUpdate();

  /** The row that the keys are on. */
  get active(): Row | undefined {
    return this.rows[this.#active];
  }

  /** Goes to a row and brings it into sight. */
  reveal(index: number): void {
    this.#active = Math.max(-1, Math.min(index, this.rows.length - 1));
    if (this.#active >= 0) this.#scrollTo(this.#active);
    this.requestUpdate();
  }

  override focus(): void {
    this.querySelector<HTMLElement>('.grid-body')?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('rows')) return;
    const before = (changed.get('rows') as readonly Row[] | undefined) ?? [];
    this.#active = this.#placeNow(this.#active, before);
    this.#anchor = this.#placeNow(this.#anchor, before);
    this.#told = -1;
  }

  /** The keys stay on their row, wherever it is now; where it is gone, at its place. */
  #placeNow(index: number, before: readonly Row[]): number {
    const row = before[index];
    if (row === undefined) return Math.min(index, this.rows.length - 1);
    const key = this.rowKey(row);
    const there = this.rows[index];
    if (there !== undefined && this.rowKey(there) === key) return index;
    const found = this.rows.findIndex(each => this.rowKey(each) === key);
    return found < 0 ? Math.min(index, this.rows.length - 1) : found;
  }

  protected override render(): TemplateResult {
    const { columns, rows, tree } = this;
    const [start, end] = this.#inSight();
    const shown = rows.slice(start, end);
    const isDrawn = this.#active >= start && this.#active < end;
    const active = isDrawn ? `${this.#id}-${String(this.#active)}` : undefined;
    const tracks = this.#widths.tracks(columns);
    return html`<div
      class="grid-body"
      role=${tree ? 'treegrid' : 'grid'}
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${rows.length + 1}
      aria-multiselectable=${ifDefined(this.selection ? 'true' : undefined)}
      aria-activedescendant=${ifDefined(active)}
      ${css({ '--columns': this.selection ? `28px ${tracks}` : tracks })}
      @keydown=${this.#onKey}
      @focus=${this.#onFocusIn}
    >
      <div class="grid-row grid-head" role="row" aria-rowindex="1" @keydown=${rovingKeys}>
        ${
          this.selection
            ? html`<div class="grid-cell" role="columnheader">
                <span class="spoken">${t('Selected')}</span>
              </div>`
            : nothing
        }${columns.map(each => this.#head(each))}
      </div>
      <div
        class="grid-rows"
        role="rowgroup"
        ${css({ height: `${String(rows.length * this.rowHeight)}px`, '--row': `${String(this.rowHeight)}px` })}
      >
        ${shown.map((row, i) => this.#row(row, start + i))}
      </div>
    </div>`;
  }

  protected override updated(): void {
    const [start, end] = this.#inSight();
    const sight = [start, end].join('-');
    if (sight !== this.#sight) this.onSight?.(start, end);
    this.#sight = sight;
    if (this.#beyond === 0 && end > start) {
      this.#beyond = BEYOND;
      requestAnimationFrame(() => requestAnimationFrame(() => this.requestUpdate()));
    }
    if (end < this.rows.length || this.rows.length === this.#told) return;
    this.#told = this.rows.length;
    this.onEnd?.();
  }

  #inSight(): readonly [number, number] {
    const { length } = this.rows;
    const first = Math.floor(this.scrollTop / this.rowHeight);
    const count = Math.ceil(this.clientHeight / this.rowHeight);
    const beyond = this.#beyond;
    return [Math.max(0, Math.min(first, length) - beyond), Math.min(length, first + count + beyond)];
  }

  #head(column: Column<Row>): TemplateResult {
    const { sort } = this;
    const sorted = sort?.key === column.key;
    const next = { key: column.key, descending: sorted ? !sort.descending : column.end === true };
    const icon = sort?.descending === true ? 'arrow-down' : 'arrow-up';
    return html`<div
      class="grid-cell ${column.end === true ? 'end' : ''}"
      role="columnheader"
      aria-sort=${ifDefined(sorted ? (sort.descending ? 'descending' : 'ascending') : undefined)}
    >
      ${
        column.sortable === true
          ? html`<button
              class="grid-sort"
              tabindex=${this.#isFirst(column) ? 0 : -1}
              @click=${() => this.onSort?.(next)}
            >
              <span>${column.label}</span>${
                sorted ? html`<i class="codicon codicon-${icon}" aria-hidden="true"></i>` : nothing
              }
            </button>`
          : html`<span class="grid-label">${column.head?.() ?? column.label}</span>`
      }
      <span class="grid-edge" @pointerdown=${(event: PointerEvent) => this.#resize(column.key, event)}></span>
    </div>`;
  }

  /** Of the heads that sort, one is a tab stop; the arrows lead to the others. */
  #isFirst(column: Column<Row>): boolean {
    return this.columns.find(each => each.sortable) === column;
  }

  #row(row: Row, index: number): TemplateResult {
    const { columns, tree, chosen, selection } = this;
    const level = tree?.level(row);
    const open = tree?.isOpen(row);
    const isSelected = selection?.has(this.rowKey(row));
    const isMarked = isSelected === true || chosen?.has(row) === true;
    const classes = `${index === this.#active ? ' active' : ''}${isMarked ? ' chosen' : ''}`;
    return html`<div
      class="grid-row${classes}"
      role="row"
      id="${this.#id}-${index}"
      aria-rowindex=${index + 2}
      aria-level=${ifDefined(level === undefined ? undefined : level + 1)}
      aria-expanded=${ifDefined(open === undefined ? undefined : (String(open) as 'true' | 'false'))}
      aria-selected=${isSelected ?? index === this.#active}
      ${css({ transform: `translateY(${String(index * this.rowHeight)}px)` })}
      @click=${(event: MouseEvent) => this.#onClick(row, index, event)}
      @dblclick=${(event: Event) => this.onActivate?.(row, event)}
      @contextmenu=${(event: MouseEvent) => this.#onContextMenu(row, index, event)}
    >
      ${
        isSelected === undefined
          ? nothing
          : html`<div class="grid-cell grid-check" role="gridcell">
              <i class="codicon ${isSelected ? 'codicon-check' : ''}" aria-hidden="true"></i>
            </div>`
      }${columns.map((column, i) => this.#cell(column, row, i === 0 ? level : undefined, open))}
    </div>`;
  }

  #cell(column: Column<Row>, row: Row, level: number | undefined, open: boolean | undefined): TemplateResult {
    const indent = level === undefined ? undefined : `${String(Math.min(level, DEEPEST) * 16)}px`;
    const twistie = open === undefined ? 'blank' : open ? 'chevron-down' : 'chevron-right';
    return html`<div
      class="grid-cell ${column.end === true ? 'end' : ''} ${column.code === true ? 'code' : ''} ${column.cellClass?.(row) ?? ''}"
      role="gridcell"
      title=${ifDefined(column.title?.(row))}
      ${css({ 'padding-inline-start': indent === undefined ? undefined : `calc(4px + ${indent})` })}
    >
      ${
        level === undefined
          ? nothing
          : html`<i class="codicon codicon-${twistie} grid-twistie" aria-hidden="true"></i>`
      }${column.cell(row)}
    </div>`;
  }

  #onClick(row: Row, index: number, event: MouseEvent): void {
    this.#active = index;
    this.focus();
    this.#selectByClick(index, event);
    const onTwistie = event.target instanceof Element && event.target.classList.contains('grid-twistie');
    if (this.tree?.isOpen(row) !== undefined && (onTwistie || this.onActivate === undefined)) {
      this.tree.toggle(row);
    } else this.onFocus?.(row, event);
    this.requestUpdate();
  }

  #selectByClick(index: number, event: MouseEvent): void {
    const { selection } = this;
    const on = event.target instanceof Element ? event.target : undefined;
    if (!selection || on?.closest('a, button')) return;
    if (event.shiftKey) this.#selectTo(index);
    else {
      const adds = event.ctrlKey || event.metaKey || on?.closest('.grid-check') != null;
      this.#anchor = index;
      this.#select(
        adds ? toggled(selection, this.#keyAt(index)) : rangeOf(this.rows, this.rowKey, index, index),
      );
    }
  }

  #keyAt(index: number): unknown {
    const row = this.rows[index];
    return row === undefined ? undefined : this.rowKey(row);
  }

  /** Selects from where the last selection began. */
  #selectTo(index: number): void {
    if (this.#anchor < 0) this.#anchor = index;
    this.#select(rangeOf(this.rows, this.rowKey, this.#anchor, index));
  }

  #select(selection: ReadonlySet<unknown>): void {
    this.onSelect?.(selection);
  }

  /** Whether the key was one that selects. */
  #selectByKey(event: KeyboardEvent): boolean {
    const { selection, rows } = this;
    if (!selection) return false;
    const { key } = event;
    if (key === ' ' && this.#active >= 0) {
      this.#anchor = this.#active;
      this.#select(toggled(selection, this.#keyAt(this.#active)));
    } else if (key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      this.#select(rangeOf(rows, this.rowKey, 0, rows.length - 1));
    } else if (key === 'Escape' && selection.size > 0) this.#select(new Set());
    else return false;
    return true;
  }

  #onContextMenu(row: Row, index: number, event: MouseEvent): void {
    if (!this.onMenu) return;
    event.preventDefault();
    this.#active = index;
    this.requestUpdate();
    this.onMenu(row, { x: event.clientX, y: event.clientY });
  }

  readonly #onFocusIn = (): void => {
    if (this.#active < 0 && this.rows.length > 0) this.#active = 0;
    this.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.target instanceof Element && event.target.closest('input, textarea, .grid-head')) return;
    const { active: row, tree } = this;
    const open = row === undefined ? undefined : tree?.isOpen(row);
    if (row !== undefined && event.key === 'Enter') {
      if (this.onActivate) this.onActivate(row, event);
      else if (open !== undefined) tree?.toggle(row);
    } else if (
      row !== undefined &&
      (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) &&
      this.onMenu
    ) {
      const place = this.querySelector('.grid-row.active')?.getBoundingClientRect();
      this.onMenu(row, { x: place?.left ?? 0, y: place?.bottom ?? 0 });
    } else if (
      row !== undefined &&
      ((event.key === 'ArrowRight' && open === false) || (event.key === 'ArrowLeft' && open === true))
    ) {
      tree?.toggle(row);
    } else if (!this.#selectByKey(event)) {
      const page = Math.max(1, Math.floor(this.clientHeight / this.rowHeight) - 2);
      const target = targetRow(event.key, this.#active, this.rows, page, tree);
      if (target === undefined) return;
      if (event.shiftKey && this.selection) {
        if (this.#anchor < 0) this.#anchor = this.#active;
        this.#selectTo(target);
      } else this.#anchor = target;
      this.#active = target;
      this.#scrollTo(target);
      const next = this.rows[target];
      if (next !== undefined) this.onFocus?.(next, event);
    }
    event.preventDefault();
    event.stopPropagation();
    this.requestUpdate();
  };

  #resize(key: string, event: PointerEvent): void {
    followEdge(event, width => {
      this.#widths.set(key, width);
      this.requestUpdate();
    });
  }

  #scrollTo(index: number): void {
    const top = index * this.rowHeight;
    // The head stays above the rows.
    const height = this.clientHeight - ROW;
    if (top < this.scrollTop) this.scrollTop = top;
    else if (top + this.rowHeight > this.scrollTop + height) this.scrollTop = top + this.rowHeight - height;
  }
}

customElements.define('amphora-grid', Grid);
