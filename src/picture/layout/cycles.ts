import { digraph, type Digraph, topologicalOrder } from './graph.ts';
import { improveSequence } from './feedback.ts';

/** The greedy sequence looks through what is left for every node it takes. */
const LARGEST_GREEDY = 4000;

/**
 * Says which edges to turn so that the graph has no cycle: 1 for each edge turned.
 *
 * Only edges inside a strongly connected component can be on a cycle (Tarjan 1972). In each, two sequences are
 * tried: depth first from where the component is entered, which reads as the work was done, and the greedy
 * one of Eades, Lin and Smyth (1993); the lighter set of backward edges wins, the first on a tie. Then single
 * nodes are moved to where fewer edges go back, as long as that helps.
 */
export function edgesToTurn(g: Digraph): Uint8Array {
  const turned = new Uint8Array(g.tail.length);
  if (topologicalOrder(g).length === g.nodeCount) return turned;
  const component = strongComponents(g);
  const members = new Map<number, number[]>();
  for (let v = 0; v < g.nodeCount; v++) {
    const list = members.get(component[v]!);
    if (list) list.push(v);
    else members.set(component[v]!, [v]);
  }
  const place = new Int32Array(g.nodeCount);
  for (const nodes of members.values()) {
    if (nodes.length < 2) continue;
    const inside = (v: number): boolean => component[v] === component[nodes[0]!];
    const deep = depthFirstSequence(g, nodes, inside);
    const greedy = nodes.length <= LARGEST_GREEDY ? greedySequence(g, nodes, inside) : deep;
    const sequence =
      backWeight(g, greedy, place, inside) < backWeight(g, deep, place, inside) ? greedy : deep;
    improveSequence(g, sequence, inside, place);
    sequence.forEach((v, i) => (place[v] = i));
  }
  for (let e = 0; e < g.tail.length; e++) {
    const [a, b] = [g.tail[e]!, g.head[e]!];
    if (component[a] === component[b] && place[a]! > place[b]!) turned[e] = 1;
  }
  return turned;
}

/** The same graph with the named edges turned. */
export function turn(g: Digraph, turned: Uint8Array): Digraph {
  if (!turned.includes(1)) return g;
  const tail = g.tail.slice();
  const head = g.head.slice();
  for (let e = 0; e < tail.length; e++) {
    if (!turned[e]) continue;
    tail[e] = g.head[e]!;
    head[e] = g.tail[e]!;
  }
  return digraph(g.nodeCount, tail, head, g.weight);
}

type Inside = (v: number) => boolean;

function backWeight(g: Digraph, sequence: readonly number[], place: Int32Array, inside: Inside): number {
  sequence.forEach((v, i) => (place[v] = i));
  let sum = 0;
  for (const v of sequence) {
    for (let k = g.out.start[v]!; k < g.out.start[v + 1]!; k++) {
      const e = g.out.item[k]!;
      const w = g.head[e]!;
      if (inside(w) && place[w]! < place[v]!) sum += g.weight[e]!;
    }
  }
  return sum;
}

/** Reverse post-order of a depth-first walk that starts where edges enter the component from outside. */
function depthFirstSequence(g: Digraph, nodes: readonly number[], inside: Inside): number[] {
  const enteredFromOutside = (v: number): boolean => {
    for (let k = g.in.start[v]!; k < g.in.start[v + 1]!; k++)
      if (!inside(g.tail[g.in.item[k]!]!)) return true;
    return false;
  };
  const entries = nodes.filter(enteredFromOutside);
  const seen = new Set<number>();
  const post: number[] = [];
  const cursor = new Map<number, number>();
  for (const root of [...entries, ...nodes]) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [root];
    while (stack.length > 0) {
      const v = stack[stack.length - 1]!;
      // From the last edge to the first: the reverse of the post-order then lists children as in the input.
      const k = cursor.get(v) ?? g.out.start[v + 1]! - 1;
      cursor.set(v, k - 1);
      if (k < g.out.start[v]!) {
        post.push(stack.pop()!);
        continue;
      }
      const w = g.head[g.out.item[k]!]!;
      if (!inside(w) || seen.has(w)) continue;
      seen.add(w);
      stack.push(w);
    }
  }
  return post.reverse();
}

