import { html, type TemplateResult } from 'lit';
import type { FileDifference } from '../../src/protocol/pages/compare.ts';
import type { Column } from '../grid/column.ts';
import { formatBytes } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';
import { CHANGE_ICONS, changeText } from './changes.ts';
import { growthOf } from './fileList.ts';

const bytes = (size: number | undefined): string => (size === undefined ? '' : formatBytes(size));

function formatGrowth(row: FileDifference): string {
  const growth = growthOf(row);
  if (growth === 0) return '±0';
  return growth > 0 ? `+${formatBytes(growth)}` : `−${formatBytes(-growth)}`;
}

function pathCell({ path, from }: FileDifference): TemplateResult {
  return from === undefined
    ? html`<bdi>${path}</bdi>`
    : html`<bdi class="muted">${from}</bdi> → <bdi>${path}</bdi>`;
}

/** @param run what Enter does with a row */
export function fileColumns(run: (row: FileDifference) => void): readonly Column<FileDifference>[] {
  return [
    {
      key: 'change',
      label: t('Change'),
      width: 120,
      sortable: true,
      cell: ({ change }) =>
        html`<i class="codicon codicon-${CHANGE_ICONS[change]} change-${change}" aria-hidden="true"></i
          >${changeText(change)}`,
    },
    {
      key: 'path',
      label: t('File'),
      width: 280,
      grows: true,
      code: true,
      sortable: true,
      cell: pathCell,
      title: ({ path, from }) => (from === undefined ? path : `${from} → ${path}`),
    },
    {
      key: 'before',
      label: t('Before'),
      width: 100,
      end: true,
      sortable: true,
      cell: row => bytes(row.before),
    },
    { key: 'after', label: t('After'), width: 100, end: true, sortable: true, cell: row => bytes(row.after) },
    { key: 'growth', label: t('Difference'), width: 110, end: true, sortable: true, cell: formatGrowth },
    { key: 'open', label: t('Open'), width: 56, cell: row => openButton(row, run) },
  ];
}

/** For the mouse; Enter does the same. */
function openButton(row: FileDifference, run: (row: FileDifference) => void): TemplateResult {
  const isPair = row.change === 'changed' || row.change === 'renamed';
  const label = isPair ? t('Open in Diff Editor') : t('Open in Editor');
  return html`<button
    class="cell-button"
    tabindex="-1"
    title=${label}
    aria-label=${label}
    @click=${() => run(row)}
    @dblclick=${(event: Event) => event.stopPropagation()}
  >
    <i class="codicon codicon-${isPair ? 'diff' : 'go-to-file'}" aria-hidden="true"></i>
  </button>`;
}
