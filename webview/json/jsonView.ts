/** `<amphora-json>`: JSON as a tree that can be searched and copied from. */
import './json.css';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Tree } from '../grid/column.ts';
import type { Grid } from '../grid/grid.ts';
import '../grid/grid.ts';
import { filterField } from '../parts/filterBar.ts';
import { notice } from '../parts/notice.ts';
import { toolbarButton } from '../ui/controls.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { openMenu } from '../ui/menu.ts';
import { inSlices, oneSlice } from '../ui/slices.ts';
import { jsonColumns } from './jsonColumns.ts';
import { JsonProblem, JsonScanner } from './jsonScanner.ts';
import { JsonSearch } from './jsonSearch.ts';
import { firstAfter, isMore, JsonOutline, nodeOf } from './outline.ts';

export class JsonView extends LitElement {
  static override properties = { text: {}, label: {} };

  /** JSON. Another text keeps what is open, what is sought and which row the keys are on. */
  declare text: string;
  /** What it is, for those who hear the page. */
  declare label: string;
  /** Puts a text on the clipboard. */
  onCopy: ((text: string) => void) | undefined;
  /** The text is no JSON. @param line where that shows; 1 for the first */
  onProblem: ((line: number) => void) | undefined;

  #outline: JsonOutline | undefined;
  #tree: Tree<number> | undefined;
  #problem: number | undefined;
  #scanning: AbortController | undefined;
  #searching: AbortController | undefined;
  #sought = '';
  /** Which of what was found is the one that one looks at. */
  #hit = -1;
  #columns = jsonColumns(() => this.#outline, '', undefined);
  #width: number | undefined;
  readonly #resized = new ResizeObserver(() => {
    this.#width = this.clientWidth;
    this.#describe();
    this.requestUpdate();
  });

  constructor() {
    super();
    this.text = '';
    this.label = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#scanning?.abort();
    this.#searching?.abort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('text')) void this.#scan(this.text);
  }

  protected override render(): TemplateResult {
    if (this.#problem !== undefined && this.onProblem === undefined) {
      return notice(
        'json',
        t('This is no JSON; line {line} shows it.', { line: formatNumber(this.#problem) }),
      );
    }
    const outline = this.#outline;
    return html`${this.#bar(outline)}
      <div class="json-body" @keydown=${this.#onKey}>
        <amphora-grid
          .label=${this.label}
          .columns=${this.#columns}
          .rows=${outline?.rows ?? []}
          .tree=${this.#tree}
          .onFocus=${this.#onRow}
          .onMenu=${this.#onMenu}
        ></amphora-grid>
      </div>`;
  }

  #bar(outline: JsonOutline | undefined): TemplateResult {
    const found = outline?.hits?.nodes.length;
    return html`<div
      class="filter-bar"
      role="search"
      aria-label=${t('Search names and values')}
      @keydown=${this.#onKey}
    >
      ${filterField(t('Search names and values'), this.#sought, text => void this.#search(text), this.#onSearchKey)}
      <span class="json-found" role="status">${found === undefined ? '' : this.#foundText(found)}</span>
      ${
        found === undefined || found === 0
          ? nothing
          : [
              toolbarButton({
                icon: 'arrow-up',
                label: t('Previous Match'),
                keys: 'Shift+Enter',
                run: () => this.#step(-1),
              }),
              toolbarButton({
                icon: 'arrow-down',
                label: t('Next Match'),
                keys: 'Enter',
                run: () => this.#step(1),
              }),
            ]
      }
      <span class="bar-end">
        ${toolbarButton({ icon: 'expand-all', label: t('Expand All'), run: () => this.#change(each => each.openAll()) })}
        ${toolbarButton({ icon: 'collapse-all', label: t('Collapse All'), run: () => this.#change(each => each.closeAll()) })}
      </span>
    </div>`;
  }

  #foundText(found: number): string {
    if (found === 0) return t('No matches');
    const count = formatNumber(found);
    if (this.#hit < 0) return found === 1 ? t('1 match') : t('{count} matches', { count });
    return t('{place} of {count}', { place: formatNumber(this.#hit + 1), count });
  }

  get #grid(): Grid<number> | null {
    return this.querySelector<Grid<number>>('amphora-grid');
  }

  /** Most texts are read before the next frame; a long one in slices, while the one before stays in sight. */
  async #scan(text: string): Promise<void> {
    this.#scanning?.abort();
    const scanning = new AbortController();
    this.#scanning = scanning;
    const scanner = new JsonScanner(text);
    try {
      if (!oneSlice(scanner.advance)) await inSlices(scanner.advance, scanning.signal);
    } catch (error) {
      if (scanning.signal.aborted) return;
      if (!(error instanceof JsonProblem)) throw error;
      this.#problem = error.line;
      this.onProblem?.(error.line);
      this.requestUpdate();
      return;
    }
    this.#problem = undefined;
    this.#replace(new JsonOutline(scanner.tree()));
  }

  #replace(outline: JsonOutline): void {
    const before = this.#outline;
    if (before) outline.openLike(before.openPaths());
    this.#outline = outline;
    this.#tree = {
      level: row => outline.level(row),
      isOpen: row => outline.isOpen(row),
      toggle: row => this.#change(each => each.toggle(row)),
    };
    this.#describe();
    if (this.#sought !== '') void this.#search(this.#sought);
    this.requestUpdate();
  }

  #change(change: (outline: JsonOutline) => void): void {
    if (this.#outline) change(this.#outline);
    this.requestUpdate();
  }

  /** What cells show depends on what is sought; other columns make the grid draw anew. */
  #describe(): void {
    const current = this.#outline?.hits?.nodes[this.#hit];
    this.#columns = jsonColumns(() => this.#outline, this.#sought, current, this.#width);
  }

  async #search(sought: string): Promise<void> {
    this.#searching?.abort();
    const searching = new AbortController();
    this.#searching = searching;
    const outline = this.#outline;
    const active = this.#grid?.active;
    this.#sought = sought;
    this.#hit = -1;
    if (!outline) return;
    if (sought === '') {
      outline.search(undefined);
      // What was found stays in sight among all the rest.
      if (active !== undefined && !isMore(active)) this.#goTo(active);
    } else {
      const search = new JsonSearch(outline.tree, sought);
      try {
        if (!oneSlice(search.advance)) await inSlices(search.advance, searching.signal);
      } catch {
        return;
      }
      outline.search(search.hits);
    }
    this.#describe();
    this.requestUpdate();
  }

  /** Goes to what was found next, or before; at first to what comes after the row that the keys are on. */
  #step(by: 1 | -1): void {
    const outline = this.#outline;
    const nodes = outline?.hits?.nodes ?? [];
    if (!outline || nodes.length === 0) return;
    const { length } = nodes;
    if (this.#hit >= 0) this.#hit = (this.#hit + by + length) % length;
    else this.#hit = by > 0 ? firstAfter(nodes, this.#grid?.active ?? -1) % length : length - 1;
    this.#goTo(nodes[this.#hit] ?? 0);
    this.#describe();
  }

  #goTo(node: number): void {
    const row = this.#outline?.reveal(node) ?? -1;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#grid?.reveal(row));
  }

  readonly #onRow = (row: number, event: Event): void => {
    const outline = this.#outline;
    if (!outline) return;
    if (isMore(row)) {
      if (event.type === 'click') this.#change(each => each.showMore(nodeOf(row)));
      return;
    }
    const nodes = outline.hits?.nodes;
    const place = nodes ? firstAfter(nodes, row) - 1 : -1;
    if (nodes?.[place] !== row || place === this.#hit) return;
    this.#hit = place;
    this.#describe();
    this.requestUpdate();
  };

  readonly #onMenu = (row: number, place: { readonly x: number; readonly y: number }): void => {
    const tree = this.#outline?.tree;
    if (!tree || isMore(row)) return;
    const key = tree.key(row);
    openMenu(
      t('Actions'),
      [
        { label: t('Copy Value'), keys: 'Ctrl+C', run: () => this.onCopy?.(tree.copied(row)) },
        { label: t('Copy Path'), keys: 'Ctrl+Shift+C', run: () => this.onCopy?.(tree.path(row)) },
        ...(typeof key === 'string' ? [{ label: t('Copy Name'), run: () => this.onCopy?.(key) }] : []),
      ],
      place,
    );
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const row = this.#grid?.active;
    if (isCommand && key === 'f') this.querySelector<HTMLInputElement>('.filter-field')?.select();
    else if (event.key === 'F3') this.#step(event.shiftKey ? -1 : 1);
    else if (event.target instanceof HTMLInputElement || row === undefined) return;
    else if (event.key === 'Enter' && isMore(row)) this.#change(each => each.showMore(nodeOf(row)));
    else if (isCommand && key === 'c' && !isMore(row) && getSelection()?.isCollapsed !== false) {
      const tree = this.#outline?.tree;
      this.onCopy?.((event.shiftKey ? tree?.path(row) : tree?.copied(row)) ?? '');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#step(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown') this.#grid?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('amphora-json', JsonView);
