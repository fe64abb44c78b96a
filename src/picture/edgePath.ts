/** Edges as SVG paths: a smooth curve and a chevron where it ends. */
import { curveBumpX, line } from 'd3-shape';

const CHEVRON = 5;

const smooth = line<readonly [number, number]>().curve(curveBumpX).digits(2);

/** @param points x0,y0,x1,y1,… px */
export function edgePath(points: readonly number[]): string {
  const corners: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) corners.push([points[i] ?? 0, points[i + 1] ?? 0]);
  return `${smooth(corners) ?? ''}${chevron(corners)}`;
}

/** px; thicker where it stands for many. */
export function edgeWidth(count: number): number {
  return 1.5 + Math.min(2.5, Math.log2(Math.max(1, count)) * 0.5);
}

/** Edges end levelly, from the left or, where they close a cycle, from the right. */
function chevron(corners: readonly (readonly [number, number])[]): string {
  const [x, y] = corners.at(-1) ?? [0, 0];
  const [before] = corners.at(-2) ?? [x];
  const dx = Math.sign(x - before) * CHEVRON;
  return [
    `M${rounded(x - dx)},${rounded(y - CHEVRON)}`,
    `L${rounded(x)},${rounded(y)}`,
    `L${rounded(x - dx)},${rounded(y + CHEVRON)}`,
  ].join('');
}

/** Hundredths of a pixel are seen by nobody. */
export function rounded(px: number): number {
  return Math.round(px * 100) / 100;
}
