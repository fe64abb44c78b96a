import fc from 'fast-check';
import type { LayoutInput } from '../../../src/picture/layout/types.ts';

const box = fc.record({ width: fc.integer({ min: 1, max: 300 }), height: fc.integer({ min: 1, max: 120 }) });

/** Any directed graph: cycles, self-loops, several parts, boxes of very different sizes. */
export const anyGraph: fc.Arbitrary<LayoutInput> = fc
  .record({ boxes: fc.array(box, { maxLength: 40 }), density: fc.integer({ min: 0, max: 3 }) })
  .chain(({ boxes, density }): fc.Arbitrary<LayoutInput> => {
    const nodes = boxes.map((b, i) => ({ id: `n${i}`, ...b }));
    if (nodes.length === 0) return fc.constant({ nodes, edges: [] });
    const end = fc.nat({ max: nodes.length - 1 });
    return fc
      .uniqueArray(fc.record({ from: end, to: end }), {
        maxLength: density * nodes.length,
        selector: e => `${e.from} ${e.to}`,
      })
      .map(edges => ({ nodes, edges }));
  });
