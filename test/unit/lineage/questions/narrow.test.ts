/** Questions that leave a part of the graph: ways, neighbours, filters, search. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits, isEmptyFilter, keepNodes, searchNodes } from '../../../../src/core/lineage/filter.ts';
import { neighbourhood } from '../../../../src/core/lineage/neighbourhood.ts';
import { pathsBetween } from '../../../../src/core/lineage/paths.ts';
import { nodeLabel } from '../../../../src/core/lineage.ts';
import type { LineageGraph } from '../../../../src/core/lineage.ts';
import { indexLineage, reachOf } from '../../../../src/core/lineageReach.ts';
import { digitsGraph, versionId } from '../../../ui/harness/graphs.ts';
import { graphs } from '../arbitraries.ts';

const digits = digitsGraph();
const labels = (graph: LineageGraph): string[] => graph.nodes.map(nodeLabel);

describe('ways between two nodes', () => {
  const index = indexLineage(digits);
  const [raw, model] = [versionId('dataset:digits-raw:v0'), versionId('model:trained-model:v3')];

  test('are all that lies between them, in either order', () => {
    const ways = pathsBetween(index, raw, model);
    expect(ways && labels(ways.graph)).toEqual([
      'dataset:digits-raw:v0',
      'preprocess-data:brave-fog-3',
      'dataset:digits-preprocess:v1',
      'train:calm-comet-10',
      'model:trained-model:v3',
    ]);
    expect(ways?.shortest).toEqual(ways?.graph.nodes.map(node => node.id));
    expect(pathsBetween(index, model, raw)).toEqual(ways);
  });

  test('there are none between siblings, nor to what is not there', () => {
    expect(pathsBetween(index, model, versionId('model:trained-model:v0'))).toBeUndefined();
    expect(pathsBetween(index, model, 'nothing')).toBeUndefined();
    expect(pathsBetween(index, model, model)?.shortest).toEqual([model]);
  });

  test('of any graph: each node on them came of the one and led to the other, and the shortest is a way', () => {
    fc.assert(
      fc.property(graphs, fc.nat(29), fc.nat(29), (graph, i, j) => {
        const [a, b] = [graph.nodes[Math.min(i, j)], graph.nodes[Math.max(i, j)]];
        if (!a || !b) return;
        const of = indexLineage(graph);
        const ways = pathsBetween(of, a.id, b.id);
        expect(ways !== undefined).toBe(reachOf(of, [a.id]).descendants.has(b.id));
        if (!ways) return;
        for (const [at, id] of ways.shortest.slice(1).entries()) {
          expect(of.outputs(ways.shortest[at]!)).toContain(id);
        }
        for (const { id } of ways.graph.nodes) {
          expect(reachOf(of, [id]).ancestors.has(a.id) && reachOf(of, [id]).descendants.has(b.id)).toBe(true);
        }
      }),
    );
  });
});

describe('neighbours', () => {
  test('are so many steps away, and what was left out is counted', () => {
    const index = indexLineage(digits);
    const near = neighbourhood(index, [versionId('model:trained-model:v3')], { up: 1, down: 1 });
    expect(labels(near.graph)).toEqual([
      'train:calm-comet-10',
      'model:trained-model:v3',
      'report:proud-sunset-15',
    ]);
    expect([...near.beyond.values()]).toEqual([
      { inputs: 2, outputs: 0 },
      { inputs: 1, outputs: 1 },
    ]);
    expect(near.graph.openEnds).toHaveLength(2);
  });

  test('of any graph: none at no steps, all there is at endless ones', () => {
    fc.assert(
      fc.property(graphs, fc.nat(29), (graph, i) => {
        const id = graph.nodes[i]?.id;
        if (id === undefined) return;
        const index = indexLineage(graph);
        expect(neighbourhood(index, [id], { up: 0, down: 0 }).graph.nodes).toHaveLength(1);
        const all = neighbourhood(index, [id], {});
        const { ancestors, descendants } = reachOf(index, [id]);
        expect(new Set(all.graph.nodes.map(node => node.id))).toEqual(
          new Set([...ancestors, ...descendants]),
        );
      }),
    );
  });
});

describe('filters', () => {
  const only = (filter: Parameters<typeof fits>[1]): string[] =>
    labels(keepNodes(digits, node => fits(node, filter)));

  test('of one kind are alternatives, of several are combined', () => {
    expect(only({ types: ['report'], jobTypes: ['none'] })).toEqual([
      'report:predictions:v0',
      'report:predictions:v1',
    ]);
    expect(only({ types: ['dataset', 'report'], aliases: ['latest'], jobTypes: ['report'] })).toEqual([
      'dataset:digits-raw:v0',
      'dataset:digits-preprocess:v1',
      'report:proud-sunset-15',
      'report:predictions:v0',
      'report:quiet-sky-16',
    ]);
    expect(only({ states: ['failed', 'running'], types: ['none'] })).toEqual([
      'train:dusty-pond-13',
      'train:eager-lake-14',
    ]);
    expect([isEmptyFilter({}), isEmptyFilter({ types: [] }), isEmptyFilter({ since: 0 })]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('join what was joined through nodes that are not shown', () => {
    const datasets = keepNodes(digits, node => node.kind === 'version' && node.type === 'dataset');
    const names = new Map(datasets.nodes.map(node => [node.id as string, nodeLabel(node)]));
    expect(datasets.edges.map(({ from, to }) => [names.get(from), names.get(to)])).toEqual([
      ['dataset:digits-raw:v0', 'dataset:digits-preprocess:v0'],
      ['dataset:digits-raw:v0', 'dataset:digits-preprocess:v1'],
    ]);
  });

  test('of any graph: what is kept came of the same as before', () => {
    fc.assert(
      fc.property(graphs, fc.nat(4), (graph, every) => {
        const kept = keepNodes(graph, node => Number(node.id) % (every + 1) === 0);
        const [before, after] = [indexLineage(graph), indexLineage(kept)];
        const ids = new Set<string>(kept.nodes.map(node => node.id));
        for (const { id } of kept.nodes) {
          const was = [...reachOf(before, [id]).ancestors].filter(each => ids.has(each));
          expect(reachOf(after, [id]).ancestors).toEqual(new Set(was));
        }
      }),
    );
  });
});

test('a search finds names, aliases and states by all of its words', () => {
  const found = (text: string): string[] => searchNodes(digits, text).map(nodeLabel);
  expect(found('TRAINED best')).toEqual(['model:trained-model:v3']);
  expect(found('train failed')).toEqual(['train:dusty-pond-13']);
  expect([found(''), found('  '), found('nothing here')]).toEqual([[], [], []]);
});
