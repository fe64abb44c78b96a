import { expect, test } from 'vitest';
import { staleNodes, staleReasons } from '../../../../src/core/lineage/staleness.ts';
import { nodeLabel } from '../../../../src/core/lineage.ts';
import { indexLineage } from '../../../../src/core/lineageReach.ts';
import { GraphBuilder } from '../../../ui/harness/graphs.ts';

/** raw:v0 was cleaned and trained on; meanwhile raw:latest is v1. Another model came of a pinned version. */
function retraining() {
  const g = new GraphBuilder();
  const raw = g.version('dataset', 'raw');
  const clean = g.run('clean', 'a', []);
  g.used(clean, raw, { usedAs: 'latest', newer: 1 });
  const cleaned = g.logged(clean, 'dataset', 'clean', ['latest']);
  const train = g.run('train', 'b', []);
  g.used(train, cleaned, { usedAs: 'latest' });
  const model = g.logged(train, 'model', 'model', ['best']);
  const pinned = g.run('train', 'c', []);
  g.used(pinned, raw, { usedAs: 'v0' });
  g.logged(pinned, 'model', 'pinned');
  return { index: indexLineage(g.build()), clean, train, model };
}

const labels = (index: ReturnType<typeof retraining>['index'], ids: Iterable<string>) =>
  [...ids].map(id => nodeLabel(index.node(id)!));

test('a run is stale whose input has moved on, and all that came of it', () => {
  const { index } = retraining();
  expect(labels(index, staleNodes(index).keys())).toEqual([
    'clean:a',
    'dataset:clean:v0',
    'train:b',
    'model:model:v0',
  ]);
});

test('the reason is the nearest input that has moved on', () => {
  const { index, clean, model } = retraining();
  const stale = staleNodes(index);
  const [reason, ...more] = staleReasons(index, stale, model);
  expect([reason?.to, reason?.usedAs, reason?.newer, more]).toEqual([clean, 'latest', 1, []]);
  expect(staleReasons(index, stale, index.graph.nodes[0]!.id)).toEqual([]);
});

test('a cycle that should not be ends', () => {
  const { index, clean, model } = retraining();
  const edges = [...index.graph.edges, { from: model, to: clean }];
  const turning = indexLineage({ ...index.graph, edges });
  const stale = staleNodes(turning);
  expect(staleReasons(turning, stale, model)).toHaveLength(1);
});
