import type { Rows } from './graph.ts';
import type { Layered } from './layers.ts';

/** Neighbours of every vertex from the top down. */
export interface SortedSegments {
  readonly up: Rows;
  readonly down: Rows;
  /** For each entry of `down`, where the same segment is in `up`. */
  readonly downTwin: Int32Array;
}

/** Sorts all neighbour lists at once: whoever is met first, going through the layers in order, comes first. */
export function sortedSegments(g: Layered): SortedSegments {
  const down = { start: g.down.start, item: new Int32Array(g.down.item.length) };
  let next = down.start.slice();
  for (const w of g.order) {
    for (let k = g.up.start[w]!; k < g.up.start[w + 1]!; k++) down.item[next[g.up.item[k]!]!++] = w;
  }
  const up = { start: g.up.start, item: new Int32Array(g.up.item.length) };
  const downTwin = new Int32Array(down.item.length);
  next = up.start.slice();
  for (const v of g.order) {
    for (let k = down.start[v]!; k < down.start[v + 1]!; k++) {
      const at = next[down.item[k]!]!++;
      up.item[at] = v;
      downTwin[k] = at;
    }
  }
  return { up, down, downTwin };
}
