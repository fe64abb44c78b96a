import { html, nothing, type TemplateResult } from 'lit';
import type { RunLinks } from '../../src/protocol/pages/run.ts';
import type { VersionRow } from '../../src/protocol/pages/shared.ts';
import type { Shell } from '../host/shell.ts';
import type { Column } from '../grid/column.ts';
import '../grid/grid.ts';
import { pills, versionLink, versionPath, versionText } from '../parts/links.ts';
import { pending } from '../parts/notice.ts';
import type { Resource } from '../parts/resource.ts';
import { css } from '../ui/css.ts';
import { formatBytes, formatNumber, formatTime } from '../ui/format.ts';
import { t } from '../ui/l10n.ts';

type Row = VersionRow & { readonly usedAs?: string | undefined };

/** px of a row of the grid, and rows of one that are in sight at most. */
const ROW = 22;
const MOST_ROWS = 16;

function columns(isInput: boolean): readonly Column<Row>[] {
  const all: Column<Row>[] = [
    {
      key: 'version',
      label: t('Artifact'),
      width: 240,
      grows: true,
      cell: row =>
        html`${versionLink(row)}${row.deleted ? html` <span class="muted">${t('deleted')}</span>` : nothing}`,
      title: versionText,
    },
    { key: 'type', label: t('Type'), width: 110, code: true, cell: row => row.type, title: row => row.type },
    { key: 'aliases', label: t('Aliases'), width: 180, cell: row => pills(row.aliases, t('Aliases')) },
    { key: 'size', label: t('Size'), width: 90, end: true, cell: row => formatBytes(row.size) },
    { key: 'files', label: t('Files'), width: 70, end: true, cell: row => formatNumber(row.fileCount) },
    { key: 'created', label: t('Created'), width: 170, cell: row => formatTime(row.createdAt) },
  ];
  if (!isInput) return all;
  return [
    ...all,
    { key: 'usedAs', label: t('Used as'), width: 100, code: true, cell: row => row.usedAs ?? '' },
  ];
}

/** What a run used and logged. */
export function artifactsTab(links: Resource<RunLinks>, shell: Shell): TemplateResult {
  links.need();
  const { value, failure } = links;
  if (!value) return pending(failure, () => links.load());
  return html`${section(t('Input artifacts'), t('This run used no artifact.'), value.inputs, true, shell)}
  ${section(t('Output artifacts'), t('This run logged no artifact.'), value.outputs, false, shell)}`;
}

function section(
  title: string,
  empty: string,
  rows: readonly Row[],
  isInput: boolean,
  shell: Shell,
): TemplateResult {
  const height = `${ROW * (1 + Math.min(MOST_ROWS, rows.length)) + 2}px`;
  return html`<h2 class="section-title inset">
      ${title} <span class="tab-count">${formatNumber(rows.length)}</span>
    </h2>
    ${
      rows.length === 0
        ? html`<p class="muted inset">${empty}</p>`
        : html`<amphora-grid
            class="section-grid"
            ${css({ height })}
            .label=${title}
            .columns=${columns(isInput)}
            .rows=${rows}
            .onActivate=${(row: Row) => {
              if (!row.deleted) shell.act('open', { path: versionPath(row) });
            }}
          ></amphora-grid>`
    }`;
}
