/** Measures the nodes of a view. */
import type { GroupNode, InstanceNode, ViewNode } from '../../../src/core/lineageView.ts';
import type { TextRuler } from '../../ui/textFit.ts';
import { chartColor } from '../../ui/typeColor.ts';
import type { Box, Look, Pill, TextPiece } from './box.ts';
import { countText, glyphOf, groupTitle, labelParts, lookTexts, tooltipOf } from './labels.ts';

/** One ruler for each font of the picture. */
export interface Rulers {
  readonly name: TextRuler;
  readonly small: TextRuler;
}

/** px: a node without pills, and the row of pills under it. */
export const NODE_HEIGHT = 42;
export const PILL_HEIGHT = 16;
const PILL_ROW = 22;
/** The middles of a node's two lines. */
const FIRST_LINE = 14;
const SECOND_LINE = 28;
const ONLY_LINE = 21;

const MAX_WIDTH = 280;
const MAX_PILL = 120;
const ICON = 16;
const GAP = 8;
const PILL_PADDING = 6;
const PILL_GAP = 4;
/** From the border to the icon and from the text to the border; round ends need more. */
const PADDING = { version: { left: 12, right: 12 }, run: { left: 15, right: 18 } } as const;

/** All that is measured. */
type Measured = Omit<Box, keyof Look>;

const PLAIN: Look = { stale: false, side: undefined };

export function boxOf(node: ViewNode, rulers: Rulers, look = PLAIN): Box {
  const box = node.shape === 'group' ? groupBox(node, rulers) : instanceBox(node, rulers);
  return { ...box, ...look, tooltip: [box.tooltip, ...lookTexts(look)].join('\n') };
}

function groupBox(node: GroupNode, rulers: Rulers): Measured {
  const { left, right } = PADDING[node.of];
  const x = left + ICON + GAP;
  const name = rulers.name.cut(groupTitle(node.name), MAX_WIDTH - x - right);
  const note = countText(node.of, node.members.length);
  const text = Math.max(rulers.name.width(name), rulers.small.width(note));
  return {
    ...common(node),
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

function instanceBox(node: InstanceNode, rulers: Rulers): Measured {
  const { kind } = node.node;
  const { left, right } = PADDING[kind];
  const x = left + ICON + GAP;
  const { pieces, end } = piecesOf(node, rulers, x, MAX_WIDTH - right);
  const aliases = node.node.kind === 'version' ? node.node.aliases : [];
  const pills = pillsOf(aliases, rulers.small, left, MAX_WIDTH - right);
  const last = pills.at(-1);
  return {
    ...common(node),
    of: kind,
    collapsed: false,
    deleted: node.node.deleted,
    state: node.node.kind === 'run' ? node.node.state : undefined,
    color: chartColor(node.node.kind === 'version' ? node.node.type : node.node.jobType),
    glyphX: left + ICON / 2,
    glyphY: ONLY_LINE,
    pieces,
    pills,
    width: Math.ceil(Math.max(end, last ? last.x + last.width : 0) + right),
    height: pills.length > 0 ? NODE_HEIGHT + PILL_ROW : NODE_HEIGHT,
  };
}

function common(node: ViewNode): Pick<Box, 'id' | 'view' | 'group' | 'glyph' | 'tooltip'> {
  return { id: node.id, view: node, group: node.group, glyph: glyphOf(node), tooltip: tooltipOf(node) };
}

/** `type:` small above `name:version`, so that the two lines read as one label. The version is never cut. */
function piecesOf(
  node: InstanceNode,
  rulers: Rulers,
  x: number,
  limit: number,
): { readonly pieces: TextPiece[]; readonly end: number } {
  const parts = labelParts(node.node);
  const type = rulers.small.cut(parts.type, limit - x);
  const name = rulers.name.cut(parts.name, limit - x - rulers.name.width(parts.version));
  const versionX = x + rulers.name.width(name);
  const pieces: TextPiece[] = [
    { part: 'type', text: type, x, y: FIRST_LINE },
    { part: 'name', text: name, x, y: SECOND_LINE },
  ];
  if (parts.version !== '')
    pieces.push({ part: 'version', text: parts.version, x: versionX, y: SECOND_LINE });
  return { pieces, end: Math.max(x + rulers.small.width(type), versionX + rulers.name.width(parts.version)) };
}

function pillsOf(aliases: readonly string[], ruler: TextRuler, start: number, limit: number): Pill[] {
  const pills: Pill[] = [];
  let x = start;
  for (const [i, alias] of aliases.entries()) {
    const text = ruler.cut(alias, MAX_PILL);
    const width = Math.ceil(ruler.width(text)) + 2 * PILL_PADDING;
    const rest = `+${String(aliases.length - i)}`;
    const restWidth = Math.ceil(ruler.width(rest)) + 2 * PILL_PADDING;
    const isLast = i === aliases.length - 1;
    if (x + width + (isLast ? 0 : PILL_GAP + restWidth) > limit) {
      pills.push({ text: rest, x, width: restWidth });
      break;
    }
    pills.push({ text, x, width });
    x += width + PILL_GAP;
  }
  return pills;
}
