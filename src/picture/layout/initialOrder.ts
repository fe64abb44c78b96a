import { type Layered, renumber } from './layers.ts';
import type { Rows } from './graph.ts';

/**
 * First orders: a walk over the whole graph, each vertex put at the end of its layer when it is met. Neighbours
 * end up near each other, and a tree gets no crossing at all (Gansner et al. 1993 start from such walks).
 */
export type Walk = 'depth' | 'breadth' | 'depthFromSinks' | 'breadthFromSinks';

export function walkOrder(g: Layered, walk: Walk): void {
  const fromSinks = walk.endsWith('Sinks');
  const ahead = fromSinks ? g.up : g.down;
  const behind = fromSinks ? g.down : g.up;
  const met = new Uint8Array(g.count);
  const end = g.layerStart.slice(0, g.layerCount);
  const visit = (v: number): void => {
    met[v] = 1;
    g.order[end[g.layer[v]!]!++] = v;
  };
  const grow = walk.startsWith('depth') ? depthFirst : breadthFirst;
  for (const v of roots(behind, g.count)) if (!met[v]) grow(v, ahead, behind, met, visit);
  for (let v = 0; v < g.count; v++) if (!met[v]) grow(v, ahead, behind, met, visit);
  renumber(g);
}

function roots(behind: Rows, count: number): number[] {
  const list: number[] = [];
  for (let v = 0; v < count; v++) if (behind.start[v] === behind.start[v + 1]) list.push(v);
  return list;
}

type Visit = (v: number) => void;

function depthFirst(root: number, ahead: Rows, behind: Rows, met: Uint8Array, visit: Visit): void {
  const stack = [root];
  while (stack.length > 0) {
    const v = stack.pop()!;
    if (met[v]) continue;
    visit(v);
    // Pushed last to first, so that they are met first to last; what lies ahead comes before what lies behind.
    for (let k = behind.start[v + 1]! - 1; k >= behind.start[v]!; k--) {
      if (!met[behind.item[k]!]) stack.push(behind.item[k]!);
    }
    for (let k = ahead.start[v + 1]! - 1; k >= ahead.start[v]!; k--) {
      if (!met[ahead.item[k]!]) stack.push(ahead.item[k]!);
    }
  }
}

function breadthFirst(root: number, ahead: Rows, behind: Rows, met: Uint8Array, visit: Visit): void {
  const queue = [root];
  visit(root);
  for (let i = 0; i < queue.length; i++) {
    const v = queue[i]!;
    for (const side of [ahead, behind]) {
      for (let k = side.start[v]!; k < side.start[v + 1]!; k++) {
        const w = side.item[k]!;
        if (met[w]) continue;
        visit(w);
        queue.push(w);
      }
    }
  }
}
