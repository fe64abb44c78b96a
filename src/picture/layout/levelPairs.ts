import type { Rows } from './graph.ts';
import type { Layered } from './layers.ts';

/** Which segments shall be level: those of long edges, or also those along which the eye follows the work. */
export type Straightness = 'longEdges' | 'trunks';

/** Nodes with more neighbours on a side than this are centred on them instead. */
const MOST_BRANCHES = 4;

/**
 * The segments of a layered graph that a reader expects to be level: for every vertex the one to the layer
 * before, by its place in `up`, or -1. Between two dummies of a long edge always. With 'trunks' also between
 * two vertices that are each other's only neighbour on that side, or whose other branches there are short
 * beside it: a trunk of versions stays straight and evaluations branch off.
 */
export function levelPairs(g: Layered, up: Rows, straightness: Straightness): Int32Array {
  const pair = new Int32Array(g.count).fill(-1);
  const trunk = straightness === 'trunks' ? trunks(g) : undefined;
  for (let v = 0; v < g.count; v++) {
    pair[v] = innerSegment(g, up, v);
    if (pair[v]! >= 0 || !trunk) continue;
    const u = trunk.before[v]!;
    if (u < 0 || trunk.after[u] !== v || hasInnerAfter(g, u)) continue;
    for (let k = up.start[v]!; k < up.start[v + 1]!; k++) if (up.item[k] === u) pair[v] = k;
  }
  return pair;
}

/** The segment from a dummy to the dummy before it, or -1. */
export function innerSegment(g: Layered, up: Rows, v: number): number {
  if (v < g.real) return -1;
  for (let k = up.start[v]!; k < up.start[v + 1]!; k++) if (up.item[k]! >= g.real) return k;
  return -1;
}

function hasInnerAfter(g: Layered, u: number): boolean {
  if (u < g.real) return false;
  for (let k = g.down.start[u]!; k < g.down.start[u + 1]!; k++) if (g.down.item[k]! >= g.real) return true;
  return false;
}

/** The neighbour of each vertex before and after it that carries on the longest line, if one clearly does. */
function trunks(g: Layered): { before: Int32Array; after: Int32Array } {
  const depth = new Int32Array(g.count);
  const height = new Int32Array(g.count);
  const one = (v: number): number => (v < g.real ? 1 : 0);
  for (let l = 0; l < g.layerCount; l++) {
    for (let i = g.layerStart[l]!; i < g.layerStart[l + 1]!; i++) {
      const v = g.order[i]!;
      depth[v] = longest(g.up, depth, v) + one(v);
    }
  }
  for (let i = g.count - 1; i >= 0; i--) {
    const v = g.order[i]!;
    height[v] = longest(g.down, height, v) + one(v);
  }
  const before = new Int32Array(g.count);
  const after = new Int32Array(g.count);
  for (let v = 0; v < g.count; v++) {
    before[v] = dominant(g.up, depth, v);
    after[v] = dominant(g.down, height, v);
  }
  return { before, after };
}

function longest(rows: Rows, length: Int32Array, v: number): number {
  let most = 0;
  for (let k = rows.start[v]!; k < rows.start[v + 1]!; k++) most = Math.max(most, length[rows.item[k]!]!);
  return most;
}

function dominant(rows: Rows, length: Int32Array, v: number): number {
  const from = rows.start[v]!;
  const to = rows.start[v + 1]!;
  if (from === to || to - from > MOST_BRANCHES) return -1;
  let best = rows.item[from]!;
  let second = 0;
  for (let k = from + 1; k < to; k++) {
    const w = rows.item[k]!;
    if (length[w]! > length[best]!) {
      second = length[best]!;
      best = w;
    } else second = Math.max(second, length[w]!);
  }
  return to - from === 1 || length[best]! > 2 * second ? best : -1;
}
