import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  collapse,
  COLLAPSED,
  explode,
  EXPLODED,
  groupOf,
  isExploded,
} from '../../../src/core/lineageGroups.ts';
import { instanceId, membersOf, viewIdOf, viewOf } from '../../../src/core/lineageView.ts';
import { digitsGraph } from '../../ui/harness/graphs.ts';
import { arranged, graphs } from './arbitraries.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('the view of a lineage graph', () => {
  test('shows the digits sample as one node for each type and job type, with counts', () => {
    const view = viewOf(digitsGraph(), COLLAPSED);
    const nodes = view.nodes.map(node => `${node.id} ${membersOf(node).length}`);
    expect(nodes.sort()).toEqual([
      'job:initialize 3',
      'job:load-data 1',
      'job:preprocess-data 2',
      'job:report 2',
      'job:train 8',
      'type:dataset 3',
      'type:model 9',
      'type:report 2',
    ]);
    const edges = view.edges.map(edge => `${edge.from} > ${edge.to} ${edge.count}`);
    expect(edges.sort()).toEqual([
      'job:initialize > type:model 3',
      'job:load-data > type:dataset 1',
      'job:preprocess-data > type:dataset 2',
      'job:report > type:report 2',
      'job:train > type:model 6',
      'type:dataset > job:preprocess-data 2',
      'type:dataset > job:report 2',
      'type:dataset > job:train 8',
      'type:model > job:report 2',
      'type:model > job:train 8',
    ]);
  });

  test('every version and run is in exactly one node, and every edge is counted once', () => {
    fc.assert(
      fc.property(arranged, ({ graph, arrangement }) => {
        const view = viewOf(graph, arrangement);
        const members = view.nodes.flatMap(membersOf).map(node => node.id);
        expect([...members].sort()).toEqual(graph.nodes.map(node => node.id).sort());
        expect(sum(view.edges.map(edge => edge.count))).toBe(graph.edges.length);
        expect(new Set(view.nodes.map(node => node.id)).size).toBe(view.nodes.length);
      }),
    );
  });

  test('all exploded is the graph itself', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const view = viewOf(graph, EXPLODED);
        expect(view.nodes.map(node => node.id)).toEqual(graph.nodes.map(node => instanceId(node.id)));
        const edges = new Set(view.edges.map(edge => `${edge.from} ${edge.to} ${edge.count}`));
        expect(edges).toEqual(
          new Set(graph.edges.map(edge => `${instanceId(edge.from)} ${instanceId(edge.to)} 1`)),
        );
      }),
    );
  });

  test('an edge of the graph is an edge between the nodes that show its ends', () => {
    fc.assert(
      fc.property(arranged, ({ graph, arrangement }) => {
        const shown = new Map(graph.nodes.map(node => [node.id as string, viewIdOf(node, arrangement)]));
        const edges = new Set(viewOf(graph, arrangement).edges.map(edge => `${edge.from}\n${edge.to}`));
        const expected = graph.edges.map(edge => `${shown.get(edge.from)!}\n${shown.get(edge.to)!}`);
        expect(edges).toEqual(new Set(expected));
      }),
    );
  });

  test('leaves out edges to nodes that are not there', () => {
    const graph = digitsGraph();
    const first = graph.nodes[0]!;
    const cut = { ...graph, nodes: graph.nodes.slice(1) };
    const without = viewOf(cut, EXPLODED).edges.flatMap(edge => [edge.from, edge.to]);
    expect(without).not.toContain(instanceId(first.id));
  });
});

describe('arranging', () => {
  test('collapse undoes explode, and explode undoes collapse', () => {
    fc.assert(
      fc.property(arranged, ({ graph, arrangement }) => {
        for (const node of graph.nodes) {
          const group = groupOf(node);
          const there = isExploded(arrangement, group) ? collapse : explode;
          const back = isExploded(arrangement, group) ? explode : collapse;
          const away = there(arrangement, group);
          expect(isExploded(away, group)).toBe(!isExploded(arrangement, group));
          expect(viewOf(graph, back(away, group))).toEqual(viewOf(graph, arrangement));
        }
      }),
    );
  });

  test('exploding what is exploded, and collapsing what is collapsed, changes nothing', () => {
    const once = explode(COLLAPSED, 'type:dataset');
    expect(explode(once, 'type:dataset')).toBe(once);
    expect(collapse(COLLAPSED, 'type:dataset')).toBe(COLLAPSED);
  });

  test('explode all holds for types that appear later', () => {
    expect(isExploded(collapse(EXPLODED, 'type:model'), 'job:new')).toBe(true);
    expect(isExploded(explode(COLLAPSED, 'type:model'), 'job:new')).toBe(false);
  });
});
