import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeLabel } from '../../../src/core/lineage.ts';
import type { LineageGraph } from '../../../src/core/lineage.ts';
import { neighbourhood } from '../../../src/core/lineage/neighbourhood.ts';
import { indexLineage, onTheWay, reachOf } from '../../../src/core/lineageReach.ts';
import { digitsGraph, largeGraph } from '../../ui/harness/graphs.ts';
import { graphs } from './arbitraries.ts';

/** Ancestors and descendants by trying every pair until nothing changes. */
function slowly(graph: LineageGraph, id: string, near: 'from' | 'to', far: 'from' | 'to'): Set<string> {
  const found = new Set([id]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const edge of graph.edges) if (found.has(edge[near])) found.add(edge[far]);
  }
  return found;
}

/** A node with all its ancestors and descendants. */
const focusOn = (index: ReturnType<typeof indexLineage>, id: string): LineageGraph =>
  neighbourhood(index, [id], {}).graph;

describe('ancestors and descendants', () => {
  test('are those of a slow search', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const index = indexLineage(graph);
        for (const { id } of graph.nodes) {
          const reach = reachOf(index, [id]);
          expect(reach.ancestors).toEqual(slowly(graph, id, 'to', 'from'));
          expect(reach.descendants).toEqual(slowly(graph, id, 'from', 'to'));
        }
      }),
    );
  });

  test('of several nodes are those of each together', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const index = indexLineage(graph);
        const ids = graph.nodes.filter((_, i) => i % 3 === 0).map(node => node.id);
        const each = ids.map(id => reachOf(index, [id]));
        const together = reachOf(index, ids);
        expect(together.ancestors).toEqual(new Set(each.flatMap(reach => [...reach.ancestors])));
        expect(together.descendants).toEqual(new Set(each.flatMap(reach => [...reach.descendants])));
      }),
    );
  });

  test('end in a cycle that should not be', () => {
    const [a, b] = digitsGraph().nodes;
    const graph: LineageGraph = {
      nodes: [a!, b!],
      edges: [
        { from: a!.id, to: b!.id },
        { from: b!.id, to: a!.id },
      ],
      openEnds: [],
    };
    expect(reachOf(indexLineage(graph), [a!.id]).ancestors).toEqual(new Set([a!.id, b!.id]));
  });

  test('are found in a deep graph without a stack overflow', () => {
    const graph = largeGraph(50_000);
    const chain = graph.nodes.slice(1).map((node, i) => ({ from: graph.nodes[i]!.id, to: node.id }));
    const index = indexLineage({ ...graph, edges: chain });
    expect(reachOf(index, [graph.nodes[0]!.id]).descendants.size).toBe(graph.nodes.length);
  });
});

describe('a focused lineage', () => {
  const graph = digitsGraph();
  const best = graph.nodes.find(node => node.kind === 'version' && node.aliases.includes('best'))!;

  test('holds the ancestors and descendants of one version, and no other', () => {
    const focused = focusOn(indexLineage(graph), best.id);
    expect(focused.nodes.map(nodeLabel).sort()).toEqual([
      'dataset:digits-preprocess:v1',
      'dataset:digits-raw:v0',
      'initialize:keen-leaf-5',
      'load-data:sunny-smoke-1',
      'model:mlp:v1',
      'model:trained-model:v3',
      'preprocess-data:brave-fog-3',
      'report:predictions:v0',
      'report:proud-sunset-15',
      'train:calm-comet-10',
    ]);
  });

  test('has no edge that does not lead to or from it', () => {
    const focused = focusOn(indexLineage(graph), best.id);
    const reach = reachOf(indexLineage(graph), [best.id]);
    expect(focused.edges).toEqual(graph.edges.filter(edge => onTheWay(reach, edge)));
    // The data set was also used by the report itself: that way does not lead through the model.
    const data = graph.nodes.find(node => nodeLabel(node) === 'dataset:digits-preprocess:v1')!;
    const report = graph.nodes.find(node => nodeLabel(node) === 'report:proud-sunset-15')!;
    expect(focused.edges).not.toContainEqual({ from: data.id, to: report.id });
  });

  test('is empty where the version is not there', () => {
    expect(focusOn(indexLineage(graph), 'gone').nodes).toEqual([]);
  });
});
