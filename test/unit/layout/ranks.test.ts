import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgesToTurn, turn } from '../../../src/picture/layout/cycles.ts';
import { type Digraph, digraph, topologicalOrder } from '../../../src/picture/layout/graph.ts';
import { ranks } from '../../../src/picture/layout/ranks.ts';

function graphOf(nodeCount: number, edges: readonly (readonly [number, number, number?])[]): Digraph {
  return digraph(
    nodeCount,
    Int32Array.from(edges, e => e[0]),
    Int32Array.from(edges, e => e[1]),
    Float64Array.from(edges, e => e[2] ?? 1),
  );
}

const connected = fc
  .record({
    parents: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
    more: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 8 }),
  })
  .map(({ parents, more }) => {
    const n = parents.length + 1;
    const pairs = [
      ...parents.map((p, i): [number, number] => (p % 2 ? [p % (i + 1), i + 1] : [i + 1, p % (i + 1)])),
      ...more.map(([a, b]): [number, number] => [a % n, b % n]),
    ];
    return graphOf(
      n,
      pairs.filter(([a, b]) => a !== b),
    );
  });

function totalSpan(g: Digraph, rank: ArrayLike<number>): number {
  let sum = 0;
  for (let e = 0; e < g.tail.length; e++) sum += g.weight[e]! * (rank[g.head[e]!]! - rank[g.tail[e]!]!);
  return sum;
}

/** The least total span, by trying all ranks below the number of nodes. */
function leastSpan(g: Digraph): number {
  const order = topologicalOrder(g);
  const rank = new Int32Array(g.nodeCount);
  let least = Infinity;
  const place = (i: number): void => {
    const v = order[i];
    if (v === undefined) {
      least = Math.min(least, totalSpan(g, rank));
      return;
    }
    let first = 0;
    for (let k = g.in.start[v]!; k < g.in.start[v + 1]!; k++) {
      first = Math.max(first, rank[g.tail[g.in.item[k]!]!]! + 1);
    }
    for (let r = first; r < g.nodeCount; r++) {
      rank[v] = r;
      place(i + 1);
    }
  };
  place(0);
  return least;
}

describe('edges to turn', () => {
  it('leave no cycle', () => {
    fc.assert(
      fc.property(connected, g => {
        expect(topologicalOrder(turn(g, edgesToTurn(g)))).toHaveLength(g.nodeCount);
      }),
    );
  });

  it('are none without a cycle', () => {
    const g = graphOf(3, [
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
    expect([...edgesToTurn(g)]).toEqual([0, 0, 0]);
  });

  it('close the cycle where it was entered', () => {
    const g = graphOf(3, [
      [0, 1],
      [1, 2],
      [2, 1],
    ]);
    expect([...edgesToTurn(g)]).toEqual([0, 0, 1]);
  });

  it('are the light ones', () => {
    const g = graphOf(3, [
      [0, 1, 1],
      [1, 2, 9],
      [2, 0, 9],
    ]);
    expect([...edgesToTurn(g)]).toEqual([1, 0, 0]);
  });
});

describe('ranks', () => {
  it('send every edge to a later layer with the least total span', () => {
    fc.assert(
      fc.property(connected, cyclic => {
        const g = turn(cyclic, edgesToTurn(cyclic));
        const rank = ranks(g);
        for (let e = 0; e < g.tail.length; e++) {
          expect(rank[g.head[e]!]!).toBeGreaterThan(rank[g.tail[e]!]!);
        }
        expect(Math.min(...rank)).toBe(0);
        expect(totalSpan(g, rank)).toBe(leastSpan(g));
      }),
    );
  });

  it('put a source next to what uses it', () => {
    const g = graphOf(5, [
      [0, 1],
      [1, 2],
      [2, 3],
      [4, 3],
    ]);
    expect([...ranks(g)]).toEqual([0, 1, 2, 3, 2]);
  });
});
