import { type LineageNode, nodeLabel } from '../../../src/core/lineage.ts';
import type { ViewNode } from '../../../src/core/lineageView.ts';
import { t } from '../../ui/l10n.ts';
import type { MenuItem } from '../../ui/menu.ts';
import type { Commands } from '../commands.ts';

/** The context menu of a node. @param selected what it may be looked at together with */
export function menuItems(
  node: ViewNode,
  commands: Commands,
  selected: LineageNode | undefined,
): readonly MenuItem[] {
  const all: readonly MenuItem[] = [
    { label: t('Explode All'), separated: true, run: commands.explodeAll },
    { label: t('Collapse All'), run: commands.collapseAll },
  ];
  if (node.shape === 'group') {
    return [
      { label: t('Explode'), keys: t('Enter'), run: () => commands.explode(node.group) },
      { label: t('Show Details'), keys: t('Space'), run: () => commands.select(node.id) },
      ...all,
    ];
  }
  const { kind, deleted, id } = node.node;
  const ofItself: readonly MenuItem[] =
    kind === 'run' && deleted
      ? []
      : [
          ...openItems(node.node, commands),
          { label: t('Copy Reference'), run: () => commands.copyReference(id) },
        ];
  return [
    ...ofItself,
    { label: t('Focus on This Lineage'), separated: ofItself.length > 0, run: () => commands.focusOn(id) },
    ...togetherItems(node.node, selected, commands),
    { label: t('Collapse to Type'), keys: t('Backspace'), run: () => commands.collapse(node.group) },
    ...all,
  ];
}

function togetherItems(node: LineageNode, other: LineageNode | undefined, commands: Commands): MenuItem[] {
  if (!other || other.id === node.id) return [];
  const name = nodeLabel(other);
  const path: MenuItem = {
    label: t('Show Path to {name}', { name }),
    run: () => commands.showPath(node.id, other.id),
  };
  if (node.kind === 'run' || other.kind === 'run') return [path];
  return [
    path,
    {
      label: t('Compare Lineage with {name}', { name }),
      run: () => commands.compareLineage(other.id, node.id),
    },
  ];
}

function openItems(node: LineageNode, commands: Commands): MenuItem[] {
  if (node.kind === 'run') return [{ label: t('Open Run'), run: () => commands.openRun(node.id) }];
  const open: MenuItem = { label: t('Open Artifact'), run: () => commands.openVersion(node.id) };
  if (node.deleted) return [open];
  return [
    open,
    { label: t('Open Files'), run: () => commands.openFiles(node.id) },
    { label: t('Download Artifact…'), run: () => commands.download(node.id) },
  ];
}
