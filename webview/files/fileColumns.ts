import { html, nothing, type TemplateResult } from 'lit';
import type { Column } from '../grid/column.ts';
import { fileIcon } from '../preview/kind.ts';
import { css } from '../ui/css.ts';
import { formatBytes, formatNumber } from '../ui/format.ts';
import { highlighted } from '../ui/highlight.ts';
import { t } from '../ui/l10n.ts';
import type { FileTree } from './fileTree.ts';
import { folderName } from './names.ts';

/**
 * Names and sizes of what a tree of files shows.
 * @param sought is marked in names
 * @param references addresses of files that live elsewhere, by their place
 * @param isFlat whether the rows are files out of many folders, each told with its own
 */
export function fileColumns(
  tree: FileTree | undefined,
  sought: string,
  references: ReadonlyMap<number, string> | undefined,
  isFlat = false,
): readonly Column<number>[] {
  if (!tree) return [];
  const isReference = (node: number): boolean =>
    !tree.isFolder(node) && references?.has(tree.place(node)) === true;
  return [
    {
      key: 'name',
      label: t('Name'),
      width: 140,
      grows: true,
      sortable: !isFlat,
      cell: node => nameCell(tree, node, sought, isFlat, isReference(node)),
      title: node => (isReference(node) ? (references?.get(tree.place(node)) ?? '') : tree.path(node)),
    },
    {
      key: 'size',
      label: t('Size'),
      width: 120,
      end: true,
      sortable: !isFlat,
      cell: node => sizeCell(tree, node),
      title: node => bytesText(tree.size(node)),
    },
  ];
}

const bytesText = (size: number): string => t('{count} bytes', { count: formatNumber(size) });

const filesText = (count: number): string =>
  count === 1 ? t('1 file') : t('{count} files', { count: formatNumber(count) });

function nameCell(
  tree: FileTree,
  node: number,
  sought: string,
  isFlat: boolean,
  isReference: boolean,
): TemplateResult {
  const path = tree.path(node);
  const icon = tree.isFolder(node) ? 'folder' : isReference ? 'file-symlink-file' : fileIcon(path);
  return html`<i class="codicon codicon-${icon}" aria-hidden="true"></i
    ><bdi>${highlighted(tree.name(node), sought)}</bdi>${
      tree.isFolder(node)
        ? html`<span class="muted files-note">${filesText(tree.files(node))}</span>`
        : nothing
    }${
      isReference ? html`<span class="muted files-note">${t('reference')}</span>` : nothing
    }${isFlat ? html`<bdi class="muted files-note">${highlighted(folderName(path), sought)}</bdi>` : nothing}`;
}

/** A bar says which part of its folder it is. */
function sizeCell(tree: FileTree, node: number): TemplateResult {
  const size = tree.size(node);
  const around = tree.size(Math.max(0, tree.parent(node)));
  const share = around === 0 ? 0 : (100 * size) / around;
  return html`<span class="share" aria-hidden="true"
      ><span ${css({ width: `${share.toFixed(1)}%` })}></span></span
    >${formatBytes(size)}`;
}
