/** Which part of a scene is in sight, and how it can be drawn. */
import type { PlacedBox, PlacedEdge, Scene } from '../../../src/picture/scene.ts';
import type { Size, View } from '../model/view.ts';

/** A part of the scene, px of the scene. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** More nodes or edges than these in sight are drawn on a canvas, in less detail: SVG would become slow. */
export const MOST_NODES = 2000;
export const MOST_EDGES = 4000;

/** @param margin in sizes of the view, on every side */
export function regionInSight({ x, y, k }: View, { width, height }: Size, margin: number): Region {
  return {
    left: (-x - margin * width) / k,
    top: (-y - margin * height) / k,
    right: (width * (1 + margin) - x) / k,
    bottom: (height * (1 + margin) - y) / k,
  };
}

export function contains(outer: Region, inner: Region): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom
  );
}

export function fitsSvg(part: Pick<Scene, 'boxes' | 'edges'>): boolean {
  return part.boxes.length <= MOST_NODES && part.edges.length <= MOST_EDGES;
}

/** What of a scene touches a region. */
export function partIn(
  scene: Scene,
  region: Region,
): { readonly boxes: PlacedBox[]; readonly edges: PlacedEdge[] } {
  return {
    boxes: scene.boxes.filter(box => touches(region, box)),
    edges: scene.edges.filter(edge => crosses(region, edge.points)),
  };
}

function touches(region: Region, { x, y, width, height }: PlacedBox): boolean {
  return (
    x + width / 2 >= region.left &&
    x - width / 2 <= region.right &&
    y + height / 2 >= region.top &&
    y - height / 2 <= region.bottom
  );
}

/** Whether the rectangle around an edge touches the region. */
function crosses(region: Region, points: readonly number[]): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x = 0, y = 0] = [points[i], points[i + 1]];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return right >= region.left && left <= region.right && bottom >= region.top && top <= region.bottom;
}

/** The node at a point of the scene; the last drawn wins. */
export function boxAt(scene: Scene, x: number, y: number): PlacedBox | undefined {
  return scene.boxes.findLast(box => touches({ left: x, right: x, top: y, bottom: y }, box));
}
