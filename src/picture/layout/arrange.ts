import { placeColumns } from './columns.ts';
import { edgesToTurn, turn } from './cycles.ts';
import { placeInLayers } from './coordinates.ts';
import type { Digraph } from './graph.ts';
import { layered } from './layers.ts';
import { orderLayers } from './order.ts';
import { ranks } from './ranks.ts';
import { routes } from './route.ts';

export interface Boxes {
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** How far from the centre turned edges dock. */
  readonly dock: Float64Array;
  /** Former y, NaN for new nodes; absent if all are new. */
  readonly before?: Float64Array;
}

export interface Gaps {
  readonly layerGap: number;
  readonly nodeGap: number;
}

/** One connected part, placed from 0,0. Edges in the order of the graph it was made from. */
export interface Arranged {
  readonly width: number;
  readonly height: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly points: readonly number[][];
  readonly turned: Uint8Array;
}

/** Draws one connected graph without self-loops: the four phases of Sugiyama, Tagawa and Toda (1981). */
export function arrange(source: Digraph, boxes: Boxes, gaps: Gaps): Arranged {
  const turned = edgesToTurn(source);
  const g = turn(source, turned);
  const rank = ranks(g);
  const layers = layered(g, rank, turned);
  orderLayers(layers, boxes.before);
  const size = new Float64Array(layers.count);
  size.set(boxes.height);
  const y = placeInLayers(layers, size, gaps.nodeGap);
  let top = Infinity;
  let bottom = -Infinity;
  for (let v = 0; v < layers.count; v++) {
    top = Math.min(top, y[v]! - size[v]! / 2);
    bottom = Math.max(bottom, y[v]! + size[v]! / 2);
  }
  for (let v = 0; v < layers.count; v++) y[v]! -= top;
  const columns = placeColumns(layers, boxes.width, y, gaps.layerGap);
  const x = new Float64Array(g.nodeCount);
  for (let v = 0; v < g.nodeCount; v++) x[v] = (columns.left[rank[v]!]! + columns.right[rank[v]!]!) / 2;
  return {
    width: columns.right[layers.layerCount - 1]!,
    height: bottom - top,
    x,
    y: y.subarray(0, g.nodeCount),
    points: routes(g, layers, turned, boxes, columns, x, y),
    turned,
  };
}
