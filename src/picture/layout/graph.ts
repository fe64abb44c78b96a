/** Adjacency in compressed rows: the items of row `r` are `item[start[r]] … item[start[r + 1] - 1]`. */
export interface Rows {
  readonly start: Int32Array;
  readonly item: Int32Array;
}

/** One connected part, acyclic once `cycles.ts` has turned the edges it names. Indices are local. */
export interface Digraph {
  readonly nodeCount: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly weight: Float64Array;
  /** Edge numbers by tail. */
  readonly out: Rows;
  /** Edge numbers by head. */
  readonly in: Rows;
}

/** Groups the numbers 0 … key.length-1 by their key (a counting sort: stable, linear). */
export function groupBy(key: Int32Array, rowCount: number): Rows {
  const start = new Int32Array(rowCount + 1);
  for (let i = 0; i < key.length; i++) start[key[i]! + 1]!++;
  for (let r = 0; r < rowCount; r++) start[r + 1]! += start[r]!;
  const next = start.slice(0, rowCount);
  const item = new Int32Array(key.length);
  for (let i = 0; i < key.length; i++) item[next[key[i]!]!++] = i;
  return { start, item };
}

export function digraph(
  nodeCount: number,
  tail: Int32Array,
  head: Int32Array,
  weight: Float64Array,
): Digraph {
  return { nodeCount, tail, head, weight, out: groupBy(tail, nodeCount), in: groupBy(head, nodeCount) };
}

/** The part of each node, numbered by the first node of the part; union-find with path halving (Tarjan 1975). */
export function components(
  nodeCount: number,
  tail: Int32Array,
  head: Int32Array,
): { of: Int32Array; count: number } {
  const parent = new Int32Array(nodeCount);
  for (let v = 0; v < nodeCount; v++) parent[v] = v;
  const find = (v: number): number => {
    while (parent[v] !== v) v = parent[v] = parent[parent[v]!]!;
    return v;
  };
  for (let e = 0; e < tail.length; e++) {
    const a = find(tail[e]!);
    const b = find(head[e]!);
    // The smaller index stays the root, so that numbering follows the input.
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  const of = new Int32Array(nodeCount);
  let count = 0;
  for (let v = 0; v < nodeCount; v++) of[v] = find(v) === v ? count++ : of[parent[v]!]!;
  return { of, count };
}

/** Nodes such that every edge goes forward (Kahn 1962). Shorter than nodeCount if there is a cycle. */
export function topologicalOrder(g: Digraph): Int32Array {
  const waiting = new Int32Array(g.nodeCount);
  for (let e = 0; e < g.head.length; e++) waiting[g.head[e]!]!++;
  const order = new Int32Array(g.nodeCount);
  let end = 0;
  for (let v = 0; v < g.nodeCount; v++) if (waiting[v] === 0) order[end++] = v;
  for (let i = 0; i < end; i++) {
    const v = order[i]!;
    for (let k = g.out.start[v]!; k < g.out.start[v + 1]!; k++) {
      const w = g.head[g.out.item[k]!]!;
      waiting[w]!--;
      if (waiting[w] === 0) order[end++] = w;
    }
  }
  return order.subarray(0, end);
}
