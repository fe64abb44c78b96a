/** Config or summary: what is in it by key, and a way to find it. */
import { html, type TemplateResult } from 'lit';
import type { Shell } from '../host/shell.ts';
import type { Column } from '../grid/column.ts';
import '../grid/grid.ts';
import { filterField } from '../parts/filterBar.ts';
import { notice } from '../parts/notice.ts';
import { formatNumber } from '../ui/format.ts';
import { readObject } from '../ui/json.ts';
import { t } from '../ui/l10n.ts';
import { openMenu } from '../ui/menu.ts';
import { flattened, type KeyValue, matching } from './flatten.ts';

const columns = (): readonly Column<KeyValue>[] => [
  {
    key: 'key',
    label: t('Key'),
    width: 280,
    code: true,
    cell: ({ key }) => html`<bdi>${key}</bdi>`,
    title: ({ key }) => key,
  },
  {
    key: 'value',
    label: t('Value'),
    width: 240,
    grows: true,
    code: true,
    cell: ({ value }) => html`<bdi>${value}</bdi>`,
    title: ({ value }) => value,
  },
];

interface Found {
  readonly text: string;
  readonly query: string;
  readonly lines: readonly KeyValue[];
  readonly rows: readonly KeyValue[];
}

export class KeyValueTab {
  readonly #label: string;
  readonly #empty: string;
  readonly #update: () => void;
  #query = '';
  #found: Found | undefined;

  /** @param empty what is said where there is nothing */
  constructor(label: string, empty: string, update: () => void) {
    this.#label = label;
    this.#empty = empty;
    this.#update = update;
  }

  /** @param text a JSON object */
  render(text: string, shell: Shell): TemplateResult {
    const { lines, rows } = this.#find(text);
    if (lines.length === 0) return notice('json', this.#empty);
    const count =
      rows.length === lines.length
        ? formatNumber(lines.length)
        : t('{count} of {total}', { count: formatNumber(rows.length), total: formatNumber(lines.length) });
    return html`<div class="filter-bar">
        ${filterField(t('Search keys and values'), this.#query, query => {
          this.#query = query;
          this.#update();
        })}
        <span class="muted" role="status">${count}</span>
      </div>
      <amphora-grid
        .label=${this.#label}
        .columns=${columns()}
        .rows=${rows}
        .onMenu=${(row: KeyValue, place: { readonly x: number; readonly y: number }) =>
          openMenu(
            row.key,
            [
              { label: t('Copy Key'), run: () => shell.act('copy', { text: row.key }) },
              { label: t('Copy Value'), run: () => shell.act('copy', { text: row.value }) },
            ],
            place,
          )}
      ></amphora-grid>`;
  }

  #find(text: string): Found {
    const query = this.#query;
    const before = this.#found;
    if (before?.text === text && before.query === query) return before;
    const lines =
      before?.text === text ? before.lines : kept(before?.lines ?? [], flattened(readObject(text)));
    this.#found = { text, query, lines, rows: matching(lines, query) };
    return this.#found;
  }
}

/** The lines as they are now, the same objects where they are as before: so the keys stay on their row. */
function kept(before: readonly KeyValue[], now: readonly KeyValue[]): readonly KeyValue[] {
  const known = new Map(before.map(each => [each.key, each]));
  return now.map(line => {
    const same = known.get(line.key);
    return same?.value === line.value ? same : line;
  });
}
