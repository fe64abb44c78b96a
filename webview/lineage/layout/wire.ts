import type {
  LayoutEdge,
  LayoutEdgePath,
  LayoutInput,
  LayoutNode,
  LayoutOptions,
  LayoutResult,
  Point,
} from '../../../src/picture/layout/types.ts';

/** An input as arrays that move to the worker without being copied. Nodes are known by their index. */
export interface PackedInput {
  /** Width and height of each node. */
  readonly sizes: Float64Array;
  /** Tail, head and weight of each edge. */
  readonly edges: Float64Array;
  /** Former x and y of each node, NaN where there was none. */
  readonly previous?: Float64Array;
  readonly options?: LayoutOptions;
}

export interface PackedResult {
  readonly width: number;
  readonly height: number;
  /** x and y of each node. */
  readonly nodes: Float64Array;
  readonly points: Float64Array;
  /** Where the points of each edge start in `points`, and their end. */
  readonly start: Int32Array;
  readonly reversed: Uint8Array;
}

export interface LayoutRequest {
  readonly id: number;
  readonly input: PackedInput;
}

export type LayoutReply =
  { readonly id: number; readonly result: PackedResult } | { readonly id: number; readonly error: string };

export function packInput(input: LayoutInput): PackedInput {
  const sizes = new Float64Array(2 * input.nodes.length);
  input.nodes.forEach((node, i) => {
    sizes[2 * i] = node.width;
    sizes[2 * i + 1] = node.height;
  });
  const edges = new Float64Array(3 * input.edges.length);
  input.edges.forEach((edge, i) => {
    edges[3 * i] = edge.from;
    edges[3 * i + 1] = edge.to;
    edges[3 * i + 2] = edge.weight ?? 1;
  });
  return {
    sizes,
    edges,
    ...(input.options && { options: input.options }),
    ...(input.previous && { previous: packPrevious(input.nodes, input.previous) }),
  };
}

function packPrevious(nodes: readonly LayoutNode[], previous: ReadonlyMap<string, Point>): Float64Array {
  const places = new Float64Array(2 * nodes.length).fill(NaN);
  nodes.forEach((node, i) => {
    const point = previous.get(node.id);
    if (!point) return;
    places[2 * i] = point.x;
    places[2 * i + 1] = point.y;
  });
  return places;
}

export function unpackInput(packed: PackedInput): LayoutInput {
  const { sizes, edges: triples, previous: places } = packed;
  const nodes: LayoutNode[] = [];
  for (let i = 0; i < sizes.length; i += 2) {
    nodes.push({ id: String(i / 2), width: sizes[i]!, height: sizes[i + 1]! });
  }
  const edges: LayoutEdge[] = [];
  for (let i = 0; i < triples.length; i += 3) {
    edges.push({ from: triples[i]!, to: triples[i + 1]!, weight: triples[i + 2]! });
  }
  const previous = new Map<string, Point>();
  if (places) {
    for (let i = 0; i < places.length; i += 2) {
      if (!Number.isNaN(places[i])) previous.set(String(i / 2), { x: places[i]!, y: places[i + 1]! });
    }
  }
  return { nodes, edges, ...(packed.options && { options: packed.options }), ...(places && { previous }) };
}

export function packResult(result: LayoutResult): PackedResult {
  const nodes = new Float64Array(2 * result.nodes.length);
  result.nodes.forEach((point, i) => {
    nodes[2 * i] = point.x;
    nodes[2 * i + 1] = point.y;
  });
  const start = new Int32Array(result.edges.length + 1);
  result.edges.forEach((edge, i) => (start[i + 1] = start[i]! + edge.points.length));
  const points = new Float64Array(start[result.edges.length]!);
  result.edges.forEach((edge, i) => points.set(edge.points, start[i]));
  const reversed = Uint8Array.from(result.edges, edge => (edge.reversed ? 1 : 0));
  return { width: result.width, height: result.height, nodes, points, start, reversed };
}

export function unpackResult(packed: PackedResult): LayoutResult {
  const nodes: Point[] = [];
  for (let i = 0; i < packed.nodes.length; i += 2)
    nodes.push({ x: packed.nodes[i]!, y: packed.nodes[i + 1]! });
  const edges: LayoutEdgePath[] = [];
  for (let i = 0; i < packed.reversed.length; i++) {
    const points = Array.from(packed.points.subarray(packed.start[i], packed.start[i + 1]));
    edges.push({ points, reversed: packed.reversed[i] === 1 });
  }
  return { width: packed.width, height: packed.height, nodes, edges };
}

/** The buffers to hand over instead of copying. */
export function buffersOf(packed: PackedInput | PackedResult): ArrayBuffer[] {
  return Object.values(packed)
    .filter((value): value is Float64Array<ArrayBuffer> => ArrayBuffer.isView(value))
    .map(array => array.buffer);
}
