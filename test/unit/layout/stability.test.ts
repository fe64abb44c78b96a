import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tutorial } from '../../../bench/layout/graphs.ts';
import { layout } from '../../../src/picture/layout/layout.ts';
import type { LayoutInput, LayoutResult, Point } from '../../../src/picture/layout/types.ts';
import { anyGraph } from './arbitraries.ts';
import { rowsOf } from './picture.ts';

function placesOf(input: LayoutInput, result: LayoutResult): Map<string, Point> {
  return new Map(input.nodes.map((node, i) => [node.id, result.nodes[i]!]));
}

/** A run and its model are added to a picture of a pipeline. */
function grown(input: LayoutInput): LayoutInput {
  const n = input.nodes.length;
  const box = { width: 100, height: 32 };
  return {
    nodes: [...input.nodes, { id: 'new run', ...box }, { id: 'new model', ...box }],
    edges: [...input.edges, { from: input.edges[0]!.from, to: n }, { from: n, to: n + 1 }],
  };
}

describe('layout with what was there before', () => {
  it('gives the same order again', () => {
    fc.assert(
      fc.property(anyGraph, input => {
        const first = layout(input);
        const again = layout({ ...input, previous: placesOf(input, first) });
        expect(rowsOf(input, again)).toEqual(rowsOf(input, first));
      }),
    );
  });

  it('keeps the order of what was there when a run is added', () => {
    const input = tutorial(60);
    const previous = placesOf(input, layout(input));
    const larger = grown(input);
    const after = rowsOf(larger, layout({ ...larger, previous }));
    const old = after.map(row => row.filter(name => !name.startsWith('new')));
    expect(old.filter(row => row.length > 0)).toEqual(rowsOf(input, layout(input)));
  });

  it('follows an order turned upside down', () => {
    const input: LayoutInput = {
      nodes: ['data', 'a', 'b', 'c'].map(id => ({ id, width: 60, height: 20 })),
      edges: [1, 2, 3].map(to => ({ from: 0, to })),
    };
    const previous = new Map([
      ['a', { x: 0, y: 300 }],
      ['b', { x: 0, y: 200 }],
      ['c', { x: 0, y: 100 }],
    ]);
    expect(rowsOf(input, layout({ ...input, previous }))).toEqual([['data'], ['c', 'b', 'a']]);
  });

  it('gives the old order up where it would cost many crossings', () => {
    const ids = Array.from({ length: 12 }, (_, i) => i);
    const input: LayoutInput = {
      nodes: [...ids.map(i => `run${i}`), ...ids.map(i => `model${i}`), 'data'].map(id => ({
        id,
        width: 60,
        height: 20,
      })),
      edges: ids.flatMap(i => [
        { from: i, to: 12 + i },
        { from: 24, to: i },
      ]),
    };
    const previous = new Map<string, Point>();
    for (const i of ids) {
      previous.set(`run${i}`, { x: 0, y: i });
      previous.set(`model${i}`, { x: 0, y: -i });
    }
    const [, runs, models] = rowsOf(input, layout({ ...input, previous }));
    expect(models).toEqual(runs!.map(name => name.replace('run', 'model')));
  });
});
