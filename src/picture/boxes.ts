/** Measures versions and runs. What groups of them look like is the page's. */
import type { LineageNode } from '../core/lineage.ts';
import type { InstanceNode } from '../core/lineageView.ts';
import { versionName } from '../core/names.ts';
import { type Box, PLAIN, type Pill, type TextPiece } from './box.ts';
import { nodeGlyph } from './glyphs.ts';
import type { Rulers, TextRuler } from './textRuler.ts';
import { chartColor } from './typeColor.ts';

/** px: a node without pills, and the row of pills under it. */
export const NODE_HEIGHT = 42;
export const PILL_HEIGHT = 16;
const PILL_ROW = 22;
/** The middles of a node's two lines. */
export const FIRST_LINE = 14;
export const SECOND_LINE = 28;
export const ONLY_LINE = 21;

export const MAX_WIDTH = 280;
const MAX_PILL = 120;
export const ICON = 16;
export const GAP = 8;
const PILL_PADDING = 6;
const PILL_GAP = 4;
/** From the border to the icon and from the text to the border; round ends need more. */
export const PADDING = { version: { left: 12, right: 12 }, run: { left: 15, right: 18 } } as const;

/** `dataset:` `mnist-raw` `:v3`: apart, so that each can be set and cut on its own. */
export interface LabelParts {
  readonly type: string;
  readonly name: string;
  readonly version: string;
}

/** @param run what a run is called that has no job type */
export function labelParts(node: LineageNode, run: string): LabelParts {
  return node.kind === 'version'
    ? { type: `${node.type}:`, name: node.artifact, version: `:${versionName(node.version)}` }
    : { type: node.jobType === '' ? run : `${node.jobType}:`, name: node.name, version: '' };
}

export interface NodeTexts {
  readonly parts: LabelParts;
  readonly tooltip: string;
}

export function instanceBox(view: InstanceNode, rulers: Rulers, texts: NodeTexts, look = PLAIN): Box {
  const { node } = view;
  const { left, right } = PADDING[node.kind];
  const x = left + ICON + GAP;
  const { pieces, end } = piecesOf(texts.parts, rulers, x, MAX_WIDTH - right);
  const aliases = node.kind === 'version' ? node.aliases : [];
  const pills = pillsOf(aliases, rulers.small, left, MAX_WIDTH - right);
  const last = pills.at(-1);
  return {
    ...look,
    id: view.id,
    view,
    group: view.group,
    glyph: nodeGlyph(node),
    tooltip: texts.tooltip,
    of: node.kind,
    collapsed: false,
    deleted: node.deleted,
    state: node.kind === 'run' ? node.state : undefined,
    color: chartColor(node.kind === 'version' ? node.type : node.jobType),
    glyphX: left + ICON / 2,
    glyphY: ONLY_LINE,
    pieces,
    pills,
    width: Math.ceil(Math.max(end, last ? last.x + last.width : 0) + right),
    height: pills.length > 0 ? NODE_HEIGHT + PILL_ROW : NODE_HEIGHT,
  };
}

/** `type:` small above `name:version`, so that the two lines read as one label. The version is never cut. */
function piecesOf(
  parts: LabelParts,
  rulers: Rulers,
  x: number,
  limit: number,
): { readonly pieces: TextPiece[]; readonly end: number } {
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
