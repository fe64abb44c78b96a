import type { Boxes } from './arrange.ts';
import type { Columns } from './columns.ts';
import type { Digraph, Rows } from './graph.ts';
import type { Layered } from './layers.ts';

/**
 * The corners of every edge, from its true tail to its true head. Within a column an edge runs level, so that
 * it does not cut through a wider neighbour; turned edges run from the left border of their tail to the right
 * border of their head, off the centre so that they do not hide an edge the other way.
 */
export function routes(
  g: Digraph,
  layers: Layered,
  turned: Uint8Array,
  boxes: Boxes,
  columns: Columns,
  x: Float64Array,
  y: Float64Array,
): number[][] {
  const all: number[][] = [];
  for (let e = 0; e < g.tail.length; e++) {
    const a = g.tail[e]!;
    const b = g.head[e]!;
    const line = new Line();
    const first = layers.firstDummy[e]!;
    const span = layers.layer[b]! - layers.layer[a]!;
    const [sideA, sideB] = turned[e] ? dockSides(layers, a, b, first) : [0, 0];
    const ya = y[a]! + boxes.dock[a]! * sideA;
    line.add(x[a]! + boxes.width[a]! / 2, ya);
    line.add(columns.right[layers.layer[a]!]!, ya);
    if (first >= 0) {
      for (let d = first; d < first + span - 1; d++) {
        line.add(columns.left[layers.layer[d]!]!, y[d]!);
        line.add(columns.right[layers.layer[d]!]!, y[d]!);
      }
    }
    const yb = y[b]! + boxes.dock[b]! * sideB;
    line.add(columns.left[layers.layer[b]!]!, yb);
    line.add(x[b]! - boxes.width[b]! / 2, yb);
    all.push(turned[e] ? line.backward() : line.points);
  }
  return all;
}

/** At both ends of a turned edge 1 to dock below the centre, -1 above: where it has fewer others to cross. */
function dockSides(layers: Layered, a: number, b: number, first: number): readonly [number, number] {
  const span = layers.layer[b]! - layers.layer[a]!;
  const atA = othersAbove(layers, layers.down, a, first < 0 ? b : first);
  const atB = othersAbove(layers, layers.up, b, first < 0 ? a : first + span - 2);
  // A straight one keeps to one side of an edge that runs the other way.
  if (first < 0) return atA + atB < 0 ? [-1, -1] : [1, 1];
  return [atA < 0 ? -1 : 1, atB < 0 ? -1 : 1];
}

/** How many more neighbours of `v` stand above `w` than below. */
function othersAbove(layers: Layered, rows: Rows, v: number, w: number): number {
  let balance = 0;
  for (let k = rows.start[v]!; k < rows.start[v + 1]!; k++) {
    balance += Math.sign(layers.position[w]! - layers.position[rows.item[k]!]!);
  }
  return balance;
}

/** Two corners on one level line need none between them. */
const LEVEL = 0.01;

class Line {
  readonly points: number[] = [];

  add(x: number, y: number): void {
    const p = this.points;
    const n = p.length;
    if (n >= 2 && Math.abs(p[n - 2]! - x) < LEVEL && Math.abs(p[n - 1]! - y) < LEVEL) return;
    if (n >= 4 && Math.abs(p[n - 1]! - y) < LEVEL && Math.abs(p[n - 3]! - y) < LEVEL) {
      p[n - 2] = x;
      return;
    }
    p.push(x, y);
  }

  backward(): number[] {
    const p: number[] = [];
    for (let i = this.points.length - 2; i >= 0; i -= 2) p.push(this.points[i]!, this.points[i + 1]!);
    return p;
  }
}
