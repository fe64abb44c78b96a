/** Draws a scene of many nodes on a canvas, in little detail: boxes in their type's colour, edges as lines. */
import type { ChartColor } from '../../ui/typeColor.ts';
import type { PlacedBox, PlacedEdge } from '../model/scene.ts';
import type { View } from '../model/view.ts';
import type { CanvasColors } from '../../ui/canvas.ts';
import type { Lit } from './picture.ts';

export interface Part {
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
}

const FADED = 0.25;
const EDGES = 0.3;
const LIT_EDGES = 0.9;
/** px of the screen; smaller boxes would vanish. */
const LEAST_SIZE = 1.5;

export function drawOverview(
  context: CanvasRenderingContext2D,
  part: Part,
  view: View,
  colors: CanvasColors,
  lit: Lit | undefined,
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
