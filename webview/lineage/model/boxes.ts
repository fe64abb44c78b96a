/** Measures the nodes of a view. */
import type { GroupNode, ViewNode } from '../../../src/core/lineageView.ts';
import { type Box, type Look, PLAIN } from '../../../src/picture/box.ts';
import {
  FIRST_LINE,
  GAP,
  ICON,
  instanceBox,
  MAX_WIDTH,
  NODE_HEIGHT,
  ONLY_LINE,
  PADDING,
  SECOND_LINE,
} from '../../../src/picture/boxes.ts';
import type { Rulers } from '../../../src/picture/textRuler.ts';
import { chartColor } from '../../../src/picture/typeColor.ts';
import { countText, glyphOf, groupTitle, lookTexts, partsOf, tooltipOf } from './labels.ts';

export function boxOf(node: ViewNode, rulers: Rulers, look = PLAIN): Box {
  const tooltip = [tooltipOf(node), ...lookTexts(look)].join('\n');
  return node.shape === 'group'
    ? { ...groupBox(node, rulers), ...look, tooltip }
    : instanceBox(node, rulers, { parts: partsOf(node.node), tooltip }, look);
}

function groupBox(node: GroupNode, rulers: Rulers): Omit<Box, keyof Look | 'tooltip'> {
  const { left, right } = PADDING[node.of];
  const x = left + ICON + GAP;
  const name = rulers.name.cut(groupTitle(node.name), MAX_WIDTH - x - right);
  const note = countText(node.of, node.members.length);
  const text = Math.max(rulers.name.width(name), rulers.small.width(note));
  return {
    id: node.id,
    view: node,
    group: node.group,
    glyph: glyphOf(node),
    of: node.of,
    collapsed: true,
    deleted: false,
    state: undefined,
    color: chartColor(node.name),
    glyphX: left + ICON / 2,
    glyphY: ONLY_LINE,
    pieces: [
      { part: 'name', text: name, x, y: FIRST_LINE },
      { part: 'note', text: note, x, y: SECOND_LINE },
    ],
    pills: [],
    width: Math.ceil(x + text + right),
    height: NODE_HEIGHT,
  };
}
