/** Questions about what came of something, and about where two lineages part. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineageDifference } from '../../../../src/core/lineage/difference.ts';
import { impactOf } from '../../../../src/core/lineage/impact.ts';
import { nodeLabel } from '../../../../src/core/lineage.ts';
import { indexLineage, reachOf } from '../../../../src/core/lineageReach.ts';
import { digitsGraph, versionId } from '../../../ui/harness/graphs.ts';
import { graphs } from '../arbitraries.ts';

const index = indexLineage(digitsGraph());

test('deleting a dataset touches all that was trained on it', () => {
  const impact = impactOf(index, versionId('dataset:digits-preprocess:v1'));
  expect(impact.users.map(nodeLabel)).toEqual([
    'train:calm-comet-8',
    'train:calm-comet-10',
    'train:calm-comet-12',
    'train:eager-lake-14',
    'report:proud-sunset-15',
  ]);
  expect(impact.runs).toEqual(impact.users);
  expect(impact.versions.map(nodeLabel)).toEqual([
    'model:trained-model:v1',
    'model:trained-model:v3',
    'model:trained-model:v5',
    'report:predictions:v0',
  ]);
  expect(impact.aliases).toEqual([
    'digits-preprocess:latest',
    'digits-preprocess:shifted',
    'trained-model:best',
    'trained-model:latest',
    'predictions:latest',
  ]);
});

test('what was deleted already is not touched', () => {
  expect(impactOf(index, versionId('model:trained-model:v0')).versions).toEqual([]);
});

test('two models part where their data was prepared otherwise', () => {
  const [left, right] = [versionId('model:trained-model:v2'), versionId('model:trained-model:v3')];
  const { pairs, common, onlyLeft, onlyRight } = lineageDifference(index, left, right);
  const shown = pairs.map(pair => [
    pair.distance,
    pair.left && nodeLabel(pair.left),
    pair.right && nodeLabel(pair.right),
  ]);
  expect(shown).toEqual([
    [0, 'model:trained-model:v2', 'model:trained-model:v3'],
    [1, 'train:calm-comet-9', 'train:calm-comet-10'],
    [2, 'dataset:digits-preprocess:v0', 'dataset:digits-preprocess:v1'],
    [2, 'model:mlp:v1', 'model:mlp:v1'],
    [3, 'preprocess-data:misty-river-2', 'preprocess-data:brave-fog-3'],
    [4, 'dataset:digits-raw:v0', 'dataset:digits-raw:v0'],
  ]);
  expect(pairs.map(pair => pair.same)).toEqual([false, false, false, true, false, true]);
  expect([common.size, onlyLeft.size, onlyRight.size]).toEqual([4, 4, 4]);
});

test('of any graph: the sides make up the ancestry, and swapped they swap', () => {
  fc.assert(
    fc.property(graphs, fc.nat(29), fc.nat(29), (graph, i, j) => {
      const [a, b] = [graph.nodes[i], graph.nodes[j]];
      if (!a || !b) return;
      const of = indexLineage(graph);
      const difference = lineageDifference(of, a.id, b.id);
      expect(new Set([...difference.common, ...difference.onlyLeft])).toEqual(reachOf(of, [a.id]).ancestors);
      const swapped = lineageDifference(of, b.id, a.id);
      expect(swapped.onlyLeft).toEqual(difference.onlyRight);
      expect(swapped.pairs).toHaveLength(difference.pairs.length);
    }),
  );
});
