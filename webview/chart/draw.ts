/** Draws a chart that is laid out. */
import type { CanvasColors } from '../ui/canvas.ts';
import { apart } from './apart.ts';
import { isNamed, type Plot, type PlotModel, type Room } from './plot.ts';

const GRID = 0.12;
const FAINT = 0.3;
const LINE = 1.5;
const DOT = 2.5;

export interface Brush {
  readonly colors: CanvasColors;
  /** As in CSS. */
  readonly font: string;
  readonly cut: (text: string, width: number) => string;
}

/** Axes and lines, on a canvas that is clear. */
export function drawPlot(
  context: CanvasRenderingContext2D,
  plot: Plot,
  model: PlotModel,
  room: Room,
  brush: Brush,
): void {
  const { left, right, top, bottom } = plot;
  context.font = brush.font;
  drawAxes(context, plot, brush);
  context.save();
  context.beginPath();
  // Marks at the edges are not cut.
  context.rect(left - DOT, top - DOT, right - left + 2 * DOT, bottom - top + 2 * DOT);
  context.clip();
  context.lineJoin = 'round';
  for (const line of plot.lines) {
    context.strokeStyle = brush.colors.chart(line.style.color);
    context.fillStyle = context.strokeStyle;
    context.globalAlpha = line.faint ? FAINT : 1;
    context.lineWidth = line.faint ? 1 : LINE;
    context.setLineDash([...line.style.dash]);
    strokeLine(context, line.points);
    if (line.marked) markPoints(context, line.points);
    else markLonely(context, line.points);
  }
  context.restore();
  if (isNamed(model, room.width)) drawNames(context, plot, room, brush);
}

function drawAxes(context: CanvasRenderingContext2D, plot: Plot, { colors }: Brush): void {
  const { left, right, top, bottom, x, y } = plot;
  context.strokeStyle = colors.edge;
  context.fillStyle = colors.muted;
  context.lineWidth = 1;
  context.globalAlpha = GRID;
  context.beginPath();
  for (const { at, label } of y.ticks) {
    if (label === '') continue;
    context.moveTo(left, Math.round(at) + 0.5);
    context.lineTo(right, Math.round(at) + 0.5);
  }
  for (const { at } of x.ticks) {
    context.moveTo(Math.round(at) + 0.5, top);
    context.lineTo(Math.round(at) + 0.5, bottom);
  }
  context.stroke();
  context.globalAlpha = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { at, label } of spaced(y.ticks, 14)) context.fillText(label, left - 6, at);
  context.textBaseline = 'top';
  context.textAlign = 'center';
  let free = -Infinity;
  for (const { at, label } of x.ticks) {
    const half = context.measureText(label).width / 2;
    const middle = Math.min(Math.max(at, half), right + 8 - half);
    if (middle - half < free) continue;
    context.fillText(label, middle, bottom + 6);
    free = middle + half + 8;
  }
}

/** Labels that do not stand on each other. */
function spaced<T extends { readonly at: number; readonly label: string }>(
  ticks: readonly T[],
  gap: number,
): T[] {
  const kept: T[] = [];
  for (const tick of ticks) {
    const before = kept.at(-1);
    if (tick.label !== '' && (!before || Math.abs(before.at - tick.at) >= gap)) kept.push(tick);
  }
  return kept;
}

function strokeLine(context: CanvasRenderingContext2D, points: Float32Array): void {
  context.beginPath();
  let joined = false;
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] ?? NaN, points[i + 1] ?? NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) joined = false;
    else if (joined) context.lineTo(x, y);
    else {
      context.moveTo(x, y);
      joined = true;
    }
  }
  context.stroke();
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.moveTo(x + radius, y);
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

function markPoints(context: CanvasRenderingContext2D, points: Float32Array): void {
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] ?? NaN, points[i + 1] ?? NaN];
    if (!Number.isNaN(x) && !Number.isNaN(y)) dot(context, x, y, DOT);
  }
  context.fill();
}

/** Points between two breaks, which no line would show. */
function markLonely(context: CanvasRenderingContext2D, points: Float32Array): void {
  const isThere = (i: number): boolean =>
    i >= 0 && i < points.length && !Number.isNaN(points[i]) && !Number.isNaN(points[i + 1]);
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    if (isThere(i) && !isThere(i - 2) && !isThere(i + 2)) dot(context, points[i] ?? 0, points[i + 1] ?? 0, 1);
  }
  context.fill();
}

/** The names of lines beside their ends, moved apart where they would stand on each other. */
function drawNames(context: CanvasRenderingContext2D, plot: Plot, room: Room, brush: Brush): void {
  const ends = plot.lines.flatMap(({ label, points, faint, style }) => {
    const last = points.findLastIndex(each => !Number.isNaN(each));
    return faint || last < 1 ? [] : [{ label, style, y: points[last] ?? 0 }];
  });
  ends.sort((a, b) => a.y - b.y);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const places = apart(
    ends.map(({ y }) => y),
    plot,
  );
  for (const [i, { label, style }] of ends.entries()) {
    context.fillStyle = brush.colors.chart(style.color);
    context.fillText(brush.cut(label, room.width - plot.right - 8), plot.right + 6, places[i] ?? 0);
  }
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

/** The place that is looked at. @param marks points of lines there, px */
export function drawCrosshair(
  context: CanvasRenderingContext2D,
  plot: Plot,
  x: number,
  marks: readonly Mark[],
  colors: CanvasColors,
): void {
  context.strokeStyle = colors.muted;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, plot.top);
  context.lineTo(Math.round(x) + 0.5, plot.bottom);
  context.stroke();
  context.lineWidth = 2;
  for (const mark of marks) {
    context.fillStyle = colors.chart(mark.color);
    context.strokeStyle = colors.surface;
    context.beginPath();
    dot(context, mark.x, mark.y, 4);
    context.stroke();
    context.fill();
  }
}
