/** `<amphora-files>`: the files of a version as a tree beside a preview of the one that is chosen. */
import './files.css';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Sort, Tree } from '../grid/column.ts';
import type { Grid } from '../grid/grid.ts';
import '../grid/grid.ts';
import { imageBeside } from './imageBeside.ts';
import { filterField } from '../parts/filterBar.ts';
import { notice } from '../parts/notice.ts';
import type { FileHost, FileSource } from '../preview/fileSource.ts';
import { kindOf } from '../preview/kind.ts';
import '../preview/preview.ts';
import { toolbarButton } from '../ui/controls.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { openMenu } from '../ui/menu.ts';
import { fileColumns } from './fileColumns.ts';
import type { FileList } from './fileList.ts';
import { FileTree } from './fileTree.ts';
import { baseName } from './names.ts';
import { FileOutline } from './outline.ts';
import { searchPaths, wordsOf } from './search.ts';

/** Milliseconds for which the arrows rest before what they came to is read. */
const REST = 120;

export class FilesView extends LitElement {
  static override properties = {
    list: { attribute: false },
    selected: { attribute: false },
    host: { attribute: false },
  };

  declare list: FileList | undefined;
  /** Path of the file that is shown. */
  declare selected: string | undefined;
  declare host: FileHost | undefined;
  /** The person chose another file. */
  onSelect: ((path: string) => void) | undefined;

