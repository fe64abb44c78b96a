import { type Arranged, arrange, type Boxes } from './arrange.ts';
import { components, digraph, groupBy } from './graph.ts';
import { type Parcel, pack } from './pack.ts';
import type { LayoutEdgePath, LayoutInput, LayoutNode, LayoutResult, Point } from './types.ts';

/** What a self-loop needs beside and above its box, px. */
const LOOP = 14;
/** How far from the centre a turned edge docks, as a part of the height. */
const TURNED_DOCK = 0.25;

/**
 * Draws a directed graph in layers from left to right. The same input gives the same picture, on every
 * machine: work is limited by counting, never by time.
 *
 * @throws RangeError if an edge names a node that is not there.
 */
export function layout(input: LayoutInput): LayoutResult {
  const { layerGap = 72, nodeGap = 16, componentGap = 40, aspectRatio = 1.6 } = input.options ?? {};
  const n = input.nodes.length;
  const looped = new Uint8Array(n);
  const straight: number[] = [];
  input.edges.forEach((edge, e) => {
    if (!input.nodes[edge.from] || !input.nodes[edge.to]) {
      throw new RangeError(
        `Edge ${e} joins nodes ${edge.from} and ${edge.to}, but there are only ${n} nodes.`,
      );
    }
    if (edge.from === edge.to) looped[edge.from] = 1;
    else straight.push(e);
  });
  const parts = split(input, straight, looped);
  const arranged = parts.map(part => arrange(part.graph, part.boxes, { layerGap, nodeGap }));
  const parcels = arranged.map((a, i): Parcel => ({
    width: a.width,
    height: a.height,
    before: formerPlace(input, parts[i]!),
    x: 0,
    y: 0,
  }));
  const size = pack(parcels, componentGap, aspectRatio);

  const nodes = new Array<Point>(n);
  const edges = new Array<LayoutEdgePath>(input.edges.length);
  parts.forEach((part, i) => place(part, arranged[i]!, parcels[i]!, looped, nodes, edges));
  input.edges.forEach((edge, e) => {
    if (edge.from === edge.to)
      edges[e] = { points: loop(input.nodes[edge.from]!, nodes[edge.from]!), reversed: false };
  });
  return { ...size, nodes, edges };
}

interface Part {
  /** Numbers in the input of the nodes and edges of this part. */
  readonly nodes: Int32Array;
  readonly edges: Int32Array;
  readonly graph: ReturnType<typeof digraph>;
  readonly boxes: Boxes;
}

function split(input: LayoutInput, straight: readonly number[], looped: Uint8Array): Part[] {
  const n = input.nodes.length;
  const tail = Int32Array.from(straight, e => input.edges[e]!.from);
  const head = Int32Array.from(straight, e => input.edges[e]!.to);
  const { of, count } = components(n, tail, head);
  const nodesOf = groupBy(of, count);
  const edgesOf = groupBy(
    tail.map(v => of[v]!),
    count,
  );
  const local = new Int32Array(n);
  const parts: Part[] = [];
  for (let c = 0; c < count; c++) {
    const nodes = nodesOf.item.subarray(nodesOf.start[c], nodesOf.start[c + 1]);
    const own = edgesOf.item.subarray(edgesOf.start[c], edgesOf.start[c + 1]);
    nodes.forEach((v, i) => (local[v] = i));
    const edges = own.map(e => straight[e]!);
    const graph = digraph(
      nodes.length,
      own.map(e => local[tail[e]!]!),
      own.map(e => local[head[e]!]!),
      Float64Array.from(edges, e => input.edges[e]!.weight ?? 1),
    );
    const room = (v: number): number => (looped[v] ? 2 * LOOP : 0);
    const width = Float64Array.from(nodes, v => extent(input.nodes[v]!.width) + room(v));
    const height = Float64Array.from(nodes, v => extent(input.nodes[v]!.height) + room(v));
    const dock = Float64Array.from(nodes, v => extent(input.nodes[v]!.height) * TURNED_DOCK);
    const before = Float64Array.from(nodes, v => input.previous?.get(input.nodes[v]!.id)?.y ?? NaN);
    const known = before.some(y => !Number.isNaN(y));
    parts.push({ nodes, edges, graph, boxes: { width, height, dock, ...(known && { before }) } });
  }
  return parts;
}

/** Where the nodes of a part were, if any of them was there. */
function formerPlace(input: LayoutInput, part: Part): Parcel['before'] {
  if (!part.boxes.before) return undefined;
  let [left, top, bottom] = [Infinity, Infinity, -Infinity];
  for (const v of part.nodes) {
    const { id, width, height } = input.nodes[v]!;
    const point = input.previous?.get(id);
    if (!point) continue;
    left = Math.min(left, point.x - extent(width) / 2);
    top = Math.min(top, point.y - extent(height) / 2);
    bottom = Math.max(bottom, point.y + extent(height) / 2);
  }
  return { left, top, bottom };
}

function extent(px: number): number {
  return Number.isFinite(px) && px > 0 ? px : 0;
}

function place(
  part: Part,
  arranged: Arranged,
  at: Parcel,
  looped: Uint8Array,
  nodes: Point[],
  edges: LayoutEdgePath[],
): void {
  part.nodes.forEach((v, i) => (nodes[v] = { x: arranged.x[i]! + at.x, y: arranged.y[i]! + at.y }));
  part.edges.forEach((e, i) => {
    const points = arranged.points[i]!;
    for (let k = 0; k < points.length; k += 2) {
      points[k]! += at.x;
      points[k + 1]! += at.y;
    }
    const a = part.graph.tail[i]!;
    const b = part.graph.head[i]!;
    const level = arranged.turned[i] ? -LOOP : LOOP;
    // Where a loop asked for more room than the box, the edge goes on to the box itself, level: sloped it could
    // cut a wider neighbour of the column.
    if (looped[part.nodes[a]!]) points.unshift(points[0]! - level, points[1]!);
    if (looped[part.nodes[b]!]) points.push(points.at(-2)! + level, points.at(-1)!);
    edges[e] = { points, reversed: arranged.turned[i] === 1 };
  });
}

/** Out of the right border, over the corner and into the top. */
function loop(node: LayoutNode, centre: Point): number[] {
  const right = centre.x + extent(node.width) / 2;
  const top = centre.y - extent(node.height) / 2;
  return [
    right,
    centre.y,
    right + LOOP,
    centre.y,
    right + LOOP,
    top - LOOP,
    centre.x,
    top - LOOP,
    centre.x,
    top,
  ];
}
