/** The picture as data: measured boxes with their places, edges with their curves. */
import type { ViewEdge, ViewGraph, ViewId } from '../core/lineageView.ts';
import type { LayoutInput, LayoutResult, Point } from './layout/types.ts';
import type { Box } from './box.ts';

export interface PlacedBox extends Box {
  /** The centre, px. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge extends ViewEdge {
  readonly id: string;
  readonly points: readonly number[];
  /** Whether to write the count on it: where an end of it is a group. */
  readonly counted: boolean;
}

export interface Scene {
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
  box(id: string): PlacedBox | undefined;
}

export function edgeId(from: ViewId, to: ViewId): string {
  return JSON.stringify([from, to]);
}

export const EMPTY_SCENE: Scene = { boxes: [], edges: [], width: 0, height: 0, box: () => undefined };

/** How far the sheets behind a collapsed group stand out, px. */
export const SHEETS_WIDTH = 8;

export function layoutInput(view: ViewGraph, boxes: readonly Box[], previous: Scene): LayoutInput {
  const at = new Map<string, number>(boxes.map((box, i) => [box.id, i]));
  return {
    nodes: boxes.map(({ id, width, height, collapsed }) => ({
      id,
      width: width + (collapsed ? 2 * SHEETS_WIDTH : 0),
      height,
    })),
    edges: view.edges.flatMap(({ from, to, count }) => {
      const source = at.get(from);
      const target = at.get(to);
      return source === undefined || target === undefined
        ? []
        : [{ from: source, to: target, weight: count }];
    }),
    // Sheets behind groups and pills need the air between boxes.
    options: { layerGap: 60, nodeGap: 20 },
    previous: new Map<string, Point>(previous.boxes.map(({ id, x, y }) => [id, { x, y }])),
  };
}

/** Laid out with its sheets, a group's right side is their border but its left side its own. */
function docked(points: readonly number[], from: Box | undefined, to: Box | undefined): readonly number[] {
  const moved = [...points];
  const end = moved.length - 2;
  const [x0 = 0, x1 = 0] = [moved[0], moved[2]];
  if (from?.collapsed === true && x1 < x0) moved[0] = x0 + SHEETS_WIDTH;
  const [last = 0, before = 0] = [moved[end], moved[end - 2]];
  if (to?.collapsed === true && last > before) moved[end] = last + SHEETS_WIDTH;
  return moved;
}

export function sceneOf(view: ViewGraph, boxes: readonly Box[], result: LayoutResult): Scene {
  const placed = boxes.map((box, i): PlacedBox => ({ ...box, ...(result.nodes[i] ?? { x: 0, y: 0 }) }));
  const byId = new Map<string, PlacedBox>(placed.map(box => [box.id, box]));
  const collapsed = (id: ViewId): boolean => byId.get(id)?.collapsed === true;
  const edges = view.edges.map((edge, i): PlacedEdge => ({
    ...edge,
    id: edgeId(edge.from, edge.to),
    points: docked(result.edges[i]?.points ?? [], byId.get(edge.from), byId.get(edge.to)),
    counted: edge.count > 1 || collapsed(edge.from) || collapsed(edge.to),
  }));
  return { boxes: placed, edges, width: result.width, height: result.height, box: id => byId.get(id) };
}
