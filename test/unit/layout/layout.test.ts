import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chain } from '../../../bench/layout/graphs.ts';
import { layout } from '../../../src/picture/layout/layout.ts';
import type { LayoutInput, LayoutResult } from '../../../src/picture/layout/types.ts';
import { anyGraph } from './arbitraries.ts';

function side(input: LayoutInput, result: LayoutResult, i: number) {
  const { width, height } = input.nodes[i]!;
  const { x, y } = result.nodes[i]!;
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

const CLOSE = 0.02;

/** Two edges into a node with a loop, in one column with a wider node. */
const besideALoop: LayoutInput = {
  nodes: [
    { id: 'a', width: 22, height: 114 },
    { id: 'b', width: 176, height: 77 },
    { id: 'looped', width: 264, height: 24 },
    { id: 'wide', width: 292, height: 70 },
  ],
  edges: [
    { from: 0, to: 2 },
    { from: 2, to: 2 },
    { from: 1, to: 2 },
    { from: 0, to: 3 },
  ],
};

describe('layout', () => {
  it('lets no two nodes overlap', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const result = layout(input);
        const sides = input.nodes.map((_, i) => side(input, result, i));
        sides.forEach((a, i) => {
          for (const b of sides.slice(i + 1)) {
            const apart =
              a.right <= b.left + CLOSE ||
              b.right <= a.left + CLOSE ||
              a.bottom <= b.top + CLOSE ||
              b.bottom <= a.top + CLOSE;
            expect(apart).toBe(true);
          }
        });
      }),
    );
  });

  it('keeps every coordinate finite and inside the picture', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const result = layout(input);
        const inside = (x: number, y: number): boolean =>
          x >= -CLOSE && y >= -CLOSE && x <= result.width + CLOSE && y <= result.height + CLOSE;
        input.nodes.forEach((_, i) => {
          const s = side(input, result, i);
          expect(inside(s.left, s.top) && inside(s.right, s.bottom)).toBe(true);
        });
        for (const { points } of result.edges) {
          expect(points.length).toBeGreaterThanOrEqual(4);
          for (let i = 0; i < points.length; i += 2) expect(inside(points[i]!, points[i + 1]!)).toBe(true);
        }
      }),
    );
  });

  it('sends every edge to a later layer, or back where it says so', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const result = layout(input);
        input.edges.forEach(({ from, to }, e) => {
          if (from === to) return;
          const a = side(input, result, from);
          const b = side(input, result, to);
          if (result.edges[e]!.reversed) expect(b.right).toBeLessThan(a.left);
          else expect(a.right).toBeLessThan(b.left);
        });
      }),
    );
  });

  it('starts and ends edges at the borders that face each other', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const result = layout(input);
        input.edges.forEach(({ from, to }, e) => {
          if (from === to) return;
          const { points, reversed } = result.edges[e]!;
          const a = side(input, result, from);
          const b = side(input, result, to);
          const [x0, y0, x1, y1] = [points[0]!, points[1]!, points.at(-2)!, points.at(-1)!];
          expect(x0).toBeCloseTo(reversed ? a.left : a.right, 5);
          expect(x1).toBeCloseTo(reversed ? b.right : b.left, 5);
          expect(y0 >= a.top && y0 <= a.bottom && y1 >= b.top && y1 <= b.bottom).toBe(true);
        });
      }),
    );
  });

  it('leads edges around the nodes they do not join', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const result = layout(input);
        input.nodes.forEach((_, i) => {
          const box = side(input, result, i);
          input.edges.forEach(({ from, to }, e) => {
            if (from === i || to === i) return;
            const p = result.edges[e]!.points;
            for (let k = 0; k + 3 < p.length; k += 2) {
              // Level or between two columns, so a segment enters a box only if its bounds do.
              const left = Math.min(p[k]!, p[k + 2]!);
              const right = Math.max(p[k]!, p[k + 2]!);
              const top = Math.min(p[k + 1]!, p[k + 3]!);
              const bottom = Math.max(p[k + 1]!, p[k + 3]!);
              const apart =
                right <= box.left + CLOSE ||
                left >= box.right - CLOSE ||
                bottom <= box.top + CLOSE ||
                top >= box.bottom - CLOSE;
              expect(apart).toBe(true);
            }
          });
        });
      }),
      { examples: [[besideALoop]] },
    );
  });

  it('reverses nothing in a graph without cycles', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const edges = input.edges.filter(({ from, to }) => from < to);
        expect(layout({ ...input, edges }).edges.some(edge => edge.reversed)).toBe(false);
      }),
    );
  });

  it('draws the same picture for the same input, whatever the ids', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const first = layout(input);
        expect(layout(input)).toEqual(first);
        const renamed = input.nodes.map((node, i) => ({ ...node, id: `other ${1000 - i}` }));
        expect(layout({ ...input, nodes: renamed })).toEqual(first);
      }),
    );
  });

  it('draws nothing for nothing', () => {
    expect(layout({ nodes: [], edges: [] })).toEqual({ width: 0, height: 0, nodes: [], edges: [] });
  });

  it('puts a single node at the top left', () => {
    const result = layout({ nodes: [{ id: 'a', width: 80, height: 30 }], edges: [] });
    expect(result).toEqual({ width: 80, height: 30, nodes: [{ x: 40, y: 15 }], edges: [] });
  });

  it('leads a self-loop out of the node and back into it', () => {
    const result = layout({ nodes: [{ id: 'a', width: 80, height: 30 }], edges: [{ from: 0, to: 0 }] });
    const { x, y } = result.nodes[0]!;
    const { points } = result.edges[0]!;
    expect(points.slice(0, 2)).toEqual([x + 40, y]);
    expect(points.slice(-2)).toEqual([x, y - 15]);
  });

  it('refuses an edge to a node that is not there', () => {
    expect(() => layout({ nodes: [{ id: 'a', width: 8, height: 8 }], edges: [{ from: 0, to: 1 }] })).toThrow(
      'Edge 0 joins nodes 0 and 1, but there are only 1 nodes.',
    );
  });

  it('treats sizes that are no sizes as nothing', () => {
    const nodes = [NaN, -5, Infinity].map((width, i) => ({ id: `${i}`, width, height: width }));
    const result = layout({ nodes, edges: [{ from: 0, to: 1 }] });
    for (const { x, y } of result.nodes) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
  });

  it('survives long chains and long cycles', () => {
    const input = chain(5000);
    const columns = new Set(layout(input).nodes.map(({ x }) => x));
    expect(columns.size).toBe(input.nodes.length);
    const closed = { ...input, edges: [...input.edges, { from: input.nodes.length - 1, to: 0 }] };
    expect(layout(closed).edges.filter(edge => edge.reversed)).toHaveLength(1);
  });

  it('keeps parts that are not connected apart', () => {
    const nodes = Array.from({ length: 40 }, (_, i) => ({ id: `${i}`, width: 50, height: 20 }));
    const edges = Array.from({ length: 20 }, (_, i) => ({ from: 2 * i, to: 2 * i + 1 }));
    const result = layout({ nodes, edges });
    const corners = new Set(edges.map(({ from }) => `${result.nodes[from]!.x} ${result.nodes[from]!.y}`));
    expect(corners.size).toBe(20);
    // Packed, not stacked: one column of 20 pairs would be 20 × 20 + 19 × 40 = 1160 px tall.
    expect(result.height).toBeLessThan(600);
  });
});
