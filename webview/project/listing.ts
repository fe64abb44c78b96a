/** The table of a listing, or what stands in its place. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Column, Sort } from '../grid/column.ts';
import '../grid/grid.ts';
import { failureNotice, pending } from '../parts/notice.ts';
import type { PagedList } from '../parts/pagedList.ts';
import { formatNumber } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';

export interface Listing<Row> {
  readonly label: string;
  readonly rows: readonly Row[] | undefined;
  readonly list: PagedList<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => unknown;
  readonly onActivate: (row: Row) => void;
  /** What is said where there are none. */
  readonly none: TemplateResult;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly selection?: ReadonlySet<unknown>;
  readonly onSelect?: (selection: ReadonlySet<unknown>) => void;
}

export function listing<Row>(model: Listing<Row>): TemplateResult {
  const { rows, list } = model;
  if (!rows) {
    return pending(list.failure, () => list.retry());
  }
  if (rows.length === 0) return model.none;
  return html`<amphora-grid
      class="listing"
      .label=${model.label}
      .columns=${model.columns}
      .rows=${rows}
      .rowKey=${model.rowKey}
      .sort=${model.sort}
      .onSort=${model.onSort}
      .selection=${model.selection}
      .onSelect=${model.onSelect}
      .onActivate=${model.onActivate}
      .onEnd=${() => list.more()}
      .onSight=${(start: number, end: number) => list.see(start, end)}
    ></amphora-grid>
    ${list.failure === undefined ? nothing : failureNotice(list.failure, () => list.retry())}`;
}

/** How many are shown: of those that were scrolled to. */
export function shownCount(rows: readonly unknown[] | undefined, hasMore: boolean): TemplateResult {
  if (!rows) return html`<span class="muted"></span>`;
  const count = formatNumber(rows.length);
  return html`<span class="muted" role="status"
    >${hasMore ? t('{count} loaded, more follow', { count }) : t('{count} shown', { count })}</span
  >`;
}
