import { html, type TemplateResult } from 'lit';
import type { Column } from '../grid/column.ts';
import { formatNumber } from '../ui/format.ts';
import { highlighted } from '../ui/highlight.ts';
import { t } from '../ui/l10n.ts';
import { shownText } from './jsonText.ts';
import { isMore, type JsonOutline, nodeOf } from './outline.ts';

/** Characters of a value that are said on hovering. */
const TOLD = 500;

/** px of the column of names, and which part of the width it takes between these. */
const NARROWEST = 110;
const WIDEST = 280;
const SHARE = 0.4;

/**
 * Names and values of what an outline shows.
 * @param sought is marked where it stands
 * @param current the node that a search is at
 * @param width px that there are for both
 */
export function jsonColumns(
  outline: () => JsonOutline | undefined,
  sought: string,
  current: number | undefined,
  width = WIDEST / SHARE,
): readonly Column<number>[] {
  const nameOf = (row: number): string => {
    const key = outline()?.tree.key(row);
    if (typeof key === 'number') return String(key);
    return key === undefined ? '' : key === '' ? '""' : shownText(key);
  };
  return [
    {
      key: 'name',
      label: t('Name'),
      width: Math.max(NARROWEST, Math.min(WIDEST, Math.round(width * SHARE))),
      code: true,
      cell: row => {
        if (isMore(row)) return html`<span class="muted">…</span>`;
        const name = nameOf(row);
        const isPlace = typeof outline()?.tree.key(row) === 'number';
        return html`<bdi class="json-name ${isPlace ? 'muted' : ''} ${row === current ? 'current' : ''}"
          >${isPlace ? name : highlighted(name, sought)}</bdi
        >`;
      },
      title: row => outline()?.tree.path(nodeOf(row)) ?? '',
    },
    {
      key: 'value',
      label: t('Value'),
      width: 120,
      grows: true,
      code: true,
      cell: row => valueCell(outline(), row, sought, row === current),
      title: row => outline()?.tree.shown(nodeOf(row)).slice(0, TOLD) ?? '',
    },
  ];
}

function valueCell(
  outline: JsonOutline | undefined,
  row: number,
  sought: string,
  isCurrent: boolean,
): TemplateResult | string {
  if (!outline) return '';
  const { tree } = outline;
  const node = nodeOf(row);
  if (isMore(row)) {
    const count = formatNumber(tree.size(node));
    return html`<span class="json-more">${t('Show more of the {count}', { count })}</span>`;
  }
  const kind = tree.kind(node);
  if (kind === 'object' || kind === 'list') {
    const size = tree.size(node);
    const text = kind === 'list' ? `[${formatNumber(size)}]` : `{${formatNumber(size)}}`;
    return html`<span class="muted">${text}</span>`;
  }
  return html`<bdi class="json-${kind} ${isCurrent ? 'current' : ''}"
    >${highlighted(tree.shown(node), sought)}</bdi
  >`;
}
