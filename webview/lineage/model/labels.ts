/** What nodes are called, in the picture and to a screen reader. */
import { type LineageNode, nodeLabel } from '../../../src/core/lineage.ts';
import { type ViewNode } from '../../../src/core/lineageView.ts';
import { type LabelParts, labelParts } from '../../../src/picture/boxes.ts';
import { type Glyph, nodeGlyph, typeGlyph } from '../../../src/picture/glyphs.ts';
import { formatNumber } from '../../ui/format.ts';
import { t } from '../../ui/l10n.ts';
import { stateText } from '../../ui/things.ts';
import type { Look } from '../../../src/picture/box.ts';

export function partsOf(node: LineageNode): LabelParts {
  return labelParts(node, t('run'));
}

export function countText(of: LineageNode['kind'], count: number): string {
  if (of === 'version') {
    return count === 1 ? t('1 version') : t('{count} versions', { count: formatNumber(count) });
  }
  return count === 1 ? t('1 run') : t('{count} runs', { count: formatNumber(count) });
}

export function glyphOf(node: ViewNode): Glyph {
  if (node.shape === 'instance') return nodeGlyph(node.node);
  return node.of === 'version' ? typeGlyph(node.name) : 'run-all';
}

/** What a group is called: its type, or words where its runs have no job type. */
export function groupTitle(name: string): string {
  return name === '' ? t('No job type') : name;
}

/** The name by which people refer to it: `dataset:mnist-raw:v3`, `train:sunny-smoke-1`, or a group's type. */
export function titleOf(node: ViewNode): string {
  return node.shape === 'group' ? groupTitle(node.name) : nodeLabel(node.node);
}

/** What the marks of a node mean. */
export function lookTexts({ stale, side }: Look): readonly string[] {
  return [
    ...(stale ? [t('stale: an input has a newer version')] : []),
    ...(side === undefined
      ? []
      : [side === 'left' ? t('only in the first lineage') : t('only in the second lineage')]),
  ];
}

/** The tooltip: the title uncut, and what the picture says by shape alone. */
export function tooltipOf(node: ViewNode): string {
  return [titleOf(node), ...qualities(node)].join('\n');
}

/** All that a person who does not see the picture needs to know of a node. */
export function spokenName(node: ViewNode, look: Look, inputs: number, outputs: number): string {
  const links = t('{inputs} in, {outputs} out', {
    inputs: formatNumber(inputs),
    outputs: formatNumber(outputs),
  });
  return [titleOf(node), ...qualities(node), ...lookTexts(look), links].join(', ');
}

function qualities(node: ViewNode): string[] {
  if (node.shape === 'group') {
    const what = node.of === 'version' ? t('artifact type, collapsed') : t('job type, collapsed');
    return [what, countText(node.of, node.members.length)];
  }
  const deleted = node.node.deleted ? [t('deleted')] : [];
  return node.node.kind === 'run'
    ? [t('run'), ...deleted, stateText(node.node.state)]
    : [t('artifact version'), ...deleted, ...node.node.aliases];
}
