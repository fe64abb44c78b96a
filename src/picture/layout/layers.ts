import { type Digraph, groupBy, type Rows } from './graph.ts';
import { type Bus, buses } from './buses.ts';

/** Neighbours of every vertex, and how many edges run along each segment. */
export interface Segments extends Rows {
  readonly weight: Int32Array;
}

/**
 * A layered graph in which every segment joins neighbouring layers. Vertices 0 … real-1 are the nodes, the
 * rest dummies on edges that span more than one layer.
 */
export interface Layered {
  readonly real: number;
  readonly count: number;
  readonly layerCount: number;
  readonly layer: Int32Array;
  /** To the next layer, and to the one before. */
  readonly down: Segments;
  readonly up: Segments;
  /** Where each layer starts in `order`. */
  readonly layerStart: Int32Array;
  /** Vertices layer by layer, from the top. */
  readonly order: Int32Array;
  /** Place of each vertex in its layer. */
  readonly position: Int32Array;
  /** First dummy of each edge, or -1; the others follow it, one a layer. */
  readonly firstDummy: Int32Array;
  /** Rows of dummies of one long edge, or of several that run together. */
  readonly chains: readonly Chain[];
}

/** Vertices first … first + length - 1, one a layer. */
export interface Chain {
  readonly first: number;
  readonly length: number;
}

/**
 * Adds dummies (Sugiyama, Tagawa and Toda 1981); long edges that share an end share them, as far as they go
 * together. The order is by vertex number at first. Turned edges stay alone.
 */
export function layered(g: Digraph, rank: Int32Array, turned: Uint8Array): Layered {
  let layerCount = 1;
  for (const r of rank) layerCount = Math.max(layerCount, r + 1);
  const { list, busOf, dummies } = buses(g, rank, turned);
  const count = g.nodeCount + dummies;
  const layer = new Int32Array(count);
  layer.set(rank);
  for (const bus of list) for (let i = 0; i < bus.length; i++) layer[bus.first + i] = bus.layer + i;

  const segments = new SegmentList(2 * g.tail.length + dummies);
  const firstDummy = new Int32Array(g.tail.length).fill(-1);
  const load = new Int32Array(count);
  for (let e = 0; e < g.tail.length; e++) {
    const [a, b] = [g.tail[e]!, g.head[e]!];
    const span = rank[b]! - rank[a]!;
    const bus = list[busOf[e]!];
    if (!bus) {
      if (span === 1) segments.add(a, b, 1);
      continue;
    }
    const first = bus.first + rank[a]! + 1 - bus.layer;
    const last = first + span - 2;
    firstDummy[e] = first;
    // A bus belongs to one end of its edges; the segment there is added once, with the bus.
    if (bus.end !== a) segments.add(a, first, 1);
    if (bus.end !== b) segments.add(last, b, 1);
    for (let d = first; d <= last; d++) load[d]!++;
  }
  for (const bus of list) addBus(bus, load, rank, segments);
  const byLayer = groupBy(layer, layerCount);
  const result: Layered = {
    real: g.nodeCount,
    count,
    layerCount,
    layer,
    down: segments.rows(count, true),
    up: segments.rows(count, false),
    layerStart: byLayer.start,
    order: byLayer.item,
    position: new Int32Array(count),
    firstDummy,
    chains: list,
  };
  renumber(result);
  return result;
}

function addBus(bus: Bus, load: Int32Array, rank: Int32Array, segments: SegmentList): void {
  const last = bus.first + bus.length - 1;
  const leads = rank[bus.end]! < bus.layer;
  if (leads) segments.add(bus.end, bus.first, load[bus.first]!);
  else segments.add(last, bus.end, load[last]!);
  for (let d = bus.first; d < last; d++) segments.add(d, d + 1, Math.min(load[d]!, load[d + 1]!));
}

class SegmentList {
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #weight: Int32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#from = new Int32Array(capacity);
    this.#to = new Int32Array(capacity);
    this.#weight = new Int32Array(capacity);
  }

  add(from: number, to: number, weight: number): void {
    this.#from[this.#length] = from;
    this.#to[this.#length] = to;
    this.#weight[this.#length++] = weight;
  }

  rows(count: number, down: boolean): Segments {
    const value = down ? this.#to : this.#from;
    const { start, item } = groupBy((down ? this.#from : this.#to).subarray(0, this.#length), count);
    const weight = new Int32Array(item.length);
    for (let i = 0; i < item.length; i++) {
      const s = item[i]!;
      weight[i] = this.#weight[s]!;
      item[i] = value[s]!;
    }
    return { start, item, weight };
  }
}

/** Makes `position` agree with `order`. */
export function renumber(g: Layered): void {
  for (let l = 0; l < g.layerCount; l++) {
    const start = g.layerStart[l]!;
    for (let i = start; i < g.layerStart[l + 1]!; i++) g.position[g.order[i]!] = i - start;
  }
}
