import type { Rows } from './graph.ts';
import type { Layered } from './layers.ts';
import { innerSegment, levelPairs, type Straightness } from './levelPairs.ts';
import { sortedSegments } from './sortedSegments.ts';

/** Vertices to be drawn on one level line, at most one of each layer; block `b` is row `b` of `members`. */
export interface Blocks {
  readonly of: Int32Array;
  readonly members: Rows;
}

/**
 * Blocks after Brandes and Köpf (2001): vertices aligned along segments that do not cross each other, those
 * between two dummies first. Unlike there only segments that a reader expects to be level count: aligning
 * every parent with its middle child made dense graphs three times as high.
 */
export function levelBlocks(g: Layered, straightness: Straightness): Blocks {
  const { up } = sortedSegments(g);
  const crossed = crossedByInner(g, up);
  const pair = levelPairs(g, up, straightness);
  const of = new Int32Array(g.count).fill(-1);
  let count = 0;
  for (let l = 0; l < g.layerCount; l++) {
    let reached = -1;
    for (let i = g.layerStart[l]!; i < g.layerStart[l + 1]!; i++) {
      const v = g.order[i]!;
      const k = pair[v]!;
      const u = k < 0 ? -1 : up.item[k]!;
      if (u >= 0 && !crossed[k] && g.position[u]! > reached) {
        of[v] = of[u]!;
        reached = g.position[u]!;
      } else of[v] = count++;
    }
  }
  return { of, members: rowsInLayerOrder(g, of, count) };
}

/** Segments that cross one between two dummies: 1 for each, by its place in `up` (the paper's type 1 conflicts). */
function crossedByInner(g: Layered, up: Rows): Uint8Array {
  const crossed = new Uint8Array(up.item.length);
  for (let l = 1; l < g.layerCount; l++) {
    const start = g.layerStart[l]!;
    const end = g.layerStart[l + 1]!;
    let leftmost = 0;
    let next = start;
    for (let i = start; i < end; i++) {
      const inner = innerSegment(g, up, g.order[i]!);
      if (inner < 0 && i < end - 1) continue;
      const rightmost = inner < 0 ? g.count : g.position[up.item[inner]!]!;
      for (; next <= i; next++) {
        const v = g.order[next]!;
        for (let k = up.start[v]!; k < up.start[v + 1]!; k++) {
          const u = up.item[k]!;
          const outside = g.position[u]! < leftmost || g.position[u]! > rightmost;
          if (outside && (u < g.real || v < g.real)) crossed[k] = 1;
        }
      }
      leftmost = rightmost;
    }
  }
  return crossed;
}

function rowsInLayerOrder(g: Layered, of: Int32Array, count: number): Rows {
  const start = new Int32Array(count + 1);
  for (const b of of) start[b + 1]!++;
  for (let b = 0; b < count; b++) start[b + 1]! += start[b]!;
  const next = start.slice(0, count);
  const item = new Int32Array(g.count);
  for (const v of g.order) item[next[of[v]!]!++] = v;
  return { start, item };
}

/**
 * Moves blocks as little as it takes to make them level and free of overlap, in place: once only down from
 * where they wish to be and once only up, and then to the middle of both, which keeps every distance.
 */
export function levelOut(
  g: Layered,
  { of, members }: Blocks,
  y: Float64Array,
  size: Float64Array,
  gap: number,
): void {
  const count = members.start.length - 1;
  const wish = new Float64Array(count);
  for (let v = 0; v < g.count; v++) wish[of[v]!]! += y[v]!;
  for (let b = 0; b < count; b++) wish[b]! /= members.start[b + 1]! - members.start[b]!;
  const down = pushed(g, { of, members }, wish, size, gap, 1);
  const up = pushed(g, { of, members }, wish, size, gap, -1);
  for (let v = 0; v < g.count; v++) y[v] = (down[of[v]!]! + up[of[v]!]!) / 2;
}

function pushed(
  g: Layered,
  { of, members }: Blocks,
  wish: Float64Array,
  size: Float64Array,
  gap: number,
  sign: 1 | -1,
): Float64Array {
  const at = wish.slice();
  const count = wish.length;
  const waiting = new Int32Array(count);
  /** The vertex after `v` in its layer, in the direction of the push; -1 at the end. */
  const after = (v: number): number => {
    const start = g.layerStart[g.layer[v]!]!;
    const p = g.position[v]! + sign;
    return p < 0 || start + p >= g.layerStart[g.layer[v]! + 1]! ? -1 : g.order[start + p]!;
  };
  for (let v = 0; v < g.count; v++) {
    const w = after(v);
    if (w >= 0) waiting[of[w]!]!++;
  }
  const queue = new Int32Array(count);
  let length = 0;
  for (let b = 0; b < count; b++) if (waiting[b] === 0) queue[length++] = b;
  for (let i = 0; i < length; i++) {
    const b = queue[i]!;
    for (let k = members.start[b]!; k < members.start[b + 1]!; k++) {
      const v = members.item[k]!;
      const w = after(v);
      if (w < 0) continue;
      const next = of[w]!;
      const least = at[b]! + sign * ((size[v]! + size[w]!) / 2 + gap);
      if (sign * at[next]! < sign * least) at[next] = least;
      waiting[next]!--;
      if (waiting[next] === 0) queue[length++] = next;
    }
  }
  return at;
}
