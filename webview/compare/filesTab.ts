/** Files of two of the compared versions, and how they differ. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Client } from '../../src/protocol/client.ts';
import {
  type CompareContract,
  type ComparedVersions,
  FILE_CHANGES,
  type FileComparison,
  type FileDifference,
} from '../../src/protocol/pages/compare.ts';
import type { Shell } from '../host/shell.ts';
import type { Sort } from '../grid/column.ts';
import '../grid/grid.ts';
import { choice, filterField, toggle } from '../parts/filterBar.ts';
import { notice, pending } from '../parts/notice.ts';
import { Resource } from '../parts/resource.ts';
import { formatBytes, formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { openMenu } from '../ui/menu.ts';
import { type Change, CHANGE_ICONS, changeText } from './changes.ts';
import { actionsOf, type Pair } from './fileActions.ts';
import { fileColumns } from './fileColumns.ts';
import { listFiles } from './fileList.ts';

type Version = ComparedVersions['versions'][number];

interface Compared {
  readonly left: string;
  readonly right: string;
  readonly files: Resource<FileComparison>;
}

export class FilesTab {
  readonly #client: Client<CompareContract>;
  readonly #shell: Shell;
  readonly #place: { readonly entity: string; readonly project: string };
  readonly #update: () => void;
  /** Label of the one that is compared with the base; the first of the others where it is not there. */
  #other: string | undefined;
  #compared: Compared | undefined;
  #hidden: ReadonlySet<Change> = new Set();
  #search = '';
  #sort: Sort = { key: 'path', descending: false };
  #listed:
    | { readonly from: FileComparison; readonly how: unknown; readonly rows: readonly FileDifference[] }
    | undefined;

  constructor(
    client: Client<CompareContract>,
    shell: Shell,
    place: { readonly entity: string; readonly project: string },
    update: () => void,
  ) {
    this.#client = client;
    this.#shell = shell;
    this.#place = place;
    this.#update = update;
  }

  /** After something changed: files of a version never do, but what failed may work now. */
  refresh(): void {
    if (this.#compared?.files.failure !== undefined) this.#compared.files.load();
  }

  dispose(): void {
    this.#compared?.files.dispose();
  }

  /** @param versions those that are there; the first is the base */
  render(versions: readonly Version[]): TemplateResult {
    const [left, ...others] = versions;
    const right = others.find(({ label }) => label === this.#other) ?? others[0];
    if (!left || !right) return notice('diff', t('Add another version to compare with.'));
    const files = this.#filesOf(left.label, right.label);
    files.need();
    const pair = { left, right };
    return html`${others.length > 1 ? this.#pairPicker(left, right, others) : nothing}
    ${files.value ? this.#comparison(files.value, pair) : pending(files.failure, () => files.load())}`;
  }

  #filesOf(left: string, right: string): Resource<FileComparison> {
    if (this.#compared?.left !== left || this.#compared.right !== right) {
      this.#compared?.files.dispose();
      const files = new Resource(
        signal => this.#client.request('getFiles', { ...this.#place, left, right }, signal),
        this.#update,
      );
      this.#compared = { left, right, files };
    }
    return this.#compared.files;
  }

  #pairPicker(left: Version, right: Version, others: readonly Version[]): TemplateResult {
    const options = others.map(({ label }) => ({ value: label, label }));
    return html`<div class="filter-bar pair">
      <span class="code"><bdi>${left.label}</bdi></span>
      <i class="codicon codicon-arrow-right" aria-hidden="true"></i>
      ${choice(t('Compared with {name}', { name: left.label }), options, right.label, label => {
        this.#other = label;
        this.#update();
      })}
    </div>`;
  }

  #comparison(value: FileComparison, pair: Pair): TemplateResult {
    const { totals, differences, more } = value;
    const rows = this.#rowsOf(value);
    const same = t('{count} the same', { count: formatNumber(totals.same.files) });
    return html`<div class="filter-bar">
        ${filterField(t('Search files'), this.#search, text => {
          this.#search = text;
          this.#update();
        })}
        <span class="totals" role="group" aria-label=${t('Differences')}>
          ${FILE_CHANGES.map(change => this.#total(change, totals[change]))}
        </span>
        <span class="muted">${same} · ${formatBytes(totals.same.bytes)}</span>
      </div>
      ${more ? html`<p class="muted more-note">${t('The first {count} are shown.', { count: formatNumber(differences.length) })}</p>` : nothing}
      ${rows.length === 0 ? nothingShown(differences.length) : this.#grid(rows, pair)}`;
  }

  /** How many files changed so, and their bytes; pressed while they are shown. */
  #total(change: Change, { files, bytes }: FileComparison['totals'][Change]): TemplateResult {
    const label = html`${formatNumber(files)}
    ${changeText(change)}${
      files === 0 ? nothing : html`<span class="total-bytes"> · ${formatBytes(bytes)}</span>`
    }`;
    return toggle(`${CHANGE_ICONS[change]} change-${change}`, label, !this.#hidden.has(change), () => {
      const hidden = new Set(this.#hidden);
      if (!hidden.delete(change)) hidden.add(change);
      this.#hidden = hidden;
      this.#update();
    });
  }

  #rowsOf(value: FileComparison): readonly FileDifference[] {
    const how = [this.#hidden, this.#search, this.#sort];
    const before = this.#listed;
    const isSame = before?.from === value && how.every((each, i) => each === (before.how as unknown[])[i]);
    if (isSame) return before.rows;
    const question = { hidden: this.#hidden, search: this.#search, sort: this.#sort };
    const rows = listFiles(value.differences, question);
    this.#listed = { from: value, how, rows };
    return rows;
  }

  #grid(rows: readonly FileDifference[], pair: Pair): TemplateResult {
    const run = (row: FileDifference): void => actionsOf(row, pair, this.#shell)[0]?.run();
    return html`<amphora-grid
      .label=${t('Files')}
      .columns=${fileColumns(run)}
      .rows=${rows}
      .rowKey=${(row: FileDifference) => row.path}
      .sort=${this.#sort}
      .onSort=${(sort: Sort) => {
        this.#sort = sort;
        this.#update();
      }}
      .onActivate=${run}
      .onMenu=${(row: FileDifference, place: { readonly x: number; readonly y: number }) =>
        openMenu(row.path, actionsOf(row, pair, this.#shell), place)}
    ></amphora-grid>`;
  }
}

function nothingShown(differences: number): TemplateResult {
  return differences === 0
    ? notice('check', t('Both have the same files.'))
    : notice('search', t('Nothing found.'));
}
