/** Builds the SVG of one node. Text is set as text, never as markup. */
import { create, type Selection } from 'd3-selection';
import { GLYPHS } from '../../ui/codicons.ts';
import type { Box, TextPiece } from '../../../src/picture/box.ts';
import { NODE_HEIGHT, PILL_HEIGHT } from '../../../src/picture/boxes.ts';
import { SHEETS_WIDTH } from '../../../src/picture/scene.ts';
import { bandPath, cornerRadius } from '../../../src/picture/shapes.ts';

type Group = Selection<SVGGElement, undefined, null, undefined>;

/** Distance of the two sheets behind a collapsed group, px, farthest first. */
const SHEETS = [SHEETS_WIDTH - 1, (SHEETS_WIDTH - 1) / 2] as const;
const RING = 3;

/** What is drawn for a box that is not drawn yet, or not so. */
export function contentKey(box: Box): string {
  const { collapsed, of, deleted, stale, side, glyph, pieces, pills, width, height } = box;
  return JSON.stringify([collapsed, of, deleted, stale, side, glyph, pieces, pills, width, height]);
}

/** Fills an empty `<g>`, whose 0,0 is the box's centre. */
export function fillNode(element: SVGGElement, box: Box): void {
  element.replaceChildren();
  const group = create('svg:g') as unknown as Group;
  group.attr('class', 'shape').attr('transform', `translate(${-box.width / 2},${-box.height / 2})`);
  if (box.collapsed) for (const by of SHEETS) frame(group, box, 'sheet', by, 0).attr('y', -by);
  frame(group, box, 'frame', 0, 0);
  if (!box.deleted) group.append('path').attr('class', 'band').attr('d', bandPath(box));
  frame(group, box, 'ring', -RING, RING).attr('y', -RING);
  texts(group, box);
  pills(group, box);
  if (box.stale) badge(group, box.width - 6, (mark, size) => glyphAt(mark, 'history', size));
  if (box.side) {
    const { side } = box;
    badge(group, 6, mark =>
      mark
        .append('text')
        .attr('dy', '0.35em')
        .text(side === 'left' ? '1' : '2'),
    );
  }
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = box.tooltip;
  element.append(title, group.node() as SVGGElement);
}

const BADGE = 9;

/** A small round mark on the upper border. */
function badge(group: Group, x: number, fill: (mark: Group, size: number) => void): void {
  const mark = group.append('g').attr('class', 'badge').attr('transform', `translate(${x},0)`);
  mark.append('circle').attr('r', BADGE);
  fill(mark, BADGE);
}

function glyphAt(mark: Group, glyph: keyof typeof GLYPHS, size: number): void {
  mark
    .append('text')
    .attr('class', 'badge-glyph')
    .attr('dy', `${size / 2 + 1}px`)
    .text(GLYPHS[glyph]);
}

function frame(
  group: Group,
  box: Box,
  name: string,
  x: number,
  grow: number,
): Selection<SVGRectElement, undefined, null, undefined> {
  return group
    .append('rect')
    .attr('class', name)
    .attr('x', x)
    .attr('width', box.width + 2 * grow)
    .attr('height', box.height + 2 * grow)
    .attr('rx', cornerRadius(box) + grow);
}

function texts(group: Group, box: Box): void {
  group
    .append('g')
    .attr('class', 'glyph')
    .attr('transform', `translate(${box.glyphX},${box.glyphY})`)
    .append('text')
    .attr('dy', '0.5em')
    .text(GLYPHS[box.glyph]);
  // Pieces of one line flow, so that they stay together in whatever font the browser takes.
  for (const [y, line] of linesOf(box)) {
    const text = group
      .append('text')
      .attr('x', line[0]?.x ?? 0)
      .attr('y', y)
      .attr('dy', '0.35em');
    for (const piece of line) text.append('tspan').attr('class', `piece ${piece.part}`).text(piece.text);
  }
}

function linesOf(box: Box): Map<number, TextPiece[]> {
  const lines = new Map<number, TextPiece[]>();
  for (const piece of box.pieces) lines.set(piece.y, [...(lines.get(piece.y) ?? []), piece]);
  return lines;
}

function pills(group: Group, box: Box): void {
  for (const pill of box.pills) {
    const y = NODE_HEIGHT - 2;
    group
      .append('rect')
      .attr('class', 'pill')
      .attr('x', pill.x)
      .attr('y', y)
      .attr('width', pill.width)
      .attr('height', PILL_HEIGHT)
      .attr('rx', PILL_HEIGHT / 2);
    group
      .append('text')
      .attr('class', 'pill-text')
      .attr('x', pill.x + pill.width / 2)
      .attr('y', y + PILL_HEIGHT / 2)
      .attr('dy', '0.35em')
      .text(pill.text);
  }
}
