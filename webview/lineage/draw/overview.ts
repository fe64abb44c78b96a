/** Draws a scene of many nodes on a canvas, in little detail: boxes in their type's colour, edges as lines. */
import type { ChartColor } from '../../../src/picture/typeColor.ts';
import type { PlacedBox, PlacedEdge } from '../../../src/picture/scene.ts';
import type { View } from '../model/view.ts';
import type { CanvasColors } from '../../ui/canvas.ts';
import type { Marks } from './picture.ts';

export interface Part {
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
}

const FADED = 0.25;
const EDGES = 0.3;
const LIT_EDGES = 0.9;
/** px of the screen; smaller boxes would vanish. */
const LEAST_SIZE = 1.5;
/** px of the screen: the line around what was found, and the least it goes around. */
const RING = 2;
const LEAST_RING = 8;

export function drawOverview(
  context: CanvasRenderingContext2D,
  part: Part,
  view: View,
  colors: CanvasColors,
  { lit, found }: Pick<Marks, 'lit' | 'found'>,
): void {
  const fading = lit?.fadeRest === true;
  context.translate(view.x, view.y);
  context.scale(view.k, view.k);
  context.lineWidth = 1 / view.k;
  context.strokeStyle = colors.edge;
  context.globalAlpha = fading ? EDGES * FADED : EDGES;
  strokeEdges(context, part.edges);
  if (lit) {
    context.globalAlpha = LIT_EDGES;
    strokeEdges(
      context,
      part.edges.filter(edge => lit.edges.has(edge.id)),
    );
  }
  for (const [color, boxes] of byColor(part.boxes)) {
    context.fillStyle = colors.chart(color);
    context.globalAlpha = fading ? FADED : 1;
    fillBoxes(context, fading ? boxes.filter(box => !lit.nodes.has(box.id)) : boxes, view.k);
    context.globalAlpha = 1;
    if (fading)
      fillBoxes(
        context,
        boxes.filter(box => lit.nodes.has(box.id)),
        view.k,
      );
  }
  ringBoxes(context, part.boxes, found, { color: colors.focus, k: view.k });
}

/** Found nodes have a ring that is seen at any scale. */
function ringBoxes(
  context: CanvasRenderingContext2D,
  boxes: readonly PlacedBox[],
  found: ReadonlySet<string>,
  { color, k }: { readonly color: string; readonly k: number },
): void {
  if (found.size === 0) return;
  context.strokeStyle = color;
  context.lineWidth = RING / k;
  context.globalAlpha = 1;
  context.beginPath();
  for (const box of boxes) {
    if (!found.has(box.id)) continue;
    const [width, height] = [box.width, box.height].map(length => Math.max(length, LEAST_RING / k));
    context.rect(box.x - (width ?? 0) / 2, box.y - (height ?? 0) / 2, width ?? 0, height ?? 0);
  }
  context.stroke();
}

function strokeEdges(context: CanvasRenderingContext2D, edges: readonly PlacedEdge[]): void {
  context.beginPath();
  for (const { points } of edges) {
    context.moveTo(points[0] ?? 0, points[1] ?? 0);
    for (let i = 2; i + 1 < points.length; i += 2) context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
  }
  context.stroke();
}

function fillBoxes(context: CanvasRenderingContext2D, boxes: readonly PlacedBox[], k: number): void {
  const least = LEAST_SIZE / k;
  context.beginPath();
  for (const box of boxes) {
    const width = Math.max(least, box.width);
    const height = Math.max(least, box.of === 'run' ? box.height * 0.7 : box.height);
    context.rect(box.x - width / 2, box.y - height / 2, width, height);
  }
  context.fill();
}

function byColor(boxes: readonly PlacedBox[]): Map<ChartColor, PlacedBox[]> {
  const colors = new Map<ChartColor, PlacedBox[]>();
  for (const box of boxes) {
    const same = colors.get(box.color);
    if (same) same.push(box);
    else colors.set(box.color, [box]);
  }
  return colors;
}