/** Eades, Lin, Smyth (1993): sinks to the end, sources to the start, else the node with most out minus in. */
function greedySequence(g: Digraph, nodes: readonly number[], inside: Inside): number[] {
  const out = new Map<number, number>();
  const into = new Map<number, number>();
  for (const v of nodes) {
    let [o, i] = [0, 0];
    for (let k = g.out.start[v]!; k < g.out.start[v + 1]!; k++) {
      const e = g.out.item[k]!;
      if (inside(g.head[e]!)) o += g.weight[e]!;
    }
    for (let k = g.in.start[v]!; k < g.in.start[v + 1]!; k++) {
      const e = g.in.item[k]!;
      if (inside(g.tail[e]!)) i += g.weight[e]!;
    }
    out.set(v, o);
    into.set(v, i);
  }
  const first: number[] = [];
  const last: number[] = [];
  const left = new Set(nodes);
  const ends: number[] = [];
  const remove = (v: number): void => {
    left.delete(v);
    for (let k = g.out.start[v]!; k < g.out.start[v + 1]!; k++) {
      const e = g.out.item[k]!;
      const w = g.head[e]!;
      if (!left.has(w)) continue;
      into.set(w, into.get(w)! - g.weight[e]!);
      if (into.get(w)! <= 0) ends.push(w);
    }
    for (let k = g.in.start[v]!; k < g.in.start[v + 1]!; k++) {
      const e = g.in.item[k]!;
      const w = g.tail[e]!;
      if (!left.has(w)) continue;
      out.set(w, out.get(w)! - g.weight[e]!);
      if (out.get(w)! <= 0) ends.push(w);
    }
  };
  while (left.size > 0) {
    const end = ends.pop();
    if (end !== undefined) {
      if (!left.has(end)) continue;
      if (out.get(end)! <= 0) last.push(end);
      else first.push(end);
      remove(end);
      continue;
    }
    let best = -1;
    let bestScore = -Infinity;
    for (const v of left) {
      const score = out.get(v)! - into.get(v)!;
      if (score > bestScore) [best, bestScore] = [v, score];
    }
    first.push(best);
    remove(best);
  }
  return [...first, ...last.reverse()];
}

/** The strongly connected component of each node (Tarjan 1972), with an explicit stack. */
function strongComponents(g: Digraph): Int32Array {
  const n = g.nodeCount;
  const of = new Int32Array(n).fill(-1);
  const index = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const cursor = g.out.start.slice(0, n);
  const open: number[] = [];
  const stack: number[] = [];
  let clock = 0;
  let count = 0;
  for (let root = 0; root < n; root++) {
    if (index[root] !== -1) continue;
    stack.push(root);
    while (stack.length > 0) {
      const v = stack[stack.length - 1]!;
      if (index[v] === -1) {
        index[v] = low[v] = clock++;
        open.push(v);
      }
      if (cursor[v]! < g.out.start[v + 1]!) {
        const w = g.head[g.out.item[cursor[v]!++]!]!;
        if (index[w] === -1) stack.push(w);
        else if (of[w] === -1 && index[w]! < low[v]!) low[v] = index[w]!;
        continue;
      }
      stack.pop();
      const parent = stack[stack.length - 1];
      if (parent !== undefined && low[v]! < low[parent]!) low[parent] = low[v]!;
      if (low[v] !== index[v]) continue;
      for (let w = open.pop()!; ; w = open.pop()!) {
        of[w] = count;
        if (w === v) break;
      }
      count++;
    }
  }
  return of;
}