  #outline: FileOutline | undefined;
  #tree: Tree<number> | undefined;
  #sought = '';
  /** Nodes that a search found, in the order of their paths. */
  #found: readonly number[] | undefined;
  #columns = fileColumns(undefined, '', undefined);
  #source: FileSource | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#rest);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('list')) this.#build();
    // Another version's file of the same path is another file.
    if (changed.has('host')) this.#source = undefined;
    if (changed.has('list') || changed.has('host') || changed.has('selected')) this.#follow();
  }

  #build(): void {
    const { list } = this;
    this.#outline = list && new FileOutline(new FileTree(list.paths, list.sizes));
    const outline = this.#outline;
    this.#tree = outline && {
      level: row => outline.level(row),
      isOpen: row => outline.isOpen(row),
      toggle: row => this.#change(() => outline.toggle(row)),
    };
    this.#search(this.#sought);
  }

  /** Brings what is chosen into sight, and its bytes. */
  #follow(): void {
    const { selected, list } = this;
    if (this.#source?.path !== selected) {
      this.#source = selected === undefined ? undefined : this.host?.source(selected);
    }
    const place = selected === undefined ? -1 : (list?.paths.indexOf(selected) ?? -1);
    const node = this.#outline?.tree.nodeAt(place) ?? -1;
    const grid = this.#grid;
    if (node < 0 || grid?.active === node) return;
    const row = this.#found ? this.#found.indexOf(node) : (this.#outline?.reveal(node) ?? -1);
    void this.updateComplete.then(() => {
      if (row >= 0) this.#grid?.reveal(row);
    });
  }

  get #grid(): Grid<number> | null {
    return this.querySelector<Grid<number>>('amphora-grid.files-grid');
  }

  get #rows(): readonly number[] {
    return this.#found ?? this.#outline?.rows ?? [];
  }

  protected override render(): TemplateResult {
    const { list } = this;
    if (!list) return html``;
    if (list.paths.length === 0) return notice('file', t('This version has no files.'));
    return html`<div class="files-side">
        ${this.#bar(list)}
        <div class="files-tree" @keydown=${this.#onKey}>
          <amphora-grid
            class="files-grid"
            .label=${t('Files')}
            .columns=${this.#columns}
            .rows=${this.#rows}
            .tree=${this.#found ? undefined : this.#tree}
            .sort=${this.#outline?.sort}
            .chosen=${this.#chosen()}
            .onSort=${this.#onSort}
            .onFocus=${this.#onRow}
            .onActivate=${this.#onActivate}
            .onMenu=${this.#onMenu}
          ></amphora-grid>
        </div>
      </div>
      <div class="files-preview">${this.#preview(list)}</div>`;
  }

  #bar(list: FileList): TemplateResult {
    const found = this.#found;
    const all = formatNumber(list.paths.length);
    return html`<div class="filter-bar" role="search" aria-label=${t('Search files by name')}>
      ${filterField(
        t('Search files by name'),
        this.#sought,
        text => this.#change(() => this.#search(text)),
        this.#onSearchKey,
      )}
      <span class="muted" role="status"
        >${found ? t('{count} of {all}', { count: formatNumber(found.length), all }) : ''}</span
      >
      ${toolbarButton({ icon: 'collapse-all', label: t('Collapse All'), run: () => this.#change(() => this.#outline?.closeAll()) })}
    </div>`;
  }

  #preview(list: FileList): TemplateResult {
    const { selected } = this;
    if (selected === undefined) return notice('file', t('Choose a file to see what is in it.'));
    const place = list.paths.indexOf(selected);
    if (place < 0) return notice('file', t('There is no file {path} in this version.', { path: selected }));
    const address = list.references.get(place);
    if (address !== undefined) return this.#reference(selected, address);
    return html`<amphora-preview
      .file=${this.#source}
      .host=${this.host}
      .steps=${this.#imageBeside(selected, 1) !== undefined}
      .onStep=${this.#onStep}
      .onShow=${(path: string) => this.#select(path)}
    ></amphora-preview>`;
  }

  /** What lies elsewhere is told, not fetched. */
  #reference(path: string, address: string): TemplateResult {
    const isWeb = /^https?:\/\//i.test(address);
    return html`<div class="files-reference">
      <h2><bdi>${baseName(path)}</bdi></h2>
      <p>${t('A reference: its bytes lie elsewhere, and are not shown here.')}</p>
      <p class="code">
        ${isWeb ? html`<a href=${address} target="_blank" rel="noopener noreferrer">${address}</a>` : address}
      </p>
      <p>${toolbarButton({ icon: 'copy', label: t('Copy Address'), run: () => this.host?.copy(address) })}</p>
    </div>`;
  }

  #chosenNode: { readonly node: number; readonly set: ReadonlySet<number> } | undefined;

  #chosen(): ReadonlySet<number> {
    const place = this.selected === undefined ? -1 : (this.list?.paths.indexOf(this.selected) ?? -1);
    const node = this.#outline?.tree.nodeAt(place) ?? -1;
    if (this.#chosenNode?.node !== node) this.#chosenNode = { node, set: new Set([node]) };
    return this.#chosenNode.set;
  }

  /** The image before or after one, in its folder or among what was found, in the order in which they are shown. */
  #imageBeside(path: string | undefined, by: 1 | -1): string | undefined {
    const outline = this.#outline;
    if (!outline || path === undefined || kindOf(path).kind !== 'image') return undefined;
    const { tree } = outline;
    const node = tree.nodeAt(tree.paths.indexOf(path));
    const around = this.#found ?? outline.ordered(tree.parent(node));
    const isImage = (each: number): boolean =>
      !tree.isFolder(each) && kindOf(tree.name(each)).kind === 'image';
    const other = imageBeside(around, node, by, isImage);
    return other === undefined ? undefined : tree.path(other);
  }

  readonly #onStep = (by: 1 | -1): void => {
    const next = this.#imageBeside(this.selected, by);
    if (next !== undefined) this.#select(next);
  };

  #select(path: string): void {
    clearTimeout(this.#rest);
    if (path !== this.selected) this.onSelect?.(path);
  }

  #change(change: () => void): void {
    change();
    this.requestUpdate();
  }

  #search(sought: string): void {
    const outline = this.#outline;
    this.#sought = sought;
    const words = wordsOf(sought);
    this.#found =
      outline && words.length > 0
        ? searchPaths(outline.tree.paths, sought).map(place => outline.tree.nodeAt(place))
        : undefined;
    this.#columns = fileColumns(
      outline?.tree,
      words.at(-1) ?? '',
      this.list?.references,
      this.#found !== undefined,
    );
  }

  readonly #onSort = (sort: Sort): void => {
    this.#change(() => {
      if (this.#outline) this.#outline.sort = sort;
    });
  };

  readonly #onRow = (row: number, event: Event): void => {
    const tree = this.#outline?.tree;
    if (!tree) return;
    clearTimeout(this.#rest);
    if (tree.isFolder(row)) {
      // As in the explorer: a click anywhere on a folder opens it.
      if (event.type === 'click') this.#tree?.toggle(row);
      return;
    }
    const path = tree.path(row);
    if (event.type === 'click') this.#select(path);
    else this.#rest = setTimeout(() => this.#select(path), REST);
  };

  readonly #onActivate = (row: number, event: Event): void => {
    const tree = this.#outline?.tree;
    if (!tree) return;
    if (!tree.isFolder(row)) this.host?.open(tree.path(row));
    else if (event instanceof KeyboardEvent) this.#tree?.toggle(row);
  };

  readonly #onMenu = (row: number, place: { readonly x: number; readonly y: number }): void => {
    const { host, list } = this;
    const tree = this.#outline?.tree;
    if (!tree || !host) return;
    const path = tree.path(row);
    const copyPath = { label: t('Copy Path'), keys: 'Ctrl+C', run: () => host.copy(path) };
    const address = tree.isFolder(row) ? undefined : list?.references.get(tree.place(row));
    if (tree.isFolder(row)) openMenu(t('Actions'), [copyPath], place);
    else if (address !== undefined) {
      openMenu(t('Actions'), [{ label: t('Copy Address'), run: () => host.copy(address) }, copyPath], place);
    } else {
      openMenu(
        t('Actions'),
        [
          { label: t('Open in Editor'), keys: 'Enter', run: () => host.open(path) },
          { label: t('Download…'), run: () => host.save(path) },
          { ...copyPath, separated: true },
        ],
        place,
      );
    }
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey;
    const row = this.#grid?.active;
    if (isCommand && event.key.toLowerCase() === 'f') {
      this.querySelector<HTMLInputElement>('.filter-field')?.select();
    } else if (isCommand && event.key.toLowerCase() === 'c' && row !== undefined) {
      this.host?.copy(this.#outline?.tree.path(row) ?? '');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    this.#grid?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('amphora-files', FilesView);
