import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnCrossings } from '../../../bench/layout/measure.ts';
import { randomLayered, retraining } from '../../../bench/layout/graphs.ts';
import { CrossingCounter } from '../../../src/picture/layout/crossings.ts';
import { digraph } from '../../../src/picture/layout/graph.ts';
import { layered, type Layered, renumber } from '../../../src/picture/layout/layers.ts';
import { layout } from '../../../src/picture/layout/layout.ts';
import { orderLayers } from '../../../src/picture/layout/order.ts';
import { Reinserter } from '../../../src/picture/layout/reinsert.ts';
import { Sifter } from '../../../src/picture/layout/sift.ts';

/** Two to five layers with up to seven nodes each; edges may skip layers. */
const layeredGraph = fc
  .record({
    ranks: fc.array(fc.nat({ max: 4 }), { minLength: 2, maxLength: 24 }),
    pairs: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 50 }),
  })
  .map(({ ranks, pairs }) => {
    const ends = new Set<string>();
    for (const [a, b] of pairs) {
      const [u, v] = [a % ranks.length, b % ranks.length];
      if (ranks[u]! < ranks[v]!) ends.add(`${u} ${v}`);
    }
    const edges = [...ends].map(pair => pair.split(' ').map(Number));
    const tail = Int32Array.from(edges, e => e[0]!);
    const head = Int32Array.from(edges, e => e[1]!);
    const g = digraph(ranks.length, tail, head, new Float64Array(edges.length).fill(1));
    return layered(g, Int32Array.from(ranks), new Uint8Array(edges.length));
  });

/** Every pair of segments looked at. */
function countByHand(g: Layered): number {
  let sum = 0;
  const segments: { from: number; to: number; layer: number; weight: number }[] = [];
  for (let v = 0; v < g.count; v++) {
    for (let k = g.down.start[v]!; k < g.down.start[v + 1]!; k++) {
      const to = g.position[g.down.item[k]!]!;
      segments.push({ from: g.position[v]!, to, layer: g.layer[v]!, weight: g.down.weight[k]! });
    }
  }
  segments.forEach((a, i) => {
    for (const b of segments.slice(i + 1)) {
      if (a.layer === b.layer && (a.from - b.from) * (a.to - b.to) < 0) sum += a.weight * b.weight;
    }
  });
  return sum;
}

describe('crossings', () => {
  it('are counted as by looking at every pair', () => {
    fc.assert(
      fc.property(layeredGraph, g => {
        expect(new CrossingCounter(g).total(g)).toBe(countByHand(g));
      }),
    );
  });

  it('go down by what sifting says', () => {
    fc.assert(
      fc.property(layeredGraph, g => {
        const before = countByHand(g);
        const gain = new Sifter(g, 256).pass(true, Infinity);
        renumber(g);
        expect(countByHand(g)).toBe(before - gain);
        expect(gain).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('go down by what putting long edges elsewhere says', () => {
    fc.assert(
      fc.property(layeredGraph, g => {
        const before = countByHand(g);
        const gain = new Reinserter(g).pass(Infinity);
        expect(countByHand(g)).toBe(before - gain);
        expect(gain).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('are as many as ordering says, and never more than at first', () => {
    fc.assert(
      fc.property(layeredGraph, g => {
        const before = countByHand(g);
        const after = orderLayers(g);
        expect(after).toBe(countByHand(g));
        expect(after).toBeLessThanOrEqual(before);
        expect([...g.order].sort((a, b) => a - b)).toEqual(Array.from({ length: g.count }, (_, i) => i));
      }),
    );
  });

  it('are counted on drawings where lines cross, not where they touch', () => {
    const cross = [
      [0, 0, 10, 10],
      [0, 10, 10, 0],
    ];
    const touch = [
      [0, 0, 10, 10],
      [0, 0, 10, 0],
      [0, 10, 5, 5],
    ];
    expect(drawnCrossings(cross)).toBe(1);
    expect(drawnCrossings(touch)).toBe(0);
    expect(drawnCrossings([...cross, [5, -5, 5, 3, 5.01, 15]])).toBe(3);
  });

  it('do not occur in trees', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), parents => {
        const nodes = [0, ...parents].map((_, i) => ({ id: `${i}`, width: 40, height: 20 }));
        const edges = parents.map((p, i) => ({ from: p % (i + 1), to: i + 1 }));
        expect(drawnCrossings(layout({ nodes, edges }).edges.map(edge => edge.points))).toBe(0);
      }),
    );
  });

  // Counted on what ELK 0.12.1 draws of the same graphs: node bench/layout/main.ts --sizes 300
  it.each([
    ['retraining', retraining(300), 336],
    ['random', randomLayered(300), 896],
  ])('stay below what ELK draws of a %s graph', (_, input, elk) => {
    expect(drawnCrossings(layout(input).edges.map(edge => edge.points))).toBeLessThan(elk);
  });
});
