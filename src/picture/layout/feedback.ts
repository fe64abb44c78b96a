import type { Digraph } from './graph.ts';

/** Above this many nodes on cycles, moving single nodes costs too much. */
const LARGEST = 400;

/**
 * Moves single nodes of a sequence to the place where the least weight goes backward, until nothing helps
 * (insertion neighbourhood, as for the linear ordering problem: Laguna, Martí and Campos 1999). In place.
 */
export function improveSequence(
  g: Digraph,
  sequence: number[],
  inside: (v: number) => boolean,
  place: Int32Array,
): void {
  if (sequence.length > LARGEST) return;
  const renumber = (): void => sequence.forEach((v, i) => (place[v] = i));
  renumber();
  // What the node that passes the one at index i gains on the way: its edges to it count one way, from it the other.
  const toward = new Float64Array(sequence.length);
  for (let round = 0; round < 4; round++) {
    let moved = false;
    for (const v of sequence.slice()) {
      toward.fill(0);
      for (let k = g.out.start[v]!; k < g.out.start[v + 1]!; k++) {
        const e = g.out.item[k]!;
        if (inside(g.head[e]!)) toward[place[g.head[e]!]!]! += g.weight[e]!;
      }
      for (let k = g.in.start[v]!; k < g.in.start[v + 1]!; k++) {
        const e = g.in.item[k]!;
        if (inside(g.tail[e]!)) toward[place[g.tail[e]!]!]! -= g.weight[e]!;
      }
      const at = place[v]!;
      let [best, bestGain] = [at, 0];
      for (let i = at - 1, gain = 0; i >= 0; i--) {
        gain += toward[i]!;
        if (gain > bestGain) [best, bestGain] = [i, gain];
      }
      for (let i = at + 1, gain = 0; i < sequence.length; i++) {
        gain -= toward[i]!;
        if (gain > bestGain) [best, bestGain] = [i, gain];
      }
      if (best === at) continue;
      sequence.splice(at, 1);
      sequence.splice(best, 0, v);
      renumber();
      moved = true;
    }
    if (!moved) return;
  }
}
